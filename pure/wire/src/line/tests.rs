//! Lines, whole, cut and flushed.
