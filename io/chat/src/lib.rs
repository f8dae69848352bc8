//! The chat server: one port for every kind of client, rooms with a history.
