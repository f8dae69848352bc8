//! What an IRC server must answer to the letter: the points that are most easily got wrong, over real sockets.

mod delivery;
mod history;
mod lists;
mod people;
mod registration;
mod replies;
mod transcript;
