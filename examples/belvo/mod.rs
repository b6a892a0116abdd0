//! The Links operations of Belvo's API: declarations, a sandbox that plays the service, and a visitor's story.

pub mod api;
pub mod sandbox;
pub mod story;
