//! The management HTTP API of `RabbitMQ`: declarations, a suite (`live.rs`) that asks a real broker whether they are right, and a fake that passes it.

pub mod api;
pub mod fake;
