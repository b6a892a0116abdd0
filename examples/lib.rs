//! Callpoint at work: clients that one could keep, and what they talk to.

pub mod belvo;
pub mod rabbitmq;
