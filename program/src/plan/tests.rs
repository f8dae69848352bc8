//! Tables: this command line, this config or exactly this error.
