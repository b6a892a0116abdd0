//! rabbitmq.

use callpoint::{ErrorSet, FromResponse, api};

#[api(auth = Basic, errors = ApiError)]
pub mod management {
    use callpoint::endpoint;

    use super::{ApiError, LocationResponse};

    /// Returns an overview of the cluster.
    #[endpoint(GET, "/api/overview", 200 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct GetOverview;

    /// Returns the current user.
    #[endpoint(GET, "/api/whoami", 200 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct GetWhoami;

    /// Lists the nodes of the cluster.
    #[endpoint(GET, "/api/nodes", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListNodes;

    /// Lists the virtual hosts that the user may see.
    #[endpoint(GET, "/api/vhosts", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListVhosts;

    /// Shows one virtual host.
    #[endpoint(GET, "/api/vhosts/<name>", 200 => serde_json::Value)]
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
    #[endpoint(GET, "/api/vhost-limits/<vhost>", 200 => Vec<serde_json::Value>)]
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
    #[endpoint(GET, "/api/users", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListUsers;

    /// Shows one user.
    #[endpoint(GET, "/api/users/<name>", 200 => serde_json::Value)]
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
    #[endpoint(GET, "/api/users/<user>/permissions", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListUserPermissions {
        /// The user.
        pub user: String,
    }

    /// Shows the permissions of a user in a virtual host.
    #[endpoint(GET, "/api/permissions/<vhost>/<user>", 200 => serde_json::Value)]
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
    #[endpoint(GET, "/api/exchanges/<vhost>", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListExchanges {
        /// The virtual host.
        pub vhost: String,
    }

    /// Shows one exchange.
    #[endpoint(GET, "/api/exchanges/<vhost>/<name>", 200 => serde_json::Value)]
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
        pub arguments: Option<serde_json::Value>,
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
    #[endpoint(POST, "/api/exchanges/<vhost>/<exchange>/publish", 200 => serde_json::Value)]
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
        pub payload_encoding: serde_json::Value,
        /// The properties of the message.
        pub properties: serde_json::Value,
    }

    /// Lists all queues of a virtual host.
    #[endpoint(GET, "/api/queues/<vhost>", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListQueues {
        /// The virtual host.
        pub vhost: String,
    }

    /// Shows one queue.
    #[endpoint(GET, "/api/queues/<vhost>/<name>", 200 => serde_json::Value)]
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
        pub arguments: Option<serde_json::Value>,
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
    #[endpoint(POST, "/api/queues/<vhost>/<name>/get", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct GetMessages {
        /// The virtual host.
        pub vhost: String,
        /// The queue.
        pub name: String,
        /// The maximum number of messages.
        pub count: u32,
        /// What happens to the messages.
        pub ackmode: serde_json::Value,
        /// The encoding of their payloads.
        pub encoding: serde_json::Value,
        /// The number of bytes after which payloads are truncated.
        pub truncate: Option<u64>,
    }

    /// Lists all bindings of a virtual host, including each queue's binding to the default
    /// exchange.
    #[endpoint(GET, "/api/bindings/<vhost>", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListBindings {
        /// The virtual host.
        pub vhost: String,
    }

    /// Lists the bindings from an exchange to a queue or another exchange.
    #[endpoint(GET, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>",
        200 => Vec<serde_json::Value>,
    )]
    #[derive(Debug, Clone)]
    pub struct ListBindingsBetween {
        /// The virtual host.
        pub vhost: String,
        /// The source exchange.
        pub source: String,
        /// Whether the destination is a queue or an exchange.
        pub kind: String,
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
        pub kind: String,
        /// The destination queue or exchange.
        pub destination: String,
        /// The routing key; empty by default.
        pub routing_key: Option<String>,
        /// The arguments of a binding to a `headers` exchange.
        pub arguments: Option<serde_json::Value>,
    }

    /// Shows one binding.
    #[endpoint(GET, "/api/bindings/<vhost>/e/<source>/<kind>/<destination>/<properties_key>",
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct GetBinding {
        /// The virtual host.
        pub vhost: String,
        /// The source exchange.
        pub source: String,
        /// Whether the destination is a queue or an exchange.
        pub kind: String,
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
        pub kind: String,
        /// The destination queue or exchange.
        pub destination: String,
        /// The key of the binding among those between the two.
        pub properties_key: String,
    }

    /// Lists the policies of a virtual host.
    #[endpoint(GET, "/api/policies/<vhost>", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListPolicies {
        /// The virtual host.
        pub vhost: String,
    }

    /// Shows one policy.
    #[endpoint(GET, "/api/policies/<vhost>/<name>", 200 => serde_json::Value)]
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
        pub definition: serde_json::Value,
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
    #[endpoint(GET, "/api/global-parameters", 200 => Vec<serde_json::Value>)]
    #[derive(Debug, Clone)]
    pub struct ListGlobalParameters;

    /// Shows one parameter of the cluster.
    #[endpoint(GET, "/api/global-parameters/<name>", 200 => serde_json::Value)]
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
    #[endpoint(GET, "/api/aliveness-test/<vhost>", 200 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct TestAliveness {
        /// The virtual host.
        pub vhost: String,
    }

    /// Checks whether any node of the cluster has run out of memory or disk.
    #[endpoint(GET, "/api/health/checks/alarms",
        200 => serde_json::Value,
        /// Unauthorized; Alarmed.
        401 | 503 => Rejected(serde_json::Value),
    )]
    #[derive(Debug, Clone)]
    pub struct CheckAlarms;

    /// Checks whether the responding node listens on a port.
    #[endpoint(GET, "/api/health/checks/port-listener/<port>",
        200 => serde_json::Value,
        /// Bad request; Unauthorized; Not listening.
        400 | 401 | 503 => Rejected(serde_json::Value),
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
    Rejected(serde_json::Value),
}

/// The headers of a response.
#[derive(Debug, Clone, FromResponse)]
pub struct LocationResponse {
    #[header("location")]
    pub location: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=849deeef use:callpoint=8b0c9021 mod:management=7dfc1d4e
// import: use:management::callpoint=771f8b9c use:management::super=bbc940fb
// import: management::GetOverview=282a4e56 management::GetWhoami=488c8255
// import: management::ListNodes=03121d7b management::ListVhosts=cb3caf07
// import: management::GetVhost=08a4a426 management::PutVhost=eb1f1c39
// import: management::DeleteVhost=74c423ec management::ListVhostLimits=70d7d6f4
// import: management::PutVhostLimit=e660b124 management::DeleteVhostLimit=cdf75d57
// import: management::ListUsers=49bf97f1 management::GetUser=5a19d634 management::PutUser=778b6d4d
// import: management::DeleteUser=78d39bd4 management::ListUserPermissions=dbc2f0cf
// import: management::GetPermissions=e43300ee management::PutPermissions=f00db3a8
// import: management::DeletePermissions=62b4933a management::ListExchanges=b059e0ab
// import: management::GetExchange=3cad01a5 management::PutExchange=5fa75a30
// import: management::DeleteExchange=c36d06f9 management::Publish=ab330d74
// import: management::ListQueues=648623c7 management::GetQueue=3bf9a7f6
// import: management::PutQueue=d6544e5f management::DeleteQueue=67567c68
// import: management::PurgeQueue=50340b87 management::GetMessages=b8670a19
// import: management::ListBindings=445126c9 management::ListBindingsBetween=e7911c11
// import: management::CreateBinding=744c3508 management::GetBinding=ee096aa6
// import: management::DeleteBinding=f6974e2f management::ListPolicies=c5c4cdc6
// import: management::GetPolicy=299f5bbb management::PutPolicy=2e8c762c
// import: management::DeletePolicy=1adf9450 management::ListGlobalParameters=f5e89d21
// import: management::GetGlobalParameter=2f56a684 management::PutGlobalParameter=94eda881
// import: management::DeleteGlobalParameter=b4ffc819 management::TestAliveness=cf6bd7d9
// import: management::CheckAlarms=1fc77c97 management::CheckPortListener=3b185dce ApiError=7f74eb5b
// import: LocationResponse=95be8062
