//! The management operations of `RabbitMQ`, as the documentation of its plugin says them.
//!
//! Names go where they belong as they are: the virtual host is `/`, not `%2F`.

use std::fmt;

use callpoint::pages::{Next, Paginate};
use callpoint::{FromResponse, OpenEnum, Param, Response, Responses, api};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::management::PageQueues;

/// The operations. All of them take basic auth, and all but the health checks share their refusals.
#[api(auth = Basic, errors = ManagementError)]
pub mod management {
    use callpoint::endpoint;

    use super::{
        AckMode, Alive, Arguments, Binding, BindingCreated, Destination, Encoding, Exchange,
        ExchangeKind, GlobalParameter, ManagementError, Message, Node, Overview, Payload,
        Permissions, Policy, PolicyTarget, Properties, Queue, QueuePage, Routed, User, Vhost,
        VhostLimits, Whoami,
    };

    /// Says what the cluster is and what it holds.
    #[endpoint(GET, "/api/overview", 200 => Overview)]
    #[derive(Debug, Clone)]
    pub struct GetOverview;

    /// Says who is calling.
    #[endpoint(GET, "/api/whoami", 200 => Whoami)]
    #[derive(Debug, Clone)]
    pub struct GetWhoami;

    /// Lists the nodes of the cluster.
    #[endpoint(GET, "/api/nodes", 200 => Vec<Node>)]
    #[derive(Debug, Clone)]
    pub struct ListNodes;

    /// Lists the virtual hosts that the user may see.
    #[endpoint(GET, "/api/vhosts", 200 => Vec<Vhost>)]
    #[derive(Debug, Clone)]
    pub struct ListVhosts;

    /// Shows one virtual host.
    #[endpoint(GET, "/api/vhosts/<name>", 200 => Vhost)]
    #[derive(Debug, Clone)]
    pub struct GetVhost {
        /// The virtual host.
        pub name: String,
    }

    /// Makes a virtual host, or changes what is said of it.
    #[endpoint(PUT, "/api/vhosts/<name>",
        201 => Created(()),
        204 => Updated(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutVhost {
        /// The virtual host.
        pub name: String,
        /// What it is for.
        pub description: Option<String>,
        /// Words of your own, with commas between them.
        pub tags: Option<String>,
        /// Whether its messages are copied to the firehose.
        pub tracing: Option<bool>,
    }

    /// Deletes a virtual host with everything in it.
    #[endpoint(DELETE, "/api/vhosts/<name>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteVhost {
        /// The virtual host.
        pub name: String,
    }

    /// Shows the limits of a virtual host.
    #[endpoint(GET, "/api/vhost-limits/<vhost>", 200 => Vec<VhostLimits>)]
    #[derive(Debug, Clone)]
    pub struct ListVhostLimits {
        /// The virtual host.
        pub vhost: String,
    }

    /// Sets a limit of a virtual host.
    #[endpoint(PUT, "/api/vhost-limits/<vhost>/<limit>", 200 | 201 | 204 => ())]
    #[derive(Debug, Clone)]
    pub struct PutVhostLimit {
        /// The virtual host.
        pub vhost: String,
        /// What is limited: `max-queues` or `max-connections`.
        pub limit: String,
        /// How many there may be; below zero, as many as anybody likes.
        pub value: i64,
    }

    /// Lifts a limit of a virtual host.
    #[endpoint(DELETE, "/api/vhost-limits/<vhost>/<limit>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteVhostLimit {
        /// The virtual host.
        pub vhost: String,
        /// What is limited: `max-queues` or `max-connections`.
        pub limit: String,
    }

    /// Lists the users.
    #[endpoint(GET, "/api/users", 200 => Vec<User>)]
    #[derive(Debug, Clone)]
    pub struct ListUsers;

    /// Shows one user.
    #[endpoint(GET, "/api/users/<name>", 200 => User)]
    #[derive(Debug, Clone)]
    pub struct GetUser {
        /// The user.
        pub name: String,
    }

    /// Makes a user, or gives it another password and other tags. Without a password it can only come by certificate.
    #[endpoint(PUT, "/api/users/<name>",
        201 => Created(()),
        204 => Updated(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutUser {
        /// The user.
        pub name: String,
        /// What it may do here, with commas between them: `administrator`, `monitoring`, `management`; empty for nothing.
        pub tags: String,
        /// Its password.
        #[secret]
        pub password: Option<String>,
        /// The same, hashed as the broker's documentation says.
        #[secret]
        pub password_hash: Option<String>,
    }

    /// Deletes a user.
    #[endpoint(DELETE, "/api/users/<name>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteUser {
        /// The user.
        pub name: String,
    }

    /// Lists what a user may do, by virtual host.
    #[endpoint(GET, "/api/users/<user>/permissions", 200 => Vec<Permissions>)]
    #[derive(Debug, Clone)]
    pub struct ListUserPermissions {
        /// The user.
        pub user: String,
    }

    /// Shows what a user may do in a virtual host.
    #[endpoint(GET, "/api/permissions/<vhost>/<user>", 200 => Permissions)]
    #[derive(Debug, Clone)]
    pub struct GetPermissions {
        /// The virtual host.
        pub vhost: String,
        /// The user.
        pub user: String,
    }

    /// Says what a user may do in a virtual host: three regular expressions for names, of which the empty one allows nothing.
    #[endpoint(PUT, "/api/permissions/<vhost>/<user>",
        201 => Created(()),
        204 => Updated(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutPermissions {
        /// The virtual host.
        pub vhost: String,
        /// The user.
        pub user: String,
        /// What it may make and delete.
        pub configure: String,
        /// Where it may publish.
        pub write: String,
        /// From where it may take messages.
        pub read: String,
    }

    /// Takes a user everything that it may do in a virtual host.
    #[endpoint(DELETE, "/api/permissions/<vhost>/<user>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeletePermissions {
        /// The virtual host.
        pub vhost: String,
        /// The user.
        pub user: String,
    }

    /// Lists the exchanges of a virtual host. The default exchange has the empty name.
    #[endpoint(GET, "/api/exchanges/<vhost>", 200 => Vec<Exchange>)]
    #[derive(Debug, Clone)]
    pub struct ListExchanges {
        /// The virtual host.
        pub vhost: String,
    }

    /// Shows one exchange.
    #[endpoint(GET, "/api/exchanges/<vhost>/<name>", 200 => Exchange)]
    #[derive(Debug, Clone)]
    pub struct GetExchange {
        /// The virtual host.
        pub vhost: String,
        /// The exchange; `amq.default` is the default one.
        pub name: String,
    }

    /// Declares an exchange. One that is there stays as it is: it is refused to declare it differently.
    #[endpoint(PUT, "/api/exchanges/<vhost>/<name>",
        201 => Created(()),
        204 => Unchanged(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutExchange {
        /// The virtual host.
        pub vhost: String,
        /// The exchange.
        pub name: String,
        /// How it routes.
        #[serde(rename = "type")]
        pub kind: ExchangeKind,
        /// Whether it survives the broker's end. What holds otherwise differs from version to version.
        pub durable: Option<bool>,
        /// Whether it goes with its last binding.
        pub auto_delete: Option<bool>,
        /// Whether only other exchanges can publish to it.
        pub internal: Option<bool>,
        /// Whatever else its type takes.
        pub arguments: Option<Arguments>,
    }

    /// Deletes an exchange.
    #[endpoint(DELETE, "/api/exchanges/<vhost>/<name>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteExchange {
        /// The virtual host.
        pub vhost: String,
        /// The exchange.
        pub name: String,
        /// Only where nothing is bound to it.
        #[query("if-unused")]
        pub if_unused: Option<bool>,
    }

    /// Publishes one message: for a look or a test, not for a service.
    #[endpoint(POST, "/api/exchanges/<vhost>/<exchange>/publish", 200 => Routed)]
    #[derive(Debug, Clone)]
    pub struct Publish {
        /// The virtual host.
        pub vhost: String,
        /// The exchange; `amq.default` is the default one.
        pub exchange: String,
        /// What the exchange routes by.
        pub routing_key: String,
        /// What is in the message.
        pub payload: String,
        /// How `payload` stands for it.
        pub payload_encoding: Payload,
        /// What is said of the message.
        pub properties: Properties,
    }

    /// Lists all queues of a virtual host.
    #[endpoint(GET, "/api/queues/<vhost>", 200 => Vec<Queue>)]
    #[derive(Debug, Clone)]
    pub struct ListQueues {
        /// The virtual host.
        pub vhost: String,
    }

    /// Lists the queues of a virtual host, page by page.
    #[endpoint(GET, "/api/queues/<vhost>?<page>&<page_size>&<name>&<use_regex>&<sort>&<sort_reverse>", 200 => QueuePage)]
    #[derive(Debug, Clone)]
    pub struct PageQueues {
        /// The virtual host.
        pub vhost: String,
        /// The page to show; the first is 1.
        pub page: u32,
        /// How many queues a page has; 100 unless said.
        pub page_size: Option<u32>,
        /// Queues with this in their names only.
        pub name: Option<String>,
        /// Whether `name` is a regular expression.
        pub use_regex: Option<bool>,
        /// The field to sort by.
        pub sort: Option<String>,
        /// Whether the last comes first.
        pub sort_reverse: Option<bool>,
    }

    /// Shows one queue.
    #[endpoint(GET, "/api/queues/<vhost>/<name>", 200 => Queue)]
    #[derive(Debug, Clone)]
    pub struct GetQueue {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
    }

    /// Declares a queue. One that is there stays as it is: it is refused to declare it differently.
    #[endpoint(PUT, "/api/queues/<vhost>/<name>",
        201 => Created(()),
        204 => Unchanged(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutQueue {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
        /// Whether it survives the broker's end. What holds otherwise differs from version to version.
        pub durable: Option<bool>,
        /// Whether it goes with its last consumer.
        pub auto_delete: Option<bool>,
        /// Whatever else it takes: `x-max-length`, `x-message-ttl` and more.
        pub arguments: Option<Arguments>,
        /// The node that is to hold it.
        pub node: Option<String>,
    }

    /// Deletes a queue with its messages.
    #[endpoint(DELETE, "/api/queues/<vhost>/<name>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteQueue {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
        /// Only where no message is in it.
        #[query("if-empty")]
        pub if_empty: Option<bool>,
        /// Only where nobody consumes from it.
        #[query("if-unused")]
        pub if_unused: Option<bool>,
    }

    /// Drops the messages of a queue that nobody holds.
    #[endpoint(DELETE, "/api/queues/<vhost>/<name>/contents", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct PurgeQueue {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
    }

    /// Takes messages from a queue, and puts them back where `ackmode` says so: for a look or a test, not for a service.
    #[endpoint(POST, "/api/queues/<vhost>/<name>/get", 200 => Vec<Message>)]
    #[derive(Debug, Clone)]
    pub struct GetMessages {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
        /// How many at most.
        pub count: u32,
        /// What becomes of them.
        pub ackmode: AckMode,
        /// How their payloads come.
        pub encoding: Encoding,
        /// The bytes after which a payload is cut off.
        pub truncate: Option<u64>,
    }

    /// Lists all bindings of a virtual host, that of each queue to the default exchange included.
    #[endpoint(GET, "/api/bindings/<vhost>", 200 => Vec<Binding>)]
    #[derive(Debug, Clone)]
    pub struct ListBindings {
        /// The virtual host.
        pub vhost: String,
    }

    /// Lists the bindings from an exchange to a queue or another exchange.
    #[endpoint(GET, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>", 200 => Vec<Binding>)]
    #[derive(Debug, Clone)]
    pub struct ListBindingsBetween {
        /// The virtual host.
        pub vhost: String,
        /// The exchange from which messages come.
        pub source: String,
        /// Whether they go to a queue or to an exchange.
        pub kind: Destination,
        /// The queue or exchange to which they go.
        pub destination: String,
    }

    /// Binds a queue or an exchange to an exchange.
    #[endpoint(POST, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>", 201 => BindingCreated as Whole)]
    #[derive(Debug, Clone)]
    pub struct CreateBinding {
        /// The virtual host.
        pub vhost: String,
        /// The exchange from which messages come.
        pub source: String,
        /// Whether they go to a queue or to an exchange.
        pub kind: Destination,
        /// The queue or exchange to which they go.
        pub destination: String,
        /// Which messages these are; the empty key unless given.
        pub routing_key: Option<String>,
        /// What an exchange of type `headers` goes by.
        pub arguments: Option<Arguments>,
    }

    /// Shows one binding.
    #[endpoint(GET, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>/<properties_key>", 200 => Binding)]
    #[derive(Debug, Clone)]
    pub struct GetBinding {
        /// The virtual host.
        pub vhost: String,
        /// The exchange from which messages come.
        pub source: String,
        /// Whether they go to a queue or to an exchange.
        pub kind: Destination,
        /// The queue or exchange to which they go.
        pub destination: String,
        /// Which of the bindings between the two.
        pub properties_key: String,
    }

    /// Deletes one binding.
    #[endpoint(DELETE, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>/<properties_key>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteBinding {
        /// The virtual host.
        pub vhost: String,
        /// The exchange from which messages come.
        pub source: String,
        /// Whether they go to a queue or to an exchange.
        pub kind: Destination,
        /// The queue or exchange to which they go.
        pub destination: String,
        /// Which of the bindings between the two.
        pub properties_key: String,
    }

    /// Lists the policies of a virtual host.
    #[endpoint(GET, "/api/policies/<vhost>", 200 => Vec<Policy>)]
    #[derive(Debug, Clone)]
    pub struct ListPolicies {
        /// The virtual host.
        pub vhost: String,
    }

    /// Shows one policy.
    #[endpoint(GET, "/api/policies/<vhost>/<name>", 200 => Policy)]
    #[derive(Debug, Clone)]
    pub struct GetPolicy {
        /// The virtual host.
        pub vhost: String,
        /// The policy.
        pub name: String,
    }

    /// Makes a policy, or replaces it.
    #[endpoint(PUT, "/api/policies/<vhost>/<name>",
        201 => Created(()),
        204 => Updated(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutPolicy {
        /// The virtual host.
        pub vhost: String,
        /// The policy.
        pub name: String,
        /// The names that it is for, as a regular expression.
        pub pattern: String,
        /// What it sets: `max-length`, `message-ttl` and more.
        pub definition: Arguments,
        /// Which policy wins where several match: the one with the highest; 0 unless given.
        pub priority: Option<i64>,
        /// What it is for.
        #[serde(rename = "apply-to")]
        pub apply_to: Option<PolicyTarget>,
    }

    /// Deletes a policy.
    #[endpoint(DELETE, "/api/policies/<vhost>/<name>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeletePolicy {
        /// The virtual host.
        pub vhost: String,
        /// The policy.
        pub name: String,
    }

    /// Lists the parameters of the cluster.
    #[endpoint(GET, "/api/global-parameters", 200 => Vec<GlobalParameter>)]
    #[derive(Debug, Clone)]
    pub struct ListGlobalParameters;

    /// Shows one parameter of the cluster.
    #[endpoint(GET, "/api/global-parameters/<name>", 200 => GlobalParameter)]
    #[derive(Debug, Clone)]
    pub struct GetGlobalParameter {
        /// The parameter.
        pub name: String,
    }

    /// Sets a parameter of the cluster.
    #[endpoint(PUT, "/api/global-parameters/<name>",
        201 => Created(()),
        204 => Updated(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutGlobalParameter {
        /// The parameter.
        pub name: String,
        /// Its value, of any shape.
        pub value: serde_json::Value,
    }

    /// Removes a parameter of the cluster.
    #[endpoint(DELETE, "/api/global-parameters/<name>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteGlobalParameter {
        /// The parameter.
        pub name: String,
    }

    /// Sends a message through the queue `aliveness-test` of a virtual host, which stays there.
    #[endpoint(GET, "/api/aliveness-test/<vhost>", 200 => Alive)]
    #[derive(Debug, Clone)]
    pub struct TestAliveness {
        /// The virtual host.
        pub vhost: String,
    }

    /// Says whether no node of the cluster has run out of memory or disk.
    #[endpoint(GET, "/api/health/checks/alarms",
        200 => Alive,
        401 => Option<super::Complaint>,
        503 => Alarmed {
            /// What is wrong, for people.
            reason: String,
        },
    )]
    #[derive(Debug, Clone)]
    pub struct CheckAlarms;

    /// Says whether the node that answers listens at a port.
    #[endpoint(GET, "/api/health/checks/port-listener/<port>",
        200 => Alive,
        401 => Option<super::Complaint>,
        503 => NotListening {
            /// What is wrong, for people.
            reason: String,
            /// The port at which nobody listens.
            missing: u16,
            /// The ports at which somebody does.
            ports: Vec<u16>,
        },
    )]
    #[derive(Debug, Clone)]
    pub struct CheckPortListener {
        /// The port.
        pub port: u16,
    }
}

impl Paginate for PageQueues {
    type Item = Queue;

    fn next(&self, page: &Response<QueuePage>) -> Next<Self> {
        Next::request((page.page < page.page_count).then(|| Self {
            page: page.page + 1,
            ..self.clone()
        }))
    }

    fn items(page: QueuePage) -> Vec<Queue> {
        page.items
    }
}

/// What every operation may answer in place of a success.
#[derive(Debug, Responses)]
pub enum ManagementError {
    /// The request makes no sense, or not in this state of things.
    #[status(400)]
    BadRequest(Complaint),
    /// The user is not who it says it is (with nothing said where there were no credentials), or may not do this.
    #[status(401)]
    Unauthorized(Option<Complaint>),
    /// Something that the path names is not there.
    #[status(404)]
    NotFound(Complaint),
}

/// Why a request was refused.
#[derive(Debug, Clone, Deserialize)]
pub struct Complaint {
    /// The kind of problem, for programs: `bad_request`, `not_authorised`.
    pub error: String,
    /// The problem, for people.
    pub reason: Reason,
}

/// A problem, for people: a sentence in most cases.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Reason {
    /// A sentence.
    Text(String),
    /// An error of the broker's own, as it stands.
    Term(Value),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.fmt(f),
            Self::Term(term) => term.fmt(f),
        }
    }
}

/// Settings by name, as AMQP has them.
pub type Arguments = Map<String, Value>;

/// What the cluster is and what it holds.
#[derive(Debug, Clone, Deserialize)]
pub struct Overview {
    /// The version of the broker.
    pub rabbitmq_version: String,
    /// The version of Erlang below it.
    pub erlang_version: String,
    /// The name of the cluster.
    pub cluster_name: String,
    /// The node that answers.
    pub node: String,
    /// How many there are of each.
    pub object_totals: ObjectTotals,
}

/// How many there are of each, in the virtual hosts that the user may see.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct ObjectTotals {
    /// Connections of clients.
    pub connections: u64,
    /// Channels inside them.
    pub channels: u64,
    /// Exchanges.
    pub exchanges: u64,
    /// Queues.
    pub queues: u64,
    /// Consumers of queues.
    pub consumers: u64,
}

/// Who is calling.
#[derive(Debug, Clone, Deserialize)]
pub struct Whoami {
    /// The user's name.
    pub name: String,
    /// What it may do here.
    pub tags: Vec<String>,
}

/// A node of the cluster.
#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Whether it runs.
    pub running: bool,
}

/// A virtual host.
#[derive(Debug, Clone, Deserialize)]
pub struct Vhost {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Words of somebody's own.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether its messages are copied to the firehose.
    #[serde(default)]
    pub tracing: bool,
}

/// The limits of a virtual host.
#[derive(Debug, Clone, Deserialize)]
pub struct VhostLimits {
    /// The virtual host.
    pub vhost: String,
    /// Its limits.
    pub value: Limits,
}

/// How many there may be of each; below zero, and where nothing is said, as many as anybody likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Limits {
    /// Connections of clients.
    pub max_connections: Option<i64>,
    /// Queues.
    pub max_queues: Option<i64>,
}

/// A user. The hash of its password is left where it is.
#[derive(Debug, Clone, Deserialize)]
pub struct User {
    /// Its name.
    pub name: String,
    /// What it may do in the management API.
    pub tags: Vec<String>,
}

/// What a user may do in a virtual host, as regular expressions for names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Permissions {
    /// The user.
    pub user: String,
    /// The virtual host.
    pub vhost: String,
    /// What it may make and delete.
    pub configure: String,
    /// Where it may publish.
    pub write: String,
    /// From where it may take messages.
    pub read: String,
}

/// An exchange.
#[derive(Debug, Clone, Deserialize)]
pub struct Exchange {
    /// Its name; that of the default exchange is empty.
    pub name: String,
    /// Its virtual host.
    pub vhost: String,
    /// How it routes.
    #[serde(rename = "type")]
    pub kind: ExchangeKind,
    /// Whether it survives the broker's end.
    pub durable: bool,
    /// Whether it goes with its last binding.
    pub auto_delete: bool,
    /// Whether only other exchanges can publish to it.
    pub internal: bool,
    /// Whatever else its type takes.
    pub arguments: Arguments,
}

/// How an exchange routes. Plugins bring types of their own.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeKind {
    /// To the queues bound by the same key.
    Direct,
    /// To all queues.
    Fanout,
    /// To the queues bound by a pattern that the key matches.
    Topic,
    /// By the headers of the message.
    Headers,
    /// As a plugin says.
    Other(String),
}

/// What is said of a message, as AMQP has it.
///
/// Where nothing is said, the broker writes an empty list for it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Properties {
    /// The media type of the payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Settings of your own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Arguments>,
    /// 1 for a message that goes with the broker, 2 for one that survives its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_mode: Option<u8>,
    /// What an answer to the message refers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The queue for such an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// A name for the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
}

/// How text stands for the payload of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// As it is, in UTF-8.
    String,
    /// As Base64.
    Base64,
}

/// How the payloads of messages are to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// As they are where they are UTF-8, otherwise as Base64.
    Auto,
    /// As Base64.
    Base64,
}

/// What becomes of messages that were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AckMode {
    /// They are gone.
    AckRequeueFalse,
    /// They go back to where they were, marked as delivered once.
    AckRequeueTrue,
    /// They are refused, and gone or dead letters.
    RejectRequeueFalse,
    /// They are refused, and go back.
    RejectRequeueTrue,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Routed {
    /// Whether it went to any queue.
    pub routed: bool,
}

/// A message.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// What is in it.
    pub payload: String,
    /// How `payload` stands for it.
    pub payload_encoding: Payload,
    /// How many bytes are in it.
    pub payload_bytes: u64,
    /// Whether somebody was given it before.
    pub redelivered: bool,
    /// The exchange to which it was published; that of the default exchange is empty.
    pub exchange: String,
    /// What the exchange routed by.
    pub routing_key: String,
    /// How many messages are behind it.
    pub message_count: u64,
    /// What is said of it.
    pub properties: Properties,
}

/// A queue. Its numbers come late, and not at all for the first seconds.
#[derive(Debug, Clone, Deserialize)]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// Its virtual host.
    pub vhost: String,
    /// How it keeps messages.
    #[serde(rename = "type")]
    pub kind: QueueKind,
    /// Whether it survives the broker's end.
    pub durable: bool,
    /// Whether it goes with its last consumer.
    pub auto_delete: bool,
    /// Whatever else was said when it was declared.
    pub arguments: Arguments,
    /// The node that holds it.
    pub node: Option<String>,
    /// The policy that applies to it.
    pub policy: Option<String>,
    /// How many messages are in it.
    pub messages: Option<u64>,
    /// How many consume from it.
    pub consumers: Option<u64>,
}

/// How a queue keeps messages.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum QueueKind {
    /// On one node.
    Classic,
    /// On most nodes of the cluster.
    Quorum,
    /// As a log that is read again and again.
    Stream,
    /// As a plugin says.
    Other(String),
}

/// One page of the queues.
#[derive(Debug, Clone, Deserialize)]
pub struct QueuePage {
    /// Which page it is; the first is 1.
    pub page: u32,
    /// How many pages there are.
    pub page_count: u32,
    /// How many queues a page has.
    pub page_size: u32,
    /// How many queues there are.
    pub total_count: u64,
    /// How many of them have the wanted name.
    pub filtered_count: u64,
    /// How many of those are on this page.
    pub item_count: u64,
    /// What is on this page.
    pub items: Vec<Queue>,
}

/// Whether a binding leads to a queue or to an exchange, in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Param, Serialize)]
pub enum Destination {
    /// To a queue.
    #[serde(rename = "q")]
    Queue,
    /// To an exchange.
    #[serde(rename = "e")]
    Exchange,
}

/// A way from an exchange to a queue or to another exchange.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Binding {
    /// The exchange from which messages come; that of the default exchange is empty.
    pub source: String,
    /// The virtual host.
    pub vhost: String,
    /// The queue or exchange to which they go.
    pub destination: String,
    /// Whether it is a `queue` or an `exchange`.
    pub destination_type: String,
    /// Which messages these are.
    pub routing_key: String,
    /// What an exchange of type `headers` goes by.
    pub arguments: Arguments,
    /// Its name between the two.
    pub properties_key: String,
}

/// Where a new binding is.
#[derive(Debug, Clone, PartialEq, Eq, FromResponse)]
pub struct BindingCreated {
    /// Its URL, relative to that of the request. The broker writes a space in the name of a queue or exchange as `+` there, which it does
    /// not read back; [`properties_key`](Self::properties_key) always works.
    #[header("location")]
    pub location: String,
}

impl BindingCreated {
    /// Its name between the two; `None` where the URL has none.
    #[must_use]
    pub fn properties_key(&self) -> Option<String> {
        let (_, segment) = self.location.rsplit_once('/')?;
        let mut bytes = Vec::with_capacity(segment.len());
        let mut rest = segment.bytes();
        while let Some(byte) = rest.next() {
            let byte = if byte == b'%' {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?
            } else {
                byte
            };
            bytes.push(byte);
        }
        String::from_utf8(bytes).ok()
    }
}

/// A policy: settings for every queue or exchange of a name.
#[derive(Debug, Clone, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its virtual host.
    pub vhost: String,
    /// The names that it is for, as a regular expression.
    pub pattern: String,
    /// What it sets.
    pub definition: Arguments,
    /// Which policy wins where several match: the one with the highest.
    pub priority: i64,
    /// What it is for.
    #[serde(rename = "apply-to")]
    pub apply_to: PolicyTarget,
}

/// What a policy is for. Later brokers know more kinds.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum PolicyTarget {
    /// Queues and exchanges.
    All,
    /// Queues.
    Queues,
    /// Exchanges.
    Exchanges,
    /// Something else.
    Other(String),
}

/// A parameter of the cluster.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GlobalParameter {
    /// Its name.
    pub name: String,
    /// Its value, of any shape.
    pub value: Value,
}

/// What a check says where all is well.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Alive {
    /// `ok`.
    pub status: String,
}
