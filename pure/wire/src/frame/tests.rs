//! Frames, whole and cut.
