//! Hostile and harmless text.
