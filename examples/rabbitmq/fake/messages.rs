//! Messages through the default exchange.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::state::{Held, bad_request};
use crate::rabbitmq::api::management::{GetMessages, Publish};
use crate::rabbitmq::api::{AckMode, Encoding, ManagementError, Message, Payload, Routed};

impl Held {
    pub(super) fn publish(&mut self, request: Publish) -> Result<Routed, ManagementError> {
        let exchange = self.exchange(&request.exchange)?.name.clone();
        let bytes = match request.payload_encoding {
            Payload::String => request.payload.as_bytes().to_vec(),
            Payload::Base64 => {
                let decoded = STANDARD.decode(&request.payload);
                decoded.map_err(|_| bad_request("payload_encoding: no Base64"))?
            }
        };
        let Some(queue) = self
            .queues
            .get_mut(&request.routing_key)
            .filter(|_| exchange.is_empty())
        else {
            return Ok(Routed { routed: false });
        };
        queue.messages.push_back(Message {
            payload: request.payload,
            payload_encoding: request.payload_encoding,
            payload_bytes: bytes.len() as u64,
            redelivered: false,
            exchange,
            routing_key: request.routing_key,
            message_count: 0,
            properties: request.properties,
        });
        Ok(Routed { routed: true })
    }

    pub(super) fn get(&mut self, request: &GetMessages) -> Result<Vec<Message>, ManagementError> {
        let queue = self.held(&request.name)?;
        let count = (request.count as usize).min(queue.messages.len());
        let mut got: Vec<Message> = queue.messages.drain(..count).collect();
        if matches!(
            request.ackmode,
            AckMode::AckRequeueTrue | AckMode::RejectRequeueTrue
        ) {
            for message in got.iter().rev() {
                let redelivered = true;
                queue.messages.push_front(Message {
                    redelivered,
                    ..message.clone()
                });
            }
        }
        let behind = if count == 0 {
            0
        } else {
            queue.messages.len().max(count)
        };
        let left = (1..=behind).rev().map(|left| left as u64 - 1);
        for (message, left) in got.iter_mut().zip(left) {
            message.message_count = left;
            shown(message, request);
        }
        Ok(got)
    }
}

/// Encodes and truncates the payload as asked.
fn shown(message: &mut Message, request: &GetMessages) {
    let bytes = match message.payload_encoding {
        Payload::String => message.payload.as_bytes().to_vec(),
        Payload::Base64 => STANDARD.decode(&message.payload).unwrap_or_default(),
    };
    let most = request.truncate.map_or(bytes.len(), |most| {
        usize::try_from(most).unwrap_or(usize::MAX)
    });
    let bytes = &bytes[..most.min(bytes.len())];
    match std::str::from_utf8(bytes) {
        Ok(text) if request.encoding == Encoding::Auto => {
            text.clone_into(&mut message.payload);
            message.payload_encoding = Payload::String;
        }
        _ => {
            message.payload = STANDARD.encode(bytes);
            message.payload_encoding = Payload::Base64;
        }
    }
}
