//! The Links operations of Belvo's API: declarations, a sandbox, a fake, and a story that calls them in order.

pub mod api;
pub mod fake;
pub mod sandbox;
pub mod story;
