//! What the broker holds.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value};

use super::NODE;
use crate::rabbitmq::api::management::{CreateBinding, PageQueues, PutExchange, PutQueue};
use crate::rabbitmq::api::{
    Arguments, Binding, BindingCreated, Complaint, Destination, Exchange, ExchangeKind,
    ManagementError, Message, Permissions, Policy, Queue, QueueKind, QueuePage, Reason, Vhost,
};

/// A broker.
#[derive(Debug)]
pub struct Broker {
    /// The port that it listens at, if it is on a socket.
    pub port: u16,
    pub(super) caller: String,
    pub(super) users: BTreeMap<String, Known>,
    pub(super) permissions: Vec<Permissions>,
    pub(super) vhosts: BTreeMap<String, Held>,
    pub(super) parameters: BTreeMap<String, Value>,
}

/// A user.
pub(super) struct Known {
    pub(super) password: String,
    pub(super) tags: Vec<String>,
}

/// Without the password.
impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known")
            .field("tags", &self.tags)
            .finish_non_exhaustive()
    }
}

/// A virtual host.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) vhost: Vhost,
    pub(super) limits: BTreeMap<String, i64>,
    pub(super) exchanges: Vec<Exchange>,
    pub(super) queues: BTreeMap<String, HeldQueue>,
    pub(super) bindings: Vec<Binding>,
    pub(super) policies: Vec<Policy>,
}

/// A queue.
#[derive(Debug)]
pub(super) struct HeldQueue {
    pub(super) durable: bool,
    pub(super) auto_delete: bool,
    pub(super) arguments: Arguments,
    pub(super) messages: VecDeque<Message>,
}

fn complaint(error: &str, reason: &str) -> Complaint {
    Complaint {
        error: error.to_owned(),
        reason: Reason::Text(reason.to_owned()),
    }
}

pub(super) fn missing() -> ManagementError {
    ManagementError::NotFound(complaint("Object Not Found", "Not Found"))
}

pub(super) fn bad_request(reason: &str) -> ManagementError {
    ManagementError::BadRequest(complaint("bad_request", reason))
}

impl Broker {
    pub(super) fn new(user: &str, password: &str) -> Self {
        let mut broker = Self {
            port: 0,
            caller: String::new(),
            users: BTreeMap::new(),
            permissions: Vec::new(),
            vhosts: BTreeMap::new(),
            parameters: BTreeMap::new(),
        };
        let tags = vec!["administrator".to_owned()];
        broker.put_user(user.to_owned(), password.to_owned(), tags);
        broker.put_vhost(Vhost {
            name: "/".to_owned(),
            description: None,
            tags: Vec::new(),
            tracing: false,
        });
        broker
    }

    pub(super) fn put_user(&mut self, name: String, password: String, tags: Vec<String>) -> bool {
        self.users.insert(name, Known { password, tags }).is_none()
    }

    /// A virtual host that the caller has permissions in.
    pub(super) fn vhost(&mut self, name: &str) -> Result<&mut Held, ManagementError> {
        let mut permissions = self.permissions.iter();
        let is_permitted = permissions.any(|it| it.user == self.caller && it.vhost == name);
        if !is_permitted {
            self.administrator()?;
        }
        self.vhosts.get_mut(name).ok_or_else(missing)
    }

    /// Of the regular expressions of permissions it knows those that are a name, or everything.
    pub(super) fn may_configure(&self, vhost: &str, name: &str) -> Result<(), ManagementError> {
        let mut permissions = self.permissions.iter();
        let is_permitted = permissions.any(|it| {
            let is_named = it.configure == ".*" || it.configure == format!("^{name}$");
            it.user == self.caller && it.vhost == vhost && is_named
        });
        if is_permitted {
            return Ok(());
        }
        self.administrator()
    }

    pub(super) fn administrator(&self) -> Result<(), ManagementError> {
        let caller = self.users.get(&self.caller);
        if caller.is_some_and(|caller| caller.tags.iter().any(|tag| tag == "administrator")) {
            return Ok(());
        }
        let reason = complaint("not_authorised", "Access refused.");
        Err(ManagementError::Unauthorized(Some(reason)))
    }

    /// Whether it is new.
    pub(super) fn put_vhost(&mut self, vhost: Vhost) -> bool {
        if let Some(held) = self.vhosts.get_mut(&vhost.name) {
            held.vhost = vhost;
            return false;
        }
        let exchange = |name: &str, kind| Exchange {
            name: name.to_owned(),
            vhost: vhost.name.clone(),
            kind,
            durable: true,
            auto_delete: false,
            internal: false,
            arguments: Map::new(),
        };
        let exchanges = vec![
            exchange("", ExchangeKind::Direct),
            exchange("amq.direct", ExchangeKind::Direct),
            exchange("amq.fanout", ExchangeKind::Fanout),
            exchange("amq.headers", ExchangeKind::Headers),
            exchange("amq.match", ExchangeKind::Headers),
            exchange("amq.rabbitmq.trace", ExchangeKind::Topic),
            exchange("amq.topic", ExchangeKind::Topic),
        ];
        let held = Held {
            limits: BTreeMap::new(),
            exchanges,
            queues: BTreeMap::new(),
            bindings: Vec::new(),
            policies: Vec::new(),
            vhost,
        };
        self.vhosts.insert(held.vhost.name.clone(), held);
        true
    }
}

impl Held {
    pub(super) fn exchange(&self, name: &str) -> Result<&Exchange, ManagementError> {
        let name = if name == "amq.default" { "" } else { name };
        let mut all = self.exchanges.iter();
        all.find(|exchange| exchange.name == name)
            .ok_or_else(missing)
    }

    /// Whether it is new.
    pub(super) fn put_exchange(&mut self, request: PutExchange) -> Result<bool, ManagementError> {
        if let ExchangeKind::Other(kind) = &request.kind {
            return Err(bad_request(&format!("unknown exchange type '{kind}'")));
        }
        if let Ok(known) = self.exchange(&request.name) {
            return if known.kind == request.kind {
                Ok(false)
            } else {
                let reason = format!("inequivalent arg 'type' for exchange '{}'", request.name);
                Err(bad_request(&reason))
            };
        }
        self.exchanges.push(Exchange {
            name: request.name,
            vhost: request.vhost,
            kind: request.kind,
            durable: request.durable.unwrap_or(true),
            auto_delete: request.auto_delete.unwrap_or(false),
            internal: request.internal.unwrap_or(false),
            arguments: request.arguments.unwrap_or_default(),
        });
        Ok(true)
    }

    pub(super) fn held(&mut self, name: &str) -> Result<&mut HeldQueue, ManagementError> {
        self.queues.get_mut(name).ok_or_else(missing)
    }

    /// A queue that is known to be there.
    pub(super) fn queue(&self, name: &str) -> Queue {
        let held = self.queues.get(name);
        let mut policies: Vec<&Policy> = self.policies.iter().collect();
        policies.sort_by_key(|policy| -policy.priority);
        let applies = |policy: &&&Policy| {
            policy
                .pattern
                .strip_prefix('^')
                .is_some_and(|start| name.starts_with(start))
        };
        Queue {
            name: name.to_owned(),
            vhost: self.vhost.name.clone(),
            kind: QueueKind::Classic,
            durable: held.is_none_or(|held| held.durable),
            auto_delete: held.is_some_and(|held| held.auto_delete),
            arguments: held.map(|held| held.arguments.clone()).unwrap_or_default(),
            node: Some(NODE.to_owned()),
            policy: policies
                .iter()
                .find(applies)
                .map(|policy| policy.name.clone()),
            messages: held.map(|held| held.messages.len() as u64),
            consumers: Some(0),
        }
    }

    /// Whether it is new.
    pub(super) fn put_queue(&mut self, request: PutQueue) -> Result<bool, ManagementError> {
        let name = request.name;
        let arguments = request.arguments.unwrap_or_default();
        if let Some(held) = self.queues.get(&name) {
            let differs = |key: &&String| held.arguments.get(*key) != arguments.get(*key);
            return match arguments.keys().chain(held.arguments.keys()).find(differs) {
                None => Ok(false),
                Some(key) => {
                    let reason = format!("inequivalent arg '{key}' for queue '{name}'");
                    Err(bad_request(&reason))
                }
            };
        }
        let most = self
            .limits
            .get("max-queues")
            .and_then(|most| usize::try_from(*most).ok());
        if most.is_some_and(|most| self.queues.len() >= most) {
            return Err(bad_request("queue limit in vhost is reached"));
        }
        let held = HeldQueue {
            durable: request.durable.unwrap_or(true),
            auto_delete: request.auto_delete.unwrap_or(false),
            arguments,
            messages: VecDeque::new(),
        };
        self.queues.insert(name, held);
        Ok(true)
    }

    /// Regular expressions are those of the client: a prefix, and digits.
    pub(super) fn page(&self, request: &PageQueues) -> Result<QueuePage, ManagementError> {
        let pattern = request.name.as_deref().unwrap_or_default();
        let is_wanted = |name: &&String| match (request.use_regex, pattern.split_once('[')) {
            (Some(true), Some((start, _))) => {
                let start = start.trim_start_matches('^');
                let digits = name.strip_prefix(start);
                digits.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
            }
            _ => name.contains(pattern),
        };
        let mut names: Vec<&String> = self.queues.keys().filter(is_wanted).collect();
        if request.sort_reverse == Some(true) {
            names.reverse();
        }
        let size = request.page_size.unwrap_or(100).max(1);
        let found = u32::try_from(names.len()).unwrap_or(u32::MAX);
        let pages = found.div_ceil(size).max(1);
        if request.page == 0 || request.page > pages {
            let reason = format!("page {} of {pages}", request.page);
            return Err(ManagementError::BadRequest(complaint(
                "page_out_of_range",
                &reason,
            )));
        }
        let first = (request.page - 1) as usize * size as usize;
        let items = names.iter().skip(first).take(size as usize);
        let items: Vec<Queue> = items.map(|name| self.queue(name)).collect();
        Ok(QueuePage {
            page: request.page,
            page_count: pages,
            page_size: size,
            total_count: self.queues.len() as u64,
            filtered_count: u64::from(found),
            item_count: items.len() as u64,
            items,
        })
    }

    /// With each queue's binding to the default exchange.
    pub(super) fn all_bindings(&self) -> Vec<Binding> {
        let of_default = self.queues.keys().map(|name| Binding {
            source: String::new(),
            vhost: self.vhost.name.clone(),
            destination: name.clone(),
            destination_type: "queue".to_owned(),
            routing_key: name.clone(),
            arguments: Map::new(),
            properties_key: name.clone(),
        });
        of_default.chain(self.bindings.iter().cloned()).collect()
    }

    pub(super) fn between(
        &self,
        source: &str,
        kind: Destination,
        destination: &str,
    ) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| {
            binding.source == source
                && binding.destination == destination
                && binding.destination_type == kind_of(kind)
        })
    }

    pub(super) fn bind(
        &mut self,
        request: CreateBinding,
    ) -> Result<BindingCreated, ManagementError> {
        self.exchange(&request.source)?;
        let (destination, vhost) = (&request.destination, &self.vhost.name);
        let is_there = match request.kind {
            Destination::Queue => self.queues.contains_key(destination),
            Destination::Exchange => self.exchange(destination).is_ok(),
        };
        if !is_there {
            let kind = kind_of(request.kind);
            let reason = format!("no {kind} '{destination}' in vhost '{vhost}'");
            return Err(ManagementError::NotFound(complaint("not_found", &reason)));
        }
        let routing_key = request.routing_key.unwrap_or_default();
        let arguments = request.arguments.unwrap_or_default();
        let plain = match routing_key.as_str() {
            "" => "~",
            other => other,
        };
        let key = match arguments.len() {
            0 => plain.to_owned(),
            more => format!("{plain}~{more}"),
        };
        let location = format!("key/{}", encoded(&key));
        self.bindings.push(Binding {
            source: request.source,
            vhost: vhost.clone(),
            destination: request.destination,
            destination_type: kind_of(request.kind).to_owned(),
            routing_key,
            arguments,
            properties_key: key,
        });
        Ok(BindingCreated { location })
    }
}

const fn kind_of(kind: Destination) -> &'static str {
    match kind {
        Destination::Queue => "queue",
        Destination::Exchange => "exchange",
    }
}

/// As in a path.
fn encoded(key: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encode = |byte: u8| match byte {
        byte if is_plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    key.bytes().map(encode).collect()
}
