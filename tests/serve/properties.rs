//! Properties for all values: what is sent is read, and what is written is read.
