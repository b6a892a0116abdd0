//! Proxies from the environment. A process reads its environment once, so each case runs in a child process: the same test, which makes one call
//! there.

use std::pin::Pin;
use std::process::{Command, Output};
use std::time::Duration;

use callpoint::auth::{Anonymous, OAuth2};
use callpoint::transport::ReqwestTransport;
use callpoint::{Client, ClientBuilder, ConfigError, RetryPolicy, endpoint};
use callpoint_testing::RecordTransport;

use callpoint_test_support::listener::{EMPTY, Listener};

/// Passes the URL of the service to the child process.
const SERVICE: &str = "PROXY_CASE_SERVICE";

#[endpoint(GET, "/links/<id>", 204 => ())]
pub(crate) struct GetLink {
    id: String,
}

/// A child process with each of `variables` and no other proxy variable set. There `test` makes one call to `service`.
fn calling(test: &str, service: &str, variables: &[(&str, &str)]) -> Output {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "--nocapture", test]);
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
        process.env_remove(name);
        process.env_remove(name.to_lowercase());
    }
    process.envs(variables.iter().copied());
    process.env(SERVICE, service).output().unwrap()
}

/// Whether this is the child process; if so, it has made its call.
async fn is_process_of_a_case() -> bool {
    let Ok(service) = std::env::var(SERVICE) else {
        return false;
    };
    let client = Client::builder(service).build().unwrap();
    GetLink::new("7").call(&client).await.unwrap();
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_variable_names_the_proxy() {
    const SELF: &str = "proxies::an_environment_variable_names_the_proxy";
    if is_process_of_a_case().await {
        return;
    }
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = Listener::responding(EMPTY).await;
        let base = proxy.base.clone();
        let called = tokio::task::spawn_blocking(move || {
            calling(SELF, "http://api.example.invalid", &[(variable, &base)])
        });
        let output = called.await.unwrap();
        assert!(output.status.success(), "{variable}: {output:?}");
        let message = proxy.message().await;
        assert!(
            message.starts_with("GET http://api.example.invalid/links/7 HTTP/1.1\r\n"),
            "{variable}: {message}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_matching_variable_the_service_is_called_directly() {
    const SELF: &str = "proxies::without_a_matching_variable_the_service_is_called_directly";
    const ELSEWHERE: &str = "http://127.0.0.1:9";
    const CASES: [&[(&str, &str)]; 3] = [
        &[],
        &[("HTTPS_PROXY", ELSEWHERE)],
        &[("HTTP_PROXY", ELSEWHERE), ("NO_PROXY", "127.0.0.1")],
    ];
    if is_process_of_a_case().await {
        return;
    }
    for variables in CASES {
        let service = Listener::responding(EMPTY).await;
        let base = service.base.clone();
        let called = tokio::task::spawn_blocking(move || calling(SELF, &base, variables));
        let output = called.await.unwrap();
        assert!(output.status.success(), "{variables:?}: {output:?}");
        let message = service.message().await;
        assert!(
            message.starts_with("GET /links/7 HTTP/1.1\r\n"),
            "{variables:?}: {message}"
        );
    }
}

/// A call in progress, and whether it succeeds.
pub(crate) type CallFuture = Pin<Box<dyn Future<Output = bool> + Send>>;

/// A call by a client with any credentials.
macro_rules! call_with {
    ($builder:expr) => {{
        let client = $builder.build()?;
        let calling: CallFuture =
            Box::pin(async move { GetLink::new("7").call(&client).await.is_ok() });
        Ok(calling)
    }};
}

/// The base URLs that the child process calls, separated by spaces.
const BASES: &str = "PROXY_CASE_BASES";

/// In the child process: the outcome of building a client for each base URL, and of its call.
pub(crate) async fn outcomes(
    client: impl Fn(&str) -> Result<CallFuture, ConfigError>,
) -> Option<()> {
    let bases = std::env::var(BASES).ok()?;
    for base in bases.split(' ') {
        let outcome = match client(base) {
            Err(error) => format!("config error, {}", error.setting()),
            Ok(calling) => if calling.await { "ok" } else { "failed" }.to_owned(),
        };
        println!("\n{base} {outcome}");
    }
    Some(())
}

/// The line that [`outcomes`] printed for a base URL.
pub(crate) fn said(output: &Output, base: &str) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(base)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{base}: {output:?}"))
        .to_owned()
}

/// Calls `bases` in a child process.
pub(crate) async fn called(
    test: &'static str,
    bases: &[String],
    variables: Vec<(&'static str, String)>,
) -> Output {
    let bases = bases.join(" ");
    let calling = tokio::task::spawn_blocking(move || {
        let mut variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| (*name, &**value))
            .collect();
        variables.push((BASES, &bases));
        calling(test, "", &variables)
    });
    let output = calling.await.unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

pub(crate) const SECRET: &str = "a password that nobody else may read";

fn with_basic(builder: ClientBuilder<Anonymous>) -> Result<CallFuture, ConfigError> {
    let builder = builder
        .retry(RetryPolicy::none())
        .timeout(Duration::from_secs(10));
    call_with!(builder.basic_auth("id", SECRET))
}

/// Loopback hosts, with the outcome of a call with credentials: `…` where it depends on whether the system has a route.
pub(crate) const THIS_MACHINE: [(&str, &str); 16] = [
    ("localhost", "ok"),
    ("LOCALHOST", "ok"),
    ("localhost.", "…"),
    ("api.localhost", "…"),
    ("API.LocalHost.", "…"),
    ("127.0.0.1", "ok"),
    ("127.1.2.3", "…"),
    ("0.0.0.0", "…"),
    ("[::1]", "…"),
    ("[::]", "…"),
    ("[0:0::0:1]", "…"),
    ("[::ffff:127.0.0.1]", "…"),
    // Addresses to some systems and names to others: credentials are not sent there.
    ("2130706433", "config error, base_url"),
    ("0x7f.1", "config error, base_url"),
    ("127.1", "config error, base_url"),
    ("0177.0.0.1", "config error, base_url"),
];

pub(crate) fn at(host: &str, port: &str) -> String {
    format!("http://{host}:{port}")
}

#[tokio::test(flavor = "multi_thread")]
async fn this_machine_is_never_called_through_a_proxy() {
    const SELF: &str = "proxies::this_machine_is_never_called_through_a_proxy";
    if outcomes(|base| with_basic(Client::builder(base)))
        .await
        .is_some()
    {
        return;
    }
    for (variable, no_proxy) in [
        ("HTTP_PROXY", None),
        ("http_proxy", Some("example.com")),
        ("ALL_PROXY", Some("")),
        ("all_proxy", None),
    ] {
        let (service, proxy) = (
            Listener::responding(EMPTY).await,
            Listener::responding(EMPTY).await,
        );
        let port = service.host().rsplit(':').next().unwrap().to_owned();
        let bases = THIS_MACHINE.map(|(host, _)| at(host, &port));
        let mut variables = vec![(variable, proxy.base.clone())];
        variables.extend(no_proxy.map(|hosts| ("NO_PROXY", hosts.to_owned())));
        let output = called(SELF, &bases, variables).await;
        for (host, expected) in THIS_MACHINE {
            let said = said(&output, &at(host, &port));
            if expected == "…" {
                assert!(
                    ["ok", "failed"].contains(&&*said),
                    "{variable} {host}: {said}"
                );
            } else {
                assert_eq!(said, expected, "{variable} {host}");
            }
        }
        assert_eq!(proxy.received().await, [""; 0], "{variable}");
        let received = service.received().await;
        let seen = received
            .iter()
            .filter(|it| it.contains("authorization: Basic"));
        assert!(seen.count() >= 3, "{variable}: {received:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_parsed_as_reqwest_parses_them() {
    const SELF: &str = "proxies::addresses_are_parsed_as_reqwest_parses_them";
    let without = |base: &str| call_with!(Client::builder(base).retry(RetryPolicy::none()));
    if outcomes(without).await.is_some() {
        return;
    }
    let (service, proxy) = (
        Listener::responding(EMPTY).await,
        Listener::responding(EMPTY).await,
    );
    let port = service.host().rsplit(':').next().unwrap().to_owned();
    let bases = ["2130706433", "0x7f.1", "127.1", "0177.0.0.1"].map(|host| at(host, &port));
    let output = called(SELF, &bases, vec![("HTTP_PROXY", proxy.base.clone())]).await;
    for base in &bases {
        assert_eq!(said(&output, base), "ok");
    }
    assert_eq!(proxy.received().await, [""; 0]);
    assert_eq!(service.received().await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_credentials_are_rejected_with_a_proxy_too() {
    const SELF: &str = "proxies::plain_http_credentials_are_rejected_with_a_proxy_too";
    const OTHERS: [&str; 6] = [
        "http://api.example.invalid",
        "http://localhost.example.invalid",
        "http://notlocalhost",
        "http://128.0.0.1",
        "http://[::2]",
        "http://[::ffff:128.0.0.1]",
    ];
    if outcomes(|base| with_basic(Client::builder(base)))
        .await
        .is_some()
    {
        return;
    }
    let proxy = Listener::responding(EMPTY).await;
    let bases = OTHERS.map(str::to_owned);
    let output = called(SELF, &bases, vec![("HTTP_PROXY", proxy.base.clone())]).await;
    for base in OTHERS {
        assert_eq!(said(&output, base), "config error, base_url");
    }
    assert_eq!(proxy.received().await, [""; 0]);
}

/// A name, and the client of that case.
type Case = (&'static str, fn(&str) -> Result<CallFuture, ConfigError>);

/// Clients whose transport uses the system's proxies even for this machine, with the outcome of a call.
const BUILT: [(Case, &str); 10] = [
    (
        ("of_a_builder", |base| {
            with_basic(Client::builder(base).transport(of(reqwest::Client::builder())))
        }),
        "config error, transport",
    ),
    (
        ("of_a_client", |base| {
            let client = ReqwestTransport::from(reqwest::Client::new());
            with_basic(Client::builder(base).transport(client))
        }),
        "config error, transport",
    ),
    (
        ("recorded", |base| {
            let file = std::env::temp_dir().join(format!("proxies-{}.har", std::process::id()));
            let recorder = RecordTransport::new(of(reqwest::Client::builder()), &file).unwrap();
            std::fs::remove_file(file).unwrap();
            with_basic(Client::builder(base).transport(recorder))
        }),
        "config error, transport",
    ),
    (
        ("with_a_proxy_of_its_own", |base| {
            let proxy = reqwest::Proxy::all("http://proxy.example.invalid").unwrap();
            let builder = reqwest::Client::builder().proxy(proxy);
            with_basic(Client::builder(base).transport(of(builder)))
        }),
        "config error, transport",
    ),
    (
        ("for_tokens", |base| {
            let tokens = OAuth2::client_credentials(format!("{base}/token"), "id", SECRET)
                .transport(of(reqwest::Client::builder()))
                .build()?;
            call_with!(Client::builder(base).credentials(tokens))
        }),
        "config error, transport",
    ),
    (
        ("for_tokens_in_a_body", |base| {
            let tokens = OAuth2::client_credentials(format!("{base}/token"), "id", SECRET)
                .credentials_in_body()
                .transport(of(reqwest::Client::builder()))
                .build()?;
            call_with!(Client::builder(base).credentials(tokens))
        }),
        "config error, transport",
    ),
    (
        ("without_proxies", |base| {
            let builder = reqwest::Client::builder().no_proxy();
            with_basic(Client::builder(base).transport(of(builder)))
        }),
        "ok",
    ),
    (
        ("without_credentials", |base| {
            let builder = reqwest::Client::builder();
            call_with!(Client::builder(base).transport(of(builder)))
        }),
        "ok",
    ),
    (
        ("allowed", |base| {
            let builder = Client::builder(base).allow_plain_http_credentials();
            with_basic(builder.transport(of(reqwest::Client::builder())))
        }),
        "ok",
    ),
    (("usual", |base| with_basic(Client::builder(base))), "ok"),
];

fn of(builder: reqwest::ClientBuilder) -> ReqwestTransport {
    ReqwestTransport::from_builder(builder).unwrap()
}

/// Passes the name of the case to the child process.
const BUILT_CASE: &str = "PROXY_CASE_BUILT";

#[tokio::test(flavor = "multi_thread")]
async fn a_custom_transport_sends_no_credentials_to_a_proxy() {
    const SELF: &str = "proxies::a_custom_transport_sends_no_credentials_to_a_proxy";
    let this_one = std::env::var(BUILT_CASE).unwrap_or_default();
    let client = BUILT.iter().find(|((name, _), _)| *name == this_one);
    if let Some(((_, client), _)) = client {
        outcomes(client).await.unwrap();
        return;
    }
    for ((name, _), expected) in BUILT {
        for no_proxy in [None, Some("127.0.0.1")] {
            let (service, proxy) = (
                Listener::responding(EMPTY).await,
                Listener::responding(EMPTY).await,
            );
            let mut variables = vec![
                ("HTTP_PROXY", proxy.base.clone()),
                (BUILT_CASE, name.to_owned()),
            ];
            variables.extend(no_proxy.map(|hosts| ("NO_PROXY", hosts.to_owned())));
            let output = called(SELF, std::slice::from_ref(&service.base), variables).await;
            // Hosts that the system excludes are called directly, whoever built the transport; whether it uses other proxies is unknown.
            let is_left_out = no_proxy.is_some() && name != "with_a_proxy_of_its_own";
            let is_of_tokens = name.starts_with("for_tokens");
            let expected = match is_left_out {
                // The token endpoint has no token.
                true if is_of_tokens => "failed",
                true => "ok",
                false => expected,
            };
            assert_eq!(
                said(&output, &service.base),
                expected,
                "{name} {no_proxy:?}"
            );
            let by_proxy = proxy.received().await;
            let is_by_proxy = !is_left_out && ["without_credentials", "allowed"].contains(&name);
            assert_eq!(
                by_proxy.len(),
                usize::from(is_by_proxy),
                "{name} {no_proxy:?}"
            );
            let has_secret = by_proxy.iter().any(|it| it.contains("authorization"));
            assert_eq!(has_secret, is_by_proxy && name == "allowed", "{name}");
        }
    }
}
