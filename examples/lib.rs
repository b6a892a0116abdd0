//! Complete example clients, and the servers they talk to.

pub mod belvo;
pub mod payments;
pub mod rabbitmq;
pub mod registry;
