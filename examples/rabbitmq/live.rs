//! Checks the declarations against a real broker. `tests/live/rabbitmq.sh` starts one and runs this.
//!
//! `RABBITMQ_URL`, `RABBITMQ_USER` and `RABBITMQ_PASSWORD` name the broker and an administrator. Every test uses its own virtual hosts, which it
//! deletes first in case an earlier run was interrupted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::env;
use std::fmt::Debug;
use std::sync::LazyLock;
use std::time::Duration;

use callpoint::auth::{Anonymous, Basic};
use callpoint::transport::TowerTransport;
use callpoint::{Client, ClientBuilder, Endpoint, Error, endpoint};
use callpoint_examples::rabbitmq::api::management::{
    self, CheckAlarms, CheckPortListener, CheckPortListenerError, CreateBinding, DeleteBinding,
    DeleteExchange, DeleteGlobalParameter, DeletePermissions, DeletePolicy, DeleteQueue,
    DeleteUser, DeleteVhost, DeleteVhostLimit, GetBinding, GetExchange, GetGlobalParameter,
    GetMessages, GetOverview, GetPermissions, GetPolicy, GetQueue, GetUser, GetVhost, GetWhoami,
    ListBindings, ListBindingsBetween, ListExchanges, ListGlobalParameters, ListNodes,
    ListPolicies, ListQueues, ListUserPermissions, ListUsers, ListVhostLimits, ListVhosts,
    PageQueues, Publish, PurgeQueue, PutExchange, PutGlobalParameter, PutPermissions, PutPolicy,
    PutQueue, PutUser, PutVhost, PutVhostLimit, TestAliveness,
};
use callpoint_examples::rabbitmq::api::{
    AckMode, Arguments, Complaint, Destination, Encoding, ExchangeKind, ManagementError, Payload,
    PolicyTarget, Properties, QueueKind, Reason,
};
use callpoint_examples::rabbitmq::fake::{Broker, fake};
use callpoint_testing::Fake;
use serde_json::{Value, json};

/// Names that a URL parser would split or normalize.
const NAMES: [&str; 14] = [
    "a/b", "a b", "a#b", "100%", "%2F", "€", "a+b", "a;b", "a?b=c&d", "../a", "...", "a\\b",
    "\"a\"", "/ #%€",
];

/// The broker in `RABBITMQ_URL`.
fn broker() -> Client<Basic> {
    let url = env::var("RABBITMQ_URL");
    let url = url.expect("tests/live/rabbitmq.sh starts a broker and sets RABBITMQ_URL");
    client_at(&url, &user(), &env::var("RABBITMQ_PASSWORD").unwrap())
}

fn client_at(url: &str, user: &str, password: &str) -> Client<Basic> {
    let builder = builder(url).basic_auth(user, password);
    builder.build().unwrap()
}

/// A client's builder. Two hosts are no sockets but a fake in this process, as `faked.rs` asks for.
fn builder(url: &str) -> ClientBuilder<Anonymous> {
    let builder = Client::builder(url);
    if url.starts_with(MEMORY) {
        builder.transport(FAKE.clone())
    } else if url.starts_with(TOWER) {
        builder.transport(TowerTransport::new(FAKE.clone()))
    } else {
        builder
    }
}

const MEMORY: &str = "https://memory.fake:15671";
const TOWER: &str = "https://tower.fake:15671";

static FAKE: LazyLock<Fake<Broker>> = LazyLock::new(|| {
    let fake = fake(&user(), &env::var("RABBITMQ_PASSWORD").unwrap());
    fake.state(|broker| broker.port = 15671);
    fake
});

/// The same broker for another user.
fn client_for(broker: &Client<Basic>, user: &str, password: &str) -> Client<Basic> {
    client_at(broker.base_url().as_str(), user, password)
}

fn user() -> String {
    env::var("RABBITMQ_USER").unwrap()
}

/// An empty virtual host with full permissions.
async fn vhost(broker: &Client<Basic>, name: &str) -> String {
    let name = format!("callpoint/{name}");
    absent(DeleteVhost::new(name.as_str()).call(broker).await);
    let made = PutVhost::new(name.as_str()).call(broker).await.unwrap();
    assert!(made.is_created());
    PutPermissions::new(name.as_str(), user(), ".*", ".*", ".*")
        .call(broker)
        .await
        .unwrap();
    name
}

async fn remove(broker: &Client<Basic>, vhost: String) {
    DeleteVhost::new(vhost).call(broker).await.unwrap();
}

/// Treats a deletion that found nothing as a success.
fn absent(deleted: Result<(), Error<ManagementError>>) {
    match deleted {
        Err(Error::Api(error)) if error.body.is_not_found() => {}
        other => other.unwrap(),
    }
}

fn arguments(value: Value) -> Arguments {
    serde_json::from_value(value).unwrap()
}

/// The complaint of an error response with this status.
#[track_caller]
fn complaint_of<T: Debug>(result: Result<T, Error<ManagementError>>, status: u16) -> Complaint {
    let error = result.unwrap_err();
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(status),
        "{error:?}"
    );
    match error.into_api().unwrap() {
        ManagementError::BadRequest(complaint) | ManagementError::NotFound(complaint) => complaint,
        ManagementError::Unauthorized(complaint) => complaint.expect("a complaint"),
    }
}

/// The broker's lists lag by some milliseconds; numbers and policies of queues lag by some seconds.
async fn soon<R>(
    broker: &Client<Basic>,
    request: R,
    is_so: impl Fn(&R::Output) -> bool,
) -> R::Output
where
    R: Endpoint<Auth = Basic>,
    R::Output: Debug,
    R::Error: std::fmt::Display,
{
    let mut tries = 0;
    loop {
        let output = broker.call(&request).await.unwrap();
        if is_so(&output) {
            return output;
        }
        tries += 1;
        assert!(tries < 400, "{}: still {output:?}", R::META.name);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn the_broker_says_what_it_is() {
    let broker = broker();
    let overview = GetOverview::new().call(&broker).await.unwrap();
    assert!(overview.rabbitmq_version.contains('.') && !overview.erlang_version.is_empty());
    assert!(!overview.cluster_name.is_empty() && overview.object_totals.exchanges >= 7);
    let nodes = ListNodes::new().call(&broker).await.unwrap();
    assert!(
        nodes
            .iter()
            .any(|node| node.name == overview.node && node.running)
    );
    let me = GetWhoami::new().call(&broker).await.unwrap();
    assert_eq!(me.name, user());
    assert!(me.tags.iter().any(|tag| tag == "administrator"), "{me:?}");
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn a_healthy_broker_passes_its_checks() {
    let broker = broker();
    assert_eq!(CheckAlarms::new().call(&broker).await.unwrap().status, "ok");
    let url: callpoint::http::Uri = broker.base_url().as_str().parse().unwrap();
    let port = url.port_u16().unwrap();
    let alive = CheckPortListener::new(port).call(&broker).await.unwrap();
    assert_eq!(alive.status, "ok");

    let error = CheckPortListener::new(1_u16)
        .call(&broker)
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    let CheckPortListenerError::NotListening(failed) = error.into_api().unwrap() else {
        panic!("another error response");
    };
    assert_eq!(failed.missing, 1);
    assert!(failed.ports.contains(&port) && !failed.reason.is_empty());

    let vhost = vhost(&broker, "aliveness").await;
    let alive = TestAliveness::new(vhost.as_str())
        .call(&broker)
        .await
        .unwrap();
    assert_eq!(alive.status, "ok");
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn the_name_of_a_virtual_host_arrives_unchanged() {
    let broker = broker();
    for name in NAMES {
        let name = format!("callpoint-{name}");
        absent(DeleteVhost::new(name.as_str()).call(&broker).await);
        let put = PutVhost::new(name.as_str())
            .description(format!("for {name}"))
            .tags("a,b");
        assert!(put.call(&broker).await.unwrap().is_created(), "{name}");
        assert!(put.call(&broker).await.unwrap().is_updated(), "{name}");
        soon(&broker, ListVhosts::new(), |vhosts| {
            vhosts.iter().any(|vhost| vhost.name == name)
        })
        .await;
        let shown = GetVhost::new(name.as_str()).call(&broker).await.unwrap();
        assert_eq!(shown.name, name);
        assert_eq!(shown.description, Some(format!("for {name}")));
        assert_eq!(
            (shown.tags, shown.tracing),
            (vec!["a".into(), "b".into()], false)
        );
        DeleteVhost::new(name.as_str()).call(&broker).await.unwrap();
        complaint_of(GetVhost::new(name.as_str()).call(&broker).await, 404);
    }
    let shown = GetVhost::new("/").call(&broker).await.unwrap();
    assert_eq!(shown.name, "/");
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn the_name_of_a_queue_arrives_unchanged() {
    let broker = broker();
    let vhost = vhost(&broker, "names of queues").await;
    let v = vhost.as_str();
    for name in NAMES {
        let made = PutQueue::new(v, name).call(&broker).await.unwrap();
        assert!(made.is_created(), "{name}");
    }
    let mut expected = NAMES.to_vec();
    expected.sort_unstable();
    soon(&broker, ListQueues::new(v), |queues| {
        let mut names: Vec<_> = queues.iter().map(|queue| queue.name.as_str()).collect();
        names.sort_unstable();
        names == expected
    })
    .await;
    for name in NAMES {
        let shown = GetQueue::new(v, name).call(&broker).await.unwrap();
        assert_eq!((shown.name.as_str(), shown.vhost.as_str()), (name, v));
        let page = PageQueues::new(v, 1_u32).name(name);
        let page = page.call(&broker).await.unwrap();
        assert!(
            page.items.iter().any(|queue| queue.name == name),
            "{name}: {page:?}"
        );
        DeleteQueue::new(v, name).call(&broker).await.unwrap();
        let complaint = complaint_of(GetQueue::new(v, name).call(&broker).await, 404);
        assert_eq!(complaint.error, "Object Not Found");
    }
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn the_name_of_an_exchange_arrives_unchanged() {
    let broker = broker();
    let vhost = vhost(&broker, "names of exchanges").await;
    let v = vhost.as_str();
    for name in NAMES {
        let put = PutExchange::new(v, name, ExchangeKind::Topic)
            .durable(true)
            .arguments(arguments(json!({"x-of": name})));
        assert!(put.call(&broker).await.unwrap().is_created(), "{name}");
        assert!(put.call(&broker).await.unwrap().is_unchanged(), "{name}");
        soon(&broker, ListExchanges::new(v), |exchanges| {
            exchanges.iter().any(|exchange| exchange.name == name)
        })
        .await;
        let shown = GetExchange::new(v, name).call(&broker).await.unwrap();
        assert_eq!(
            (shown.name.as_str(), shown.kind),
            (name, ExchangeKind::Topic)
        );
        assert!(shown.durable && !shown.auto_delete && !shown.internal);
        assert_eq!(shown.arguments["x-of"], name);
        let delete = DeleteExchange::new(v, name).if_unused(true);
        delete.call(&broker).await.unwrap();
        complaint_of(GetExchange::new(v, name).call(&broker).await, 404);
    }
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn the_name_of_a_user_arrives_unchanged() {
    let broker = broker();
    for name in NAMES {
        let name = format!("callpoint-{name}");
        absent(DeleteUser::new(name.as_str()).call(&broker).await);
        let put = PutUser::new(name.as_str(), "monitoring,callpoint").password("p/ä:%");
        assert!(put.call(&broker).await.unwrap().is_created(), "{name}");
        assert!(put.call(&broker).await.unwrap().is_updated(), "{name}");
        let users = ListUsers::new().call(&broker).await.unwrap();
        assert!(users.iter().any(|user| user.name == name), "{name}");
        let shown = GetUser::new(name.as_str()).call(&broker).await.unwrap();
        assert_eq!(shown.name, name);
        assert_eq!(shown.tags, ["monitoring", "callpoint"]);
        // The same name and password, this time in a header.
        let them = client_for(&broker, &name, "p/ä:%");
        assert_eq!(GetWhoami::new().call(&them).await.unwrap().name, name);
        DeleteUser::new(name.as_str()).call(&broker).await.unwrap();
        complaint_of(GetUser::new(name.as_str()).call(&broker).await, 404);
    }
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn the_name_of_a_parameter_arrives_unchanged() {
    let broker = broker();
    for name in NAMES {
        let name = format!("callpoint-{name}");
        absent(
            DeleteGlobalParameter::new(name.as_str())
                .call(&broker)
                .await,
        );
        let put = |value: Value| PutGlobalParameter::new(name.as_str(), value);
        let first = put(json!({"a": [1, "€"]})).call(&broker).await.unwrap();
        let second = put(json!({"a": [2, "€"]})).call(&broker).await.unwrap();
        assert!(first.is_created() && second.is_updated(), "{name}");
        let shown = GetGlobalParameter::new(name.as_str());
        let shown = shown.call(&broker).await.unwrap();
        assert_eq!(
            (shown.name.as_str(), &shown.value["a"]),
            (name.as_str(), &json!([2, "€"]))
        );
        let all = ListGlobalParameters::new().call(&broker).await.unwrap();
        assert!(all.contains(&shown), "{name}");
        let delete = DeleteGlobalParameter::new(name.as_str());
        delete.call(&broker).await.unwrap();
        complaint_of(delete.call(&broker).await, 404);
    }
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn invalid_names_are_not_sent() {
    let broker = broker();
    for name in ["", ".", "..", "%2e%2E", "a\nb"] {
        let error = DeleteQueue::new("/", name).call(&broker).await.unwrap_err();
        assert!(
            matches!(error, Error::Build(_)) && !error.maybe_sent(),
            "{name:?}: {error:?}"
        );
    }
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn a_queue_is_made_once_and_kept_as_it_is() {
    let broker = broker();
    let vhost = vhost(&broker, "declarations").await;
    let v = vhost.as_str();
    let put = |length: u32| {
        PutQueue::new(v, "q")
            .durable(true)
            .auto_delete(false)
            .arguments(arguments(json!({"x-max-length": length})))
    };
    let first = broker.call_with_response(&put(5)).await.unwrap();
    assert_eq!(first.status(), 201);
    assert!(first.is_created());
    let second = broker.call_with_response(&put(5)).await.unwrap();
    assert_eq!(second.status(), 204);
    assert!(second.is_unchanged());

    let complaint = complaint_of(put(6).call(&broker).await, 400);
    assert_eq!(complaint.error, "bad_request");
    let Reason::Text(reason) = &complaint.reason else {
        panic!("{complaint:?}");
    };
    assert!(
        reason.contains("inequivalent arg 'x-max-length' for queue 'q'"),
        "{reason}"
    );
    let shown = GetQueue::new(v, "q").call(&broker).await.unwrap();
    assert_eq!(shown.arguments, arguments(json!({"x-max-length": 5})));
    assert_eq!((shown.kind, shown.durable), (QueueKind::Classic, true));

    let direct = PutExchange::new(v, "e", ExchangeKind::Direct);
    assert!(direct.call(&broker).await.unwrap().is_created());
    let topic = PutExchange::new(v, "e", ExchangeKind::Topic);
    let complaint = complaint_of(topic.call(&broker).await, 400);
    assert!(
        complaint
            .reason
            .to_string()
            .contains("inequivalent arg 'type'")
    );
    let unknown = PutExchange::new(v, "e2", ExchangeKind::Other("x-unknown".into()));
    complaint_of(unknown.call(&broker).await, 400);
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn missing_objects_are_not_found() {
    let broker = broker();
    let vhost = vhost(&broker, "nothing").await;
    let v = vhost.as_str();
    let complaint = complaint_of(GetQueue::new(v, "none").call(&broker).await, 404);
    assert_eq!(complaint.reason, Reason::Text("Not Found".to_owned()));
    complaint_of(DeleteQueue::new(v, "none").call(&broker).await, 404);
    complaint_of(PurgeQueue::new(v, "none").call(&broker).await, 404);
    complaint_of(GetUser::new("callpoint-unknown").call(&broker).await, 404);
    complaint_of(GetPolicy::new(v, "none").call(&broker).await, 404);
    let to_nothing = CreateBinding::new(v, "amq.topic", Destination::Queue, "none");
    let complaint = complaint_of(to_nothing.call(&broker).await, 404);
    assert!(complaint.reason.to_string().contains("no queue 'none'"));
    remove(&broker, vhost).await;
    let error = GetVhost::new("callpoint/nothing")
        .call(&broker)
        .await
        .unwrap_err();
    assert!(error.api().unwrap().is_not_found());
}

/// The operation without credentials.
#[endpoint(GET, "/api/whoami", auth = none, errors = ManagementError, 200 => ())]
#[derive(Debug)]
struct AnonymousWhoami;

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn strangers_are_rejected() {
    let broker = broker();
    let stranger = client_for(&broker, &user(), "a wrong password");
    let complaint = complaint_of(GetWhoami::new().call(&stranger).await, 401);
    assert!(!complaint.error.is_empty());
    let error = GetWhoami::new().call(&stranger).await.unwrap_err();
    assert!(error.headers().unwrap().contains_key("content-type"));
    assert!(!error.is_retryable());
    assert!(!format!("{error:?} {stranger:?}").contains("password"));

    // Without credentials there is no body to read.
    let anonymous = builder(broker.base_url().as_str());
    for error in [
        AnonymousWhoami::new().call(&broker).await.unwrap_err(),
        AnonymousWhoami::new()
            .call(&anonymous.build().unwrap())
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.status().unwrap(), 401);
        assert!(error.body().unwrap().is_empty());
        assert!(matches!(
            error.api(),
            Some(ManagementError::Unauthorized(None))
        ));
    }
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn a_user_may_do_what_it_is_allowed_to() {
    let broker = broker();
    let vhost = vhost(&broker, "permissions").await;
    let v = vhost.as_str();
    let name = "callpoint / reader";
    absent(DeleteUser::new(name).call(&broker).await);
    let put = PutUser::new(name, "management").password("secret");
    assert!(!format!("{put:?}").contains("\"secret\""));
    put.call(&broker).await.unwrap();
    PutQueue::new(v, "mine").call(&broker).await.unwrap();
    let them = client_for(&broker, name, "secret");

    complaint_of(GetPermissions::new(v, name).call(&broker).await, 404);
    let complaint = complaint_of(ListQueues::new(v).call(&them).await, 401);
    assert!(!complaint.reason.to_string().is_empty());

    let permit = PutPermissions::new(v, name, "^mine$", "", ".*");
    assert!(permit.call(&broker).await.unwrap().is_created());
    assert!(permit.call(&broker).await.unwrap().is_updated());
    let shown = GetPermissions::new(v, name).call(&broker).await.unwrap();
    assert_eq!(
        (
            shown.configure.as_str(),
            shown.write.as_str(),
            shown.read.as_str()
        ),
        ("^mine$", "", ".*")
    );
    let all = ListUserPermissions::new(name).call(&broker).await.unwrap();
    assert_eq!(all, [shown]);

    assert_eq!(ListQueues::new(v).call(&them).await.unwrap().len(), 1);
    assert!(
        PutQueue::new(v, "mine")
            .call(&them)
            .await
            .unwrap()
            .is_unchanged()
    );
    complaint_of(PutQueue::new(v, "theirs").call(&them).await, 401);
    complaint_of(ListUsers::new().call(&them).await, 401);

    DeletePermissions::new(v, name).call(&broker).await.unwrap();
    complaint_of(ListQueues::new(v).call(&them).await, 401);
    DeleteUser::new(name).call(&broker).await.unwrap();
    complaint_of(GetWhoami::new().call(&them).await, 401);
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn a_binding_is_where_its_location_says() {
    let broker = broker();
    let vhost = vhost(&broker, "bindings").await;
    let v = vhost.as_str();
    let (source, queue, other) = ("e/1", "q€#1", "e 2");
    PutQueue::new(v, queue).call(&broker).await.unwrap();
    for exchange in [source, other] {
        let put = PutExchange::new(v, exchange, ExchangeKind::Topic);
        put.call(&broker).await.unwrap();
    }
    let bind = CreateBinding::new(v, source, Destination::Queue, queue);
    let created = [
        bind.clone().call(&broker).await.unwrap(),
        bind.clone()
            .routing_key("plain")
            .call(&broker)
            .await
            .unwrap(),
        bind.clone()
            .routing_key("a b/#.*~%+€")
            .call(&broker)
            .await
            .unwrap(),
        bind.routing_key("plain")
            .arguments(arguments(json!({"x": 1})))
            .call(&broker)
            .await
            .unwrap(),
    ];
    assert!(
        created
            .iter()
            .all(|binding| !binding.location.starts_with("http"))
    );
    let keys: Vec<_> = created
        .map(|binding| binding.properties_key().unwrap())
        .into();
    assert_eq!(keys[..2], ["~", "plain"]);

    let between = ListBindingsBetween::new(v, source, Destination::Queue, queue);
    let between = soon(&broker, between, |bindings| bindings.len() == 4).await;
    for (key, routing_key) in keys.iter().zip(["", "plain", "a b/#.*~%+€", "plain"]) {
        let get = GetBinding::new(v, source, Destination::Queue, queue, key.as_str());
        let shown = get.call(&broker).await.unwrap();
        assert_eq!(
            (&shown.properties_key, shown.routing_key.as_str()),
            (key, routing_key)
        );
        assert_eq!(
            (
                shown.source.as_str(),
                shown.destination.as_str(),
                shown.destination_type.as_str()
            ),
            (source, queue, "queue")
        );
        assert!(between.contains(&shown), "{shown:?}");
    }

    let onwards = CreateBinding::new(v, source, Destination::Exchange, other).routing_key("k");
    let onwards = onwards.call(&broker).await.unwrap();
    let get = |key: &str| GetBinding::new(v, source, Destination::Exchange, other, key);
    let key = onwards.properties_key().unwrap();
    let shown = get(&key).call(&broker).await.unwrap();
    assert_eq!(
        (shown.destination.as_str(), shown.destination_type.as_str()),
        (other, "exchange")
    );
    // Ours and the queue's binding to the default exchange.
    let all = soon(&broker, ListBindings::new(v), |bindings| {
        bindings.len() == 6
    })
    .await;
    assert!(all.contains(&shown));

    let in_use = DeleteExchange::new(v, source).if_unused(true);
    let complaint = complaint_of(in_use.call(&broker).await, 400);
    assert!(
        complaint.reason.to_string().contains("in use"),
        "{complaint:?}"
    );

    for key in &keys {
        let delete = DeleteBinding::new(v, source, Destination::Queue, queue, key.as_str());
        delete.call(&broker).await.unwrap();
        complaint_of(delete.call(&broker).await, 404);
    }
    let between = ListBindingsBetween::new(v, source, Destination::Queue, queue);
    soon(&broker, between, Vec::is_empty).await;
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn every_page_comes_once_and_in_order() {
    let broker = broker();
    let vhost = vhost(&broker, "pages / of # queues").await;
    let v = vhost.as_str();
    let names: Vec<_> = (0..25).map(|i| format!("q/{i:02}")).collect();
    // Concurrently: a call borrows neither its client nor its request.
    let calls: Vec<_> = names
        .iter()
        .map(|name| tokio::spawn(PutQueue::new(v, name.as_str()).call(&broker)))
        .collect();
    for call in calls {
        assert!(call.await.unwrap().unwrap().is_created());
    }
    PutQueue::new(v, "another").call(&broker).await.unwrap();
    let list = PageQueues::new(v, 1_u32)
        .page_size(10)
        .name("^q/[0-9]+$")
        .use_regex(true)
        .sort("name");
    let first = soon(&broker, list.clone(), |page| page.filtered_count == 25).await;
    assert_eq!((first.page, first.page_count, first.page_size), (1, 3, 10));
    assert_eq!((first.item_count, first.total_count), (10, 26));

    let mut pages = broker.pages(list.clone());
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        sizes.push((page.page, page.items.len()));
    }
    assert_eq!((sizes, pages.number()), (vec![(1, 10), (2, 10), (3, 5)], 3));

    for (list, expected) in [
        (list.clone(), names.clone()),
        (
            list.clone().sort_reverse(true),
            names.iter().rev().cloned().collect(),
        ),
        (
            list.clone().name("another").use_regex(false),
            vec!["another".to_owned()],
        ),
        (list.clone().name("unknown"), Vec::new()),
    ] {
        let mut queues = broker.pages(list).items();
        let mut got = Vec::new();
        while let Some(queue) = queues.next().await {
            got.push(queue.unwrap().name);
        }
        assert_eq!(got, expected);
    }

    let mut beyond = list;
    beyond.page = 4;
    let complaint = complaint_of(beyond.call(&broker).await, 400);
    assert_eq!(complaint.error, "page_out_of_range");
    let failed = broker.pages(beyond).next().await.unwrap().unwrap_err();
    assert_eq!(failed.error().unwrap().status().unwrap(), 400);
    remove(&broker, vhost).await;
}

fn publish(v: &str, queue: &str, payload: &str) -> Publish {
    let properties = Properties::default();
    Publish::new(
        v,
        "amq.default",
        queue,
        payload,
        Payload::String,
        properties,
    )
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn messages_are_published_and_consumed() {
    let broker = broker();
    let vhost = vhost(&broker, "messages").await;
    let v = vhost.as_str();
    PutQueue::new(v, "q/1").call(&broker).await.unwrap();

    let mut full = publish(v, "q/1", "first €\n\"line\"");
    full.properties = Properties {
        content_type: Some("text/plain".to_owned()),
        headers: Some(arguments(json!({"x-number": 1, "x-text": "€"}))),
        delivery_mode: Some(2),
        message_id: Some("m-1".to_owned()),
        ..Properties::default()
    };
    assert!(full.call(&broker).await.unwrap().routed);
    let mut binary = publish(v, "q/1", "/wA=");
    binary.payload_encoding = Payload::Base64;
    assert!(binary.call(&broker).await.unwrap().routed);
    assert!(
        !publish(v, "q 1", "lost")
            .call(&broker)
            .await
            .unwrap()
            .routed
    );

    let look = GetMessages::new(v, "q/1", 5_u32, AckMode::AckRequeueTrue, Encoding::Auto);
    let messages = look.call(&broker).await.unwrap();
    let [first, second] = &messages[..] else {
        panic!("{messages:?}");
    };
    assert_eq!(first.payload, "first €\n\"line\"");
    assert_eq!(
        (first.payload_bytes, first.payload_encoding),
        (16, Payload::String)
    );
    assert_eq!(
        (first.routing_key.as_str(), first.exchange.as_str()),
        ("q/1", "")
    );
    assert_eq!((first.redelivered, first.message_count), (false, 1));
    assert_eq!(first.properties, full.properties);
    assert_eq!(
        (second.payload.as_str(), second.payload_encoding),
        ("/wA=", Payload::Base64)
    );
    // The broker sends `[]` for no properties.
    assert_eq!(
        (second.payload_bytes, &second.properties),
        (2, &Properties::default())
    );

    let take =
        GetMessages::new(v, "q/1", 1_u32, AckMode::AckRequeueFalse, Encoding::Base64).truncate(3);
    let taken = take.call(&broker).await.unwrap();
    assert_eq!((taken.len(), taken[0].payload.as_str()), (1, "Zmly"));
    assert!(taken[0].redelivered);
    assert_eq!(take.call(&broker).await.unwrap()[0].payload, "/wA=");
    assert!(take.call(&broker).await.unwrap().is_empty());

    let nowhere = GetMessages::new(v, "none", 1_u32, AckMode::RejectRequeueTrue, Encoding::Auto);
    complaint_of(nowhere.call(&broker).await, 404);
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn a_queue_with_a_message_is_deleted_only_after_a_purge() {
    let broker = broker();
    let vhost = vhost(&broker, "deletions").await;
    let v = vhost.as_str();
    PutQueue::new(v, "q%").call(&broker).await.unwrap();
    assert!(publish(v, "q%", "m").call(&broker).await.unwrap().routed);
    let delete = DeleteQueue::new(v, "q%").if_empty(true).if_unused(true);
    let complaint = complaint_of(delete.call(&broker).await, 400);
    assert_eq!(complaint.error, "bad_request");
    assert!(
        complaint.reason.to_string().contains("not empty"),
        "{complaint:?}"
    );
    PurgeQueue::new(v, "q%").call(&broker).await.unwrap();
    delete.call(&broker).await.unwrap();
    complaint_of(delete.call(&broker).await, 404);
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn a_policy_is_set_changed_and_deleted() {
    let broker = broker();
    let vhost = vhost(&broker, "policies").await;
    let v = vhost.as_str();
    PutQueue::new(v, "short/1").call(&broker).await.unwrap();
    let put = |definition: Value| {
        PutPolicy::new(v, "a / policy", "^short/", arguments(definition))
            .priority(3)
            .apply_to(PolicyTarget::Queues)
    };
    let first = put(json!({"max-length": 1})).call(&broker).await.unwrap();
    let second = put(json!({"max-length": 2})).call(&broker).await.unwrap();
    assert!(first.is_created() && second.is_updated());
    let complaint = complaint_of(put(json!({"bogus": 1})).call(&broker).await, 400);
    assert!(
        complaint.reason.to_string().contains("bogus"),
        "{complaint:?}"
    );

    let shown = GetPolicy::new(v, "a / policy").call(&broker).await.unwrap();
    assert_eq!(
        (shown.name.as_str(), shown.vhost.as_str()),
        ("a / policy", v)
    );
    assert_eq!((shown.pattern.as_str(), shown.priority), ("^short/", 3));
    assert_eq!(shown.apply_to, PolicyTarget::Queues);
    assert_eq!(shown.definition, arguments(json!({"max-length": 2})));
    assert_eq!(ListPolicies::new(v).call(&broker).await.unwrap().len(), 1);
    soon(&broker, GetQueue::new(v, "short/1"), |queue| {
        queue.policy.as_deref() == Some("a / policy")
    })
    .await;
    DeletePolicy::new(v, "a / policy")
        .call(&broker)
        .await
        .unwrap();
    assert!(ListPolicies::new(v).call(&broker).await.unwrap().is_empty());
    remove(&broker, vhost).await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
async fn a_limit_rejects_one_queue_too_many() {
    let broker = broker();
    let vhost = vhost(&broker, "limits").await;
    let v = vhost.as_str();
    PutVhostLimit::new(v, "max-queues", 1_i64)
        .call(&broker)
        .await
        .unwrap();
    let limits = ListVhostLimits::new(v).call(&broker).await.unwrap();
    assert_eq!((limits.len(), limits[0].vhost.as_str()), (1, v));
    assert_eq!(
        (limits[0].value.max_queues, limits[0].value.max_connections),
        (Some(1), None)
    );
    PutQueue::new(v, "one").call(&broker).await.unwrap();
    complaint_of(PutQueue::new(v, "two").call(&broker).await, 400);
    DeleteVhostLimit::new(v, "max-queues")
        .call(&broker)
        .await
        .unwrap();
    PutQueue::new(v, "two").call(&broker).await.unwrap();
    remove(&broker, vhost).await;
}

#[test]
#[ignore = "needs RabbitMQ: tests/live/rabbitmq.sh"]
fn the_module_lists_its_operations() {
    assert_eq!(management::ENDPOINTS.len(), 46);
    for endpoint in management::ENDPOINTS {
        assert!(endpoint.template.starts_with("/api/"), "{}", endpoint.name);
        assert!(!endpoint.doc.is_empty(), "{}", endpoint.name);
    }
}
