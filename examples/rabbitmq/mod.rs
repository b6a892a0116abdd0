//! The management HTTP API of `RabbitMQ`: declarations, and a suite (`live.rs`) that asks a real broker whether they are right.

pub mod api;
