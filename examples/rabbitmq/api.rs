//! The management operations of `RabbitMQ`, as documented by its plugin.
//!
//! Names are passed unescaped: the virtual host is `/`, not `%2F`.

use std::fmt;

use callpoint::pages::{Next, Paginate};
use callpoint::{Deserialize, ErrorSet, FromResponse, OpenEnum, Response, api};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use self::management::PageQueues;

/// The operations. All of them use basic auth, and all but the health checks share their errors.
#[api(auth = Basic, errors = ManagementError, serve)]
pub mod management {
    use callpoint::endpoint;

    use super::{
        AckMode, Alive, Arguments, Binding, BindingCreated, Destination, Encoding, Exchange,
        ExchangeKind, GlobalParameter, ManagementError, Message, Node, Overview, Payload,
        Permissions, Policy, PolicyTarget, Properties, Queue, QueuePage, Routed, User, Vhost,
        VhostLimits, Whoami,
    };

    /// Returns an overview of the cluster.
    #[endpoint(GET, "/api/overview", 200 => Overview)]
    #[derive(Debug, Clone)]
    pub struct GetOverview;

    /// Returns the current user.
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

    /// Creates a virtual host, or updates its description and tags.
    #[endpoint(PUT, "/api/vhosts/<name>",
        201 => Created(()),
        204 => Updated(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutVhost {
        /// The virtual host.
        pub name: String,
        /// The description.
        pub description: Option<String>,
        /// Custom tags, separated by commas.
        pub tags: Option<String>,
        /// Whether messages are copied to the firehose.
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
        /// The limit: `max-queues` or `max-connections`.
        pub limit: String,
        /// The maximum number; negative for no limit.
        pub value: i64,
    }

    /// Removes a limit of a virtual host.
    #[endpoint(DELETE, "/api/vhost-limits/<vhost>/<limit>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteVhostLimit {
        /// The virtual host.
        pub vhost: String,
        /// The limit: `max-queues` or `max-connections`.
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

    /// Creates a user, or replaces its password and tags. Without a password it can only authenticate with a certificate.
    #[endpoint(PUT, "/api/users/<name>",
        201 => Created(()),
        204 => Updated(()),
    )]
    #[derive(Debug, Clone)]
    pub struct PutUser {
        /// The user.
        pub name: String,
        /// The tags, separated by commas: `administrator`, `monitoring`, `management`; empty for none.
        pub tags: String,
        /// Its password.
        #[secret]
        pub password: Option<String>,
        /// The password, hashed as the broker documents.
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

    /// Lists the permissions of a user, by virtual host.
    #[endpoint(GET, "/api/users/<user>/permissions", 200 => Vec<Permissions>)]
    #[derive(Debug, Clone)]
    pub struct ListUserPermissions {
        /// The user.
        pub user: String,
    }

    /// Shows the permissions of a user in a virtual host.
    #[endpoint(GET, "/api/permissions/<vhost>/<user>", 200 => Permissions)]
    #[derive(Debug, Clone)]
    pub struct GetPermissions {
        /// The virtual host.
        pub vhost: String,
        /// The user.
        pub user: String,
    }

    /// Sets the permissions of a user in a virtual host: three regular expressions for names; an empty one matches nothing.
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
        /// The names that the user may create and delete.
        pub configure: String,
        /// The names that the user may publish to.
        pub write: String,
        /// The names that the user may consume from.
        pub read: String,
    }

    /// Revokes all permissions of a user in a virtual host.
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

    /// Declares an exchange. An existing one stays unchanged; declaring it with other properties is an error.
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
        /// The type, which decides how it routes.
        #[serde(rename = "type")]
        pub kind: ExchangeKind,
        /// Whether it survives a restart of the broker. The default differs between versions.
        pub durable: Option<bool>,
        /// Whether it is deleted with its last binding.
        pub auto_delete: Option<bool>,
        /// Whether only other exchanges can publish to it.
        pub internal: Option<bool>,
        /// Other arguments of its type.
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
        /// Only if nothing is bound to it.
        #[query("if-unused")]
        pub if_unused: Option<bool>,
    }

    /// Publishes one message: for inspection and tests, not for production.
    #[endpoint(POST, "/api/exchanges/<vhost>/<exchange>/publish", 200 => Routed)]
    #[derive(Debug, Clone)]
    pub struct Publish {
        /// The virtual host.
        pub vhost: String,
        /// The exchange; `amq.default` is the default one.
        pub exchange: String,
        /// The routing key.
        pub routing_key: String,
        /// The content of the message.
        pub payload: String,
        /// The encoding of `payload`.
        pub payload_encoding: Payload,
        /// The properties of the message.
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
        /// The number of queues per page; default 100.
        pub page_size: Option<u32>,
        /// Only queues whose names contain this.
        pub name: Option<String>,
        /// Whether `name` is a regular expression.
        pub use_regex: Option<bool>,
        /// The field to sort by.
        pub sort: Option<String>,
        /// Whether the order is reversed.
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

    /// Declares a queue. An existing one stays unchanged; declaring it with other properties is an error.
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
        /// Whether it survives a restart of the broker. The default differs between versions.
        pub durable: Option<bool>,
        /// Whether it is deleted with its last consumer.
        pub auto_delete: Option<bool>,
        /// Other arguments: `x-max-length`, `x-message-ttl` and more.
        pub arguments: Option<Arguments>,
        /// The node that should host it.
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
        /// Only if it contains no messages.
        #[query("if-empty")]
        pub if_empty: Option<bool>,
        /// Only if it has no consumers.
        #[query("if-unused")]
        pub if_unused: Option<bool>,
    }

    /// Deletes the messages of a queue that are not awaiting acknowledgement.
    #[endpoint(DELETE, "/api/queues/<vhost>/<name>/contents", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct PurgeQueue {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
    }

    /// Gets messages from a queue, and requeues them if `ackmode` says so: for inspection and tests, not for production.
    #[endpoint(POST, "/api/queues/<vhost>/<name>/get", 200 => Vec<Message>)]
    #[derive(Debug, Clone)]
    pub struct GetMessages {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
        /// The maximum number of messages.
        pub count: u32,
        /// What happens to the messages.
        pub ackmode: AckMode,
        /// The encoding of their payloads.
        pub encoding: Encoding,
        /// The number of bytes after which payloads are truncated.
        pub truncate: Option<u64>,
    }

    /// Lists all bindings of a virtual host, including each queue's binding to the default exchange.
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
        /// The source exchange.
        pub source: String,
        /// Whether the destination is a queue or an exchange.
        pub kind: Destination,
        /// The destination queue or exchange.
        pub destination: String,
    }

    /// Binds a queue or an exchange to an exchange.
    #[endpoint(POST, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>", 201 => BindingCreated as Whole)]
    #[derive(Debug, Clone)]
    pub struct CreateBinding {
        /// The virtual host.
        pub vhost: String,
        /// The source exchange.
        pub source: String,
        /// Whether the destination is a queue or an exchange.
        pub kind: Destination,
        /// The destination queue or exchange.
        pub destination: String,
        /// The routing key; empty by default.
        pub routing_key: Option<String>,
        /// The arguments of a binding to a `headers` exchange.
        pub arguments: Option<Arguments>,
    }

    /// Shows one binding.
    #[endpoint(GET, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>/<properties_key>", 200 => Binding)]
    #[derive(Debug, Clone)]
    pub struct GetBinding {
        /// The virtual host.
        pub vhost: String,
        /// The source exchange.
        pub source: String,
        /// Whether the destination is a queue or an exchange.
        pub kind: Destination,
        /// The destination queue or exchange.
        pub destination: String,
        /// The key of the binding among those between the two.
        pub properties_key: String,
    }

    /// Deletes one binding.
    #[endpoint(DELETE, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>/<properties_key>", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct DeleteBinding {
        /// The virtual host.
        pub vhost: String,
        /// The source exchange.
        pub source: String,
        /// Whether the destination is a queue or an exchange.
        pub kind: Destination,
        /// The destination queue or exchange.
        pub destination: String,
        /// The key of the binding among those between the two.
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

    /// Creates or replaces a policy.
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
        /// A regular expression for the names that it applies to.
        pub pattern: String,
        /// The settings: `max-length`, `message-ttl` and more.
        pub definition: Arguments,
        /// The priority: of several matching policies the highest wins; default 0.
        pub priority: Option<i64>,
        /// What it applies to.
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

    /// Sends a message through the queue `aliveness-test` of a virtual host, which is kept.
    #[endpoint(GET, "/api/aliveness-test/<vhost>", 200 => Alive)]
    #[derive(Debug, Clone)]
    pub struct TestAliveness {
        /// The virtual host.
        pub vhost: String,
    }

    /// Checks whether any node of the cluster has run out of memory or disk.
    #[endpoint(GET, "/api/health/checks/alarms",
        200 => Alive,
        401 => Option<super::Complaint>,
        503 => Alarmed {
            /// The problem, for people.
            reason: String,
        },
    )]
    #[derive(Debug, Clone)]
    pub struct CheckAlarms;

    /// Checks whether the responding node listens on a port.
    #[endpoint(GET, "/api/health/checks/port-listener/<port>",
        200 => Alive,
        400 => BadRequest(super::Complaint),
        401 => Option<super::Complaint>,
        503 => NotListening {
            /// The problem, for people.
            reason: String,
            /// The port where nothing listens.
            missing: u16,
            /// The ports where the node listens.
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

/// The error responses of every operation.
#[derive(Debug, ErrorSet)]
#[serve]
pub enum ManagementError {
    /// The request is invalid, or conflicts with the current state.
    #[status(400)]
    BadRequest(Complaint),
    /// The user is not authenticated (without a body if there were no credentials), or lacks permission.
    #[status(401)]
    Unauthorized(Option<Complaint>),
    /// Something in the path does not exist.
    #[status(404)]
    NotFound(Complaint),
}

/// The reason for an error.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Complaint {
    /// The kind of problem, for programs: `bad_request`, `not_authorised`.
    pub error: String,
    /// The problem, for people.
    pub reason: Reason,
}

/// A problem, for people: a sentence in most cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Reason {
    /// A sentence.
    Text(String),
    /// An internal error of the broker, verbatim.
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

/// Arguments by name, as in AMQP.
pub type Arguments = Map<String, Value>;

/// An overview of the cluster.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Overview {
    /// The version of the broker.
    pub rabbitmq_version: String,
    /// The version of Erlang.
    pub erlang_version: String,
    /// The name of the cluster.
    pub cluster_name: String,
    /// The node that responded.
    pub node: String,
    /// The number of objects of each kind.
    pub object_totals: ObjectTotals,
}

/// The number of objects of each kind, in the virtual hosts that the user may see.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
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

/// The current user.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Whoami {
    /// The user's name.
    pub name: String,
    /// Its tags.
    pub tags: Vec<String>,
}

/// A node of the cluster.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Whether it is running.
    pub running: bool,
}

/// A virtual host.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Vhost {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Custom tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether its messages are copied to the firehose.
    #[serde(default)]
    pub tracing: bool,
}

/// The limits of a virtual host.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct VhostLimits {
    /// The virtual host.
    pub vhost: String,
    /// Its limits.
    pub value: Limits,
}

/// The maximum number of each; negative or absent for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Limits {
    /// Connections of clients.
    pub max_connections: Option<i64>,
    /// Queues.
    pub max_queues: Option<i64>,
}

/// A user, without the hash of its password.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct User {
    /// Its name.
    pub name: String,
    /// Its tags.
    pub tags: Vec<String>,
}

/// The permissions of a user in a virtual host, as regular expressions for names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Permissions {
    /// The user.
    pub user: String,
    /// The virtual host.
    pub vhost: String,
    /// The names that the user may create and delete.
    pub configure: String,
    /// The names that the user may publish to.
    pub write: String,
    /// The names that the user may consume from.
    pub read: String,
}

/// An exchange.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Exchange {
    /// Its name; that of the default exchange is empty.
    pub name: String,
    /// Its virtual host.
    pub vhost: String,
    /// The type, which decides how it routes.
    #[serde(rename = "type")]
    #[schemars(with = "String")]
    pub kind: ExchangeKind,
    /// Whether it survives a restart of the broker.
    pub durable: bool,
    /// Whether it is deleted with its last binding.
    pub auto_delete: bool,
    /// Whether only other exchanges can publish to it.
    pub internal: bool,
    /// Other arguments of its type.
    pub arguments: Arguments,
}

/// The type of an exchange. Plugins add further types.
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
    /// A type from a plugin.
    Other(String),
}

/// The properties of a message, as in AMQP.
///
/// The broker sends an empty list instead of no properties.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Properties {
    /// The media type of the payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Custom headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Arguments>,
    /// 1 for a transient message, 2 for a persistent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_mode: Option<u8>,
    /// The correlation id for a reply to the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The queue for the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// The id of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
}

/// The encoding of a message's payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// As it is, in UTF-8.
    String,
    /// As Base64.
    Base64,
}

/// The requested encoding of payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Verbatim if UTF-8, otherwise as Base64.
    Auto,
    /// As Base64.
    Base64,
}

/// What happens to messages that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AckMode {
    /// They are removed.
    AckRequeueFalse,
    /// They are requeued, marked as redelivered.
    AckRequeueTrue,
    /// They are rejected, and removed or dead-lettered.
    RejectRequeueFalse,
    /// They are rejected and requeued.
    RejectRequeueTrue,
}

/// The outcome of publishing a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Routed {
    /// Whether it was routed to any queue.
    pub routed: bool,
}

/// A message.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// The content.
    pub payload: String,
    /// The encoding of `payload`.
    pub payload_encoding: Payload,
    /// The size of the content in bytes.
    pub payload_bytes: u64,
    /// Whether it was delivered before.
    pub redelivered: bool,
    /// The exchange to which it was published; that of the default exchange is empty.
    pub exchange: String,
    /// The routing key.
    pub routing_key: String,
    /// The number of messages behind it.
    pub message_count: u64,
    /// The properties.
    pub properties: Properties,
}

/// A queue. Its numbers lag behind, and are missing for the first seconds.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// Its virtual host.
    pub vhost: String,
    /// The type, which decides how it stores messages.
    #[serde(rename = "type")]
    #[schemars(with = "String")]
    pub kind: QueueKind,
    /// Whether it survives a restart of the broker.
    pub durable: bool,
    /// Whether it is deleted with its last consumer.
    pub auto_delete: bool,
    /// Other arguments of its declaration.
    pub arguments: Arguments,
    /// The node that hosts it.
    pub node: Option<String>,
    /// The policy that applies to it.
    pub policy: Option<String>,
    /// The number of messages in it.
    pub messages: Option<u64>,
    /// The number of its consumers.
    pub consumers: Option<u64>,
}

/// The type of a queue.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum QueueKind {
    /// On one node.
    Classic,
    /// On most nodes of the cluster.
    Quorum,
    /// As a log that can be read repeatedly.
    Stream,
    /// A type from a plugin.
    Other(String),
}

/// One page of the queues.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct QueuePage {
    /// The number of the page; the first is 1.
    pub page: u32,
    /// The number of pages.
    pub page_count: u32,
    /// The number of queues per page.
    pub page_size: u32,
    /// The number of queues.
    pub total_count: u64,
    /// The number of queues that match the filter.
    pub filtered_count: u64,
    /// The number of those on this page.
    pub item_count: u64,
    /// The queues on this page.
    pub items: Vec<Queue>,
}

/// The type of a binding's destination, in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Destination {
    /// To a queue.
    #[serde(rename = "q")]
    Queue,
    /// To an exchange.
    #[serde(rename = "e")]
    Exchange,
}

/// A route from an exchange to a queue or to another exchange.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Binding {
    /// The source exchange; empty for the default exchange.
    pub source: String,
    /// The virtual host.
    pub vhost: String,
    /// The destination queue or exchange.
    pub destination: String,
    /// The destination's type: `queue` or `exchange`.
    pub destination_type: String,
    /// The routing key.
    pub routing_key: String,
    /// The arguments of a binding to a `headers` exchange.
    pub arguments: Arguments,
    /// Its key among the bindings between the two.
    pub properties_key: String,
}

/// The location of a new binding.
#[derive(Debug, Clone, PartialEq, Eq, FromResponse)]
#[serve]
pub struct BindingCreated {
    /// Its URL, relative to that of the request. The broker writes a space in the name of a queue or exchange as `+` there, which it does not parse
    /// as a space; [`properties_key`](Self::properties_key) always works.
    #[header("location")]
    pub location: String,
}

impl BindingCreated {
    /// Its key among the bindings between the two; `None` if the URL has none.
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

/// A policy: settings for all queues or exchanges whose names match.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its virtual host.
    pub vhost: String,
    /// A regular expression for the names that it applies to.
    pub pattern: String,
    /// The settings.
    pub definition: Arguments,
    /// The priority: of several matching policies the highest wins.
    pub priority: i64,
    /// What it applies to.
    #[serde(rename = "apply-to")]
    #[schemars(with = "String")]
    pub apply_to: PolicyTarget,
}

/// What a policy applies to. Later brokers support more kinds.
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GlobalParameter {
    /// Its name.
    pub name: String,
    /// Its value, of any shape.
    pub value: Value,
}

/// The body of a successful check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alive {
    /// `ok`.
    pub status: String,
}
