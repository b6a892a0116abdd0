//! The Links operations of Belvo's API: declarations, a sandbox, and a story that calls them in order.

pub mod api;
pub mod sandbox;
pub mod story;
