//! rabbitmq.

use callpoint::{Deserialize, ErrorSet, FromResponse, OpenEnum, Patch, api};
use serde::Serialize;

#[api(auth = Basic, errors = ApiError)]
pub mod management {
    use callpoint::endpoint;

    use super::{
        AckMode, Alarmed, Alive, ApiError, Binding, Complaint, Destination, Encoding, Exchange,
        GlobalParameter, LocationResponse, Message, Node, NotListening, Overview, Payload,
        Permissions, Policy, Properties, Queue, Routed, User, Vhost, VhostLimits, Whoami,
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
        /// Updated.
        201 | 204 => (),
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

    /// Creates a user, or replaces its password and tags. Without a password it can only
    /// authenticate with a certificate.
    #[endpoint(PUT, "/api/users/<name>",
        /// Updated.
        201 | 204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct PutUser {
        /// The user.
        pub name: String,
        /// The tags, separated by commas: `administrator`, `monitoring`, `management`; empty for
        /// none.
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

    /// Sets the permissions of a user in a virtual host: three regular expressions for names;
    /// an empty one matches nothing.
    #[endpoint(PUT, "/api/permissions/<vhost>/<user>",
        /// Updated.
        201 | 204 => (),
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

    /// Declares an exchange. An existing one stays unchanged; declaring it with other
    /// properties is an error.
    #[endpoint(PUT, "/api/exchanges/<vhost>/<name>",
        /// Unchanged.
        201 | 204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct PutExchange {
        /// The virtual host.
        pub vhost: String,
        /// The exchange.
        pub name: String,
        /// The type, which decides how it routes.
        pub r#type: serde_json::Value,
        /// Whether it survives a restart of the broker. The default differs between versions.
        pub durable: Option<bool>,
        /// Whether it is deleted with its last binding.
        pub auto_delete: Option<bool>,
        /// Whether only other exchanges can publish to it.
        pub internal: Option<bool>,
        /// Other arguments of its type.
        pub arguments: Option<serde_json::Map<String, serde_json::Value>>,
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

    /// Shows one queue.
    #[endpoint(GET, "/api/queues/<vhost>/<name>", 200 => Queue)]
    #[derive(Debug, Clone)]
    pub struct GetQueue {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
    }

    /// Declares a queue. An existing one stays unchanged; declaring it with other properties is
    /// an error.
    #[endpoint(PUT, "/api/queues/<vhost>/<name>",
        /// Unchanged.
        201 | 204 => (),
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
        pub arguments: Option<serde_json::Map<String, serde_json::Value>>,
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

    /// Gets messages from a queue, and requeues them if `ackmode` says so: for inspection and
    /// tests, not for production.
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

    /// Lists all bindings of a virtual host, including each queue's binding to the default
    /// exchange.
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
    #[endpoint(POST, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>",
        201 => LocationResponse as Whole,
    )]
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
        pub arguments: Option<serde_json::Map<String, serde_json::Value>>,
    }

    /// Shows one binding.
    #[endpoint(GET, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>/<properties_key>",
        200 => Binding,
    )]
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
    #[endpoint(DELETE, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>/<properties_key>",
        204 => (),
    )]
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
        /// Updated.
        201 | 204 => (),
    )]
    #[derive(Debug, Clone)]
    #[serde(rename_all = "kebab-case")]
    pub struct PutPolicy {
        /// The virtual host.
        pub vhost: String,
        /// The policy.
        pub name: String,
        /// A regular expression for the names that it applies to.
        pub pattern: String,
        /// The settings: `max-length`, `message-ttl` and more.
        pub definition: serde_json::Map<String, serde_json::Value>,
        /// The priority: of several matching policies the highest wins; default 0.
        pub priority: Option<i64>,
        /// What it applies to.
        pub apply_to: Option<serde_json::Value>,
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
        /// Updated.
        201 | 204 => (),
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
        401 => Complaint,
        503 => Alarmed(Alarmed),
    )]
    #[derive(Debug, Clone)]
    pub struct CheckAlarms;

    /// Checks whether the responding node listens on a port.
    #[endpoint(GET, "/api/health/checks/port-listener/<port>",
        200 => Alive,
        400 | 401 => Rejected(Complaint),
        503 => NotListening(NotListening),
    )]
    #[derive(Debug, Clone)]
    pub struct CheckPortListener {
        /// The port.
        pub port: u16,
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
pub enum ApiError {
    /// The request is invalid, or conflicts with the current state.; The user is not
    /// authenticated (without a body if there were no credentials), or lacks permission.;
    /// Something in the path does not exist.
    #[status(400 | 401 | 404)]
    Rejected(Complaint),
}

/// An overview of the cluster.
#[derive(Debug, Clone, Deserialize)]
pub struct Overview {
    /// The name of the cluster.
    pub cluster_name: String,
    /// The version of Erlang.
    pub erlang_version: String,
    /// The node that responded.
    pub node: String,
    /// The number of objects of each kind.
    pub object_totals: ObjectTotals,
    /// The version of the broker.
    pub rabbitmq_version: String,
}

/// The reason for an error.
#[derive(Debug, Clone, Deserialize)]
pub struct Complaint {
    /// The kind of problem, for programs: `bad_request`, `not_authorised`.
    pub error: String,
    /// The problem, for people.
    pub reason: Reason,
}

/// The current user.
#[derive(Debug, Clone, Deserialize)]
pub struct Whoami {
    /// The user's name.
    pub name: String,
    /// Its tags.
    pub tags: Vec<String>,
}

/// A node of the cluster.
#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Whether it is running.
    pub running: bool,
}

/// A virtual host.
#[derive(Debug, Clone, Deserialize)]
pub struct Vhost {
    /// Its description.
    pub description: Option<String>,
    /// Its name.
    pub name: String,
    /// Custom tags.
    ///
    /// Default: `[]`.
    pub tags: Option<Vec<String>>,
    /// Whether its messages are copied to the firehose.
    ///
    /// Default: `false`.
    pub tracing: Option<bool>,
}

/// The limits of a virtual host.
#[derive(Debug, Clone, Deserialize)]
pub struct VhostLimits {
    /// Its limits.
    pub value: Limits,
    /// The virtual host.
    pub vhost: String,
}

/// A user, without the hash of its password.
#[derive(Debug, Clone, Deserialize)]
pub struct User {
    /// Its name.
    pub name: String,
    /// Its tags.
    pub tags: Vec<String>,
}

/// The permissions of a user in a virtual host, as regular expressions for names.
#[derive(Debug, Clone, Deserialize)]
pub struct Permissions {
    /// The names that the user may create and delete.
    pub configure: String,
    /// The names that the user may consume from.
    pub read: String,
    /// The user.
    pub user: String,
    /// The virtual host.
    pub vhost: String,
    /// The names that the user may publish to.
    pub write: String,
}

/// An exchange.
#[derive(Debug, Clone, Deserialize)]
pub struct Exchange {
    /// Other arguments of its type.
    pub arguments: serde_json::Map<String, serde_json::Value>,
    /// Whether it is deleted with its last binding.
    pub auto_delete: bool,
    /// Whether it survives a restart of the broker.
    pub durable: bool,
    /// Whether only other exchanges can publish to it.
    pub internal: bool,
    /// Its name; that of the default exchange is empty.
    pub name: String,
    /// The type, which decides how it routes.
    pub r#type: String,
    /// Its virtual host.
    pub vhost: String,
}

/// The outcome of publishing a message.
#[derive(Debug, Clone, Deserialize)]
pub struct Routed {
    /// Whether it was routed to any queue.
    pub routed: bool,
}

/// A queue. Its numbers lag behind, and are missing for the first seconds.
#[derive(Debug, Clone, Deserialize)]
pub struct Queue {
    /// Other arguments of its declaration.
    pub arguments: serde_json::Map<String, serde_json::Value>,
    /// Whether it is deleted with its last consumer.
    pub auto_delete: bool,
    /// The number of its consumers.
    pub consumers: Option<u64>,
    /// Whether it survives a restart of the broker.
    pub durable: bool,
    /// The number of messages in it.
    pub messages: Option<u64>,
    /// Its name.
    pub name: String,
    /// The node that hosts it.
    pub node: Option<String>,
    /// The policy that applies to it.
    pub policy: Option<String>,
    /// The type, which decides how it stores messages.
    pub r#type: String,
    /// Its virtual host.
    pub vhost: String,
}

/// A message.
#[derive(Debug, Clone, Deserialize)]
#[allow(clippy::struct_field_names)]
pub struct Message {
    /// The exchange to which it was published; that of the default exchange is empty.
    pub exchange: String,
    /// The number of messages behind it.
    pub message_count: u64,
    /// The content.
    pub payload: String,
    /// The size of the content in bytes.
    pub payload_bytes: u64,
    /// The encoding of `payload`.
    pub payload_encoding: Payload,
    /// The properties.
    pub properties: Properties,
    /// Whether it was delivered before.
    pub redelivered: bool,
    /// The routing key.
    pub routing_key: String,
}

/// A route from an exchange to a queue or to another exchange.
#[derive(Debug, Clone, Deserialize)]
pub struct Binding {
    /// The arguments of a binding to a `headers` exchange.
    pub arguments: serde_json::Map<String, serde_json::Value>,
    /// The destination queue or exchange.
    pub destination: String,
    /// The destination's type: `queue` or `exchange`.
    pub destination_type: String,
    /// Its key among the bindings between the two.
    pub properties_key: String,
    /// The routing key.
    pub routing_key: String,
    /// The source exchange; empty for the default exchange.
    pub source: String,
    /// The virtual host.
    pub vhost: String,
}

/// The type of a binding's destination, in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Destination {
    Q,
    E,
}

/// A policy: settings for all queues or exchanges whose names match.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Policy {
    /// What it applies to.
    pub apply_to: String,
    /// The settings.
    pub definition: serde_json::Map<String, serde_json::Value>,
    /// Its name.
    pub name: String,
    /// A regular expression for the names that it applies to.
    pub pattern: String,
    /// The priority: of several matching policies the highest wins.
    pub priority: i64,
    /// Its virtual host.
    pub vhost: String,
}

/// A parameter of the cluster.
#[derive(Debug, Clone, Deserialize)]
pub struct GlobalParameter {
    /// Its name.
    pub name: String,
    /// Its value, of any shape.
    pub value: serde_json::Value,
}

/// The body of a successful check.
#[derive(Debug, Clone, Deserialize)]
pub struct Alive {
    /// `ok`.
    pub status: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Alarmed {
    /// The problem, for people.
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct NotListening {
    /// The port where nothing listens.
    pub missing: u16,
    /// The ports where the node listens.
    pub ports: Vec<u16>,
    /// The problem, for people.
    pub reason: String,
}

/// The number of objects of each kind, in the virtual hosts that the user may see.
#[derive(Debug, Clone, Deserialize)]
pub struct ObjectTotals {
    /// Channels inside them.
    pub channels: u64,
    /// Connections of clients.
    pub connections: u64,
    /// Consumers of queues.
    pub consumers: u64,
    /// Exchanges.
    pub exchanges: u64,
    /// Queues.
    pub queues: u64,
}

/// A problem, for people: a sentence in most cases.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Reason {
    /// A sentence.
    Text(String),
    /// An internal error of the broker, verbatim.
    Any(serde_json::Value),
}

/// The maximum number of each; negative or absent for no limit.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Limits {
    /// Connections of clients.
    pub max_connections: Option<i64>,
    /// Queues.
    pub max_queues: Option<i64>,
}

/// The encoding of a message's payload.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "lowercase")]
pub enum Payload {
    String,
    Base64,
    /// What is not documented.
    Unknown(String),
}

/// The properties of a message, as in AMQP.
///
/// The broker sends an empty list instead of no properties.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Properties {
    /// The media type of the payload.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub content_type: Patch<String>,
    /// The correlation id for a reply to the message.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub correlation_id: Patch<String>,
    /// 1 for a transient message, 2 for a persistent one.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub delivery_mode: Patch<u8>,
    /// Custom headers.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub headers: Patch<serde_json::Map<String, serde_json::Value>>,
    /// The id of the message.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub message_id: Patch<String>,
    /// The queue for the reply.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub reply_to: Patch<String>,
}

/// What happens to messages that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AckMode {
    AckRequeueFalse,
    AckRequeueTrue,
    RejectRequeueFalse,
    RejectRequeueTrue,
}

/// The requested encoding of payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    Auto,
    Base64,
}

/// The headers of a response.
#[derive(Debug, Clone, FromResponse)]
pub struct LocationResponse {
    #[header("location")]
    pub location: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=849deeef use:callpoint=f99555f2 use:serde=37375d31 mod:management=7dfc1d4e
// import: use:management::callpoint=771f8b9c use:management::super=9d164347
// import: management::GetOverview=7036268e management::GetWhoami=6b6683aa
// import: management::ListNodes=7c3fd05b management::ListVhosts=61847299
// import: management::GetVhost=0c1136f9 management::PutVhost=eb1f1c39
// import: management::DeleteVhost=74c423ec management::ListVhostLimits=44d5792a
// import: management::PutVhostLimit=e660b124 management::DeleteVhostLimit=cdf75d57
// import: management::ListUsers=e57e3f5e management::GetUser=486b45c0 management::PutUser=778b6d4d
// import: management::DeleteUser=78d39bd4 management::ListUserPermissions=21b25df0
// import: management::GetPermissions=80813da0 management::PutPermissions=f00db3a8
// import: management::DeletePermissions=62b4933a management::ListExchanges=b22b5824
// import: management::GetExchange=9b04a112 management::PutExchange=9f4ad2b9
// import: management::DeleteExchange=c36d06f9 management::Publish=99b74959
// import: management::ListQueues=48e3db44 management::GetQueue=3e7dc23a
// import: management::PutQueue=df37cd0e management::DeleteQueue=67567c68
// import: management::PurgeQueue=50340b87 management::GetMessages=c2bd6d52
// import: management::ListBindings=34edc8b4 management::ListBindingsBetween=14093ea6
// import: management::CreateBinding=f5cf63d5 management::GetBinding=cf604470
// import: management::DeleteBinding=f6970a2a management::ListPolicies=31773333
// import: management::GetPolicy=44485f01 management::PutPolicy=0b9fff8b
// import: management::DeletePolicy=1adf9450 management::ListGlobalParameters=973576dd
// import: management::GetGlobalParameter=7da07616 management::PutGlobalParameter=94eda881
// import: management::DeleteGlobalParameter=b4ffc819 management::TestAliveness=8590a54b
// import: management::CheckAlarms=4512d768 management::CheckPortListener=b632a1f6 ApiError=440893e3
// import: Overview=5a64eda5 Complaint=ccd25730 Whoami=97f5daf6 Node=6f82b53c Vhost=7e4c4ca8
// import: VhostLimits=cf488533 User=9f6ecf82 Permissions=e481ec77 Exchange=a0c363b0 Routed=ecbc194a
// import: Queue=d162ef3d Message=a84581dd Binding=439a1bb5 Destination=0ddc4033 Policy=01c4665c
// import: GlobalParameter=3d6664e1 Alive=447df380 Alarmed=3d1a29e0 NotListening=b1083eac
// import: ObjectTotals=d3247d66 Reason=6fbcbd96 Limits=9d20f2b7 Payload=8f02d7a0
// import: Properties=697b9cdf AckMode=11909bb7 Encoding=f82139a8 LocationResponse=95be8062
