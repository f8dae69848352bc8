//! The log's tests: what both logs answer, and what the one on disk survives.

mod answers;
mod crash;
mod failure;
mod ground;
mod letting_go;
mod opening;
mod random;
