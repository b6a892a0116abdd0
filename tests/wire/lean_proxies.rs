//! Proxies from the environment, by option, for the lean transport. As for the others, each case runs in a child process.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use callpoint::auth::Anonymous;
use callpoint::transport::{HyperTransport, Transport as _};
use callpoint::{BaseUrl, Client, ClientBuilder, ConfigError, RetryPolicy};
use callpoint_test_support::listener::{EMPTY, Listener};
use rcgen::{CertificateParams, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::proxies::{CallFuture, GetLink, SECRET, THIS_MACHINE, at, called, outcomes, said};

/// A host that only a proxy knows.
const HOST: &str = "api.example.invalid";

fn lean() -> HyperTransport {
    let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();
    transport.env_proxies().unwrap()
}

fn builder(base: &str) -> ClientBuilder<Anonymous> {
    Client::builder(base)
        .transport(lean())
        .retry(RetryPolicy::none())
        .timeout(Duration::from_secs(10))
}

/// A call, which shows what went wrong.
macro_rules! call {
    ($builder:expr) => {{
        let client = $builder.build()?;
        let calling: CallFuture = Box::pin(async move {
            let outcome = GetLink::new("7").call(&client).await;
            if let Err(error) = &outcome {
                println!("\n{error:?}");
            }
            outcome.is_ok()
        });
        Ok(calling)
    }};
}

fn plain(base: &str) -> Result<CallFuture, ConfigError> {
    call!(builder(base))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_gets_whole_urls_of_http() {
    const SELF: &str = "lean_proxies::a_proxy_gets_whole_urls_of_http";
    if outcomes(plain).await.is_some() {
        return;
    }
    let base = format!("http://{HOST}:8080");
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        for user in ["", "ann:p%40ss@"] {
            let proxy = Listener::responding(EMPTY).await;
            let url = proxy.base.replace("//", &format!("//{user}"));
            let output = called(SELF, std::slice::from_ref(&base), vec![(variable, url)]).await;
            assert_eq!(said(&output, &base), "ok", "{variable}");
            let message = proxy.message().await;
            let start = format!("GET {base}/links/7 HTTP/1.1\r\n");
            assert!(message.starts_with(&start), "{variable}: {message}");
            assert!(message.contains(&format!("\r\nhost: {HOST}:8080\r\n")));
            // `ann:p@ss`
            let sent = message.contains("\r\nproxy-authorization: Basic YW5uOnBAc3M=\r\n");
            assert_eq!(sent, !user.is_empty(), "{message}");
            assert_eq!(message.contains("authorization"), sent, "{message}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_variable_sends_to_a_proxy_is_called_directly() {
    const SELF: &str = "lean_proxies::what_no_variable_sends_to_a_proxy_is_called_directly";
    if outcomes(plain).await.is_some() {
        return;
    }
    let base = format!("http://{HOST}");
    for excluded in [
        HOST,
        ".example.invalid",
        "invalid",
        "elsewhere.test, api.example.invalid",
        "*",
    ] {
        let proxy = Listener::responding(EMPTY).await;
        let variables = vec![
            ("HTTP_PROXY", proxy.base.clone()),
            ("NO_PROXY", excluded.to_owned()),
        ];
        let output = called(SELF, std::slice::from_ref(&base), variables).await;
        // Nobody else knows the host.
        assert_eq!(said(&output, &base), "failed", "{excluded}");
        assert_eq!(proxy.received().await, [""; 0], "{excluded}");
    }
    let proxy = Listener::responding(EMPTY).await;
    let variables = vec![("HTTPS_PROXY", proxy.base.clone())];
    let output = called(SELF, std::slice::from_ref(&base), variables).await;
    assert_eq!(said(&output, &base), "failed");
    assert_eq!(proxy.received().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_option_there_is_no_proxy() {
    const SELF: &str = "lean_proxies::without_the_option_there_is_no_proxy";
    let without = |base: &str| {
        let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();
        call!(builder(base).transport(transport))
    };
    if outcomes(without).await.is_some() {
        return;
    }
    let proxy = Listener::responding(EMPTY).await;
    let base = format!("http://{HOST}");
    let variables = vec![("ALL_PROXY", proxy.base.clone())];
    let output = called(SELF, std::slice::from_ref(&base), variables).await;
    assert_eq!(said(&output, &base), "failed");
    assert_eq!(proxy.received().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn this_machine_is_never_called_through_a_proxy() {
    const SELF: &str = "lean_proxies::this_machine_is_never_called_through_a_proxy";
    let with_basic = |base: &str| {
        let base_url = BaseUrl::parse(base).unwrap();
        assert!(!lean().may_use_proxy(&base_url), "{base}");
        call!(builder(base).basic_auth("id", SECRET))
    };
    if outcomes(with_basic).await.is_some() {
        return;
    }
    for variable in ["HTTP_PROXY", "ALL_PROXY"] {
        let (service, proxy) = (
            Listener::responding(EMPTY).await,
            Listener::responding(EMPTY).await,
        );
        let port = service.host().rsplit(':').next().unwrap().to_owned();
        let bases = THIS_MACHINE.map(|(host, _)| at(host, &port));
        let output = called(SELF, &bases, vec![(variable, proxy.base.clone())]).await;
        for (host, expected) in THIS_MACHINE {
            let said = said(&output, &at(host, &port));
            assert!(said == expected || expected == "…", "{host}: {said}");
        }
        assert_eq!(proxy.received().await, [""; 0], "{variable}");
        assert!(service.received().await.len() >= 3, "{variable}");
    }
}

/// Some systems know these as 127.0.0.1, so a proxy gets no request for them.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_only_some_know_is_not_sent_to_a_proxy() {
    const SELF: &str = "lean_proxies::an_address_that_only_some_know_is_not_sent_to_a_proxy";
    if outcomes(plain).await.is_some() {
        return;
    }
    let proxy = Listener::responding(EMPTY).await;
    let bases = ["2130706433", "0x7f.1", "127.1", "0177.0.0.1"].map(|host| at(host, "9"));
    called(SELF, &bases, vec![("HTTP_PROXY", proxy.base.clone())]).await;
    assert_eq!(proxy.received().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_go_to_a_proxy_only_if_that_is_allowed() {
    const SELF: &str = "lean_proxies::credentials_go_to_a_proxy_only_if_that_is_allowed";
    const ALLOWED: &str = "http://allowed.example.invalid";
    let with_basic = |base: &str| {
        let builder = builder(base).basic_auth("id", SECRET);
        if base == ALLOWED {
            call!(builder.allow_plain_http_credentials())
        } else {
            call!(builder)
        }
    };
    if outcomes(with_basic).await.is_some() {
        return;
    }
    let proxy = Listener::responding(EMPTY).await;
    let bases = [format!("http://{HOST}"), ALLOWED.to_owned()];
    let output = called(SELF, &bases, vec![("HTTP_PROXY", proxy.base.clone())]).await;
    assert_eq!(said(&output, &bases[0]), "config error, base_url");
    assert_eq!(said(&output, ALLOWED), "ok");
    let message = proxy.message().await;
    assert!(message.starts_with("GET http://allowed.example.invalid/links/7 "));
    assert!(message.contains("\r\nauthorization: Basic "), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_not_reached_by_http_is_rejected() {
    const SELF: &str = "lean_proxies::a_proxy_that_is_not_reached_by_http_is_rejected";
    let setting_up = |_: &str| {
        let error = HyperTransport::new(Duration::from_secs(5)).unwrap();
        let error = error.env_proxies().unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::Unsupported);
        let text = format!("{error:?} {error}");
        assert!(text.contains("`http`") && !text.contains("ann") && !text.contains("pass"));
        let calling: CallFuture = Box::pin(async { true });
        Ok(calling)
    };
    if outcomes(setting_up).await.is_some() {
        return;
    }
    for (variable, url) in [
        ("HTTPS_PROXY", "socks5://ann:pass@127.0.0.1:9"),
        ("ALL_PROXY", "socks5h://127.0.0.1:9"),
        ("http_proxy", "https://ann:pass@127.0.0.1:9"),
    ] {
        let output = called(SELF, &["-".to_owned()], vec![(variable, url.to_owned())]).await;
        assert_eq!(said(&output, "-"), "ok", "{variable}");
    }
}

/// A proxy that makes tunnels, all of them to one service.
struct Proxy {
    base: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Responds to each `CONNECT` with a status line; the tunnel leads to the port.
    async fn start(status: &'static str, port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://ann:p%40ss@{}", listener.local_addr().unwrap());
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        tokio::spawn(async move {
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                let head = head(&mut client).await;
                seen.lock().unwrap().push(head);
                let response = format!("HTTP/1.1 {status}\r\n\r\n");
                client.write_all(response.as_bytes()).await.unwrap();
                if status.starts_with("200") {
                    let mut service = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                    tokio::spawn(async move {
                        drop(copy_bidirectional(&mut client, &mut service).await);
                    });
                }
            }
        });
        Self { base, heads }
    }
}

async fn head(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

/// A service with TLS, and a file with its certificate. It keeps the request that it receives.
async fn service() -> (u16, tempfile::File, Arc<Mutex<Vec<String>>>) {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([HOST.to_owned()]).unwrap();
    let certificate = certificate.self_signed(&key).unwrap();
    let file = tempfile::File::new(&certificate.pem());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let head = head(&mut stream).await;
            seen.lock().unwrap().push(head);
            stream.write_all(EMPTY).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    (port, file, heads)
}

mod tempfile {
    use std::path::PathBuf;

    /// Removed when dropped.
    pub(super) struct File(pub(super) PathBuf);

    impl File {
        pub(super) fn new(text: &str) -> Self {
            let name = format!("lean-proxies-{}.pem", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::write(&path, text).unwrap();
            Self(path)
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_makes_a_tunnel_for_https() {
    const SELF: &str = "lean_proxies::a_proxy_makes_a_tunnel_for_https";
    let with_basic = |base: &str| {
        println!("\n{:?}", lean());
        call!(builder(base).basic_auth("id", SECRET))
    };
    if outcomes(with_basic).await.is_some() {
        return;
    }
    let base = format!("https://{HOST}");
    let (port, certificate, requests) = service().await;
    for (status, expected) in [
        ("200 Connection established", "ok"),
        ("407 Proxy Authentication Required", "failed"),
        ("502 Bad Gateway", "failed"),
    ] {
        let proxy = Proxy::start(status, port).await;
        let variables = vec![
            ("HTTPS_PROXY", proxy.base.clone()),
            ("SSL_CERT_FILE", certificate.0.to_str().unwrap().to_owned()),
        ];
        let output = called(SELF, std::slice::from_ref(&base), variables).await;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(said(&output, &base), expected, "{status}: {text}");
        let heads = proxy.heads.lock().unwrap().clone();
        let connect = format!(
            "CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\nProxy-Authorization: Basic YW5uOnBAc3M=\r\n\r\n"
        );
        assert_eq!(heads, [connect], "{status}");
        if expected == "failed" {
            assert!(text.contains("no connection: tunnel error"), "{text}");
        }
        for secret in ["ann", "p%40ss", "p@ss", "YW5uOnBAc3M", SECRET] {
            assert!(!text.contains(secret), "{status}: {text}");
        }
    }
    // The service gets the request that it would get without the proxy.
    let requests = requests.lock().unwrap().clone();
    assert_eq!(requests.len(), 1, "{requests:?}");
    assert!(requests[0].starts_with("GET /links/7 HTTP/1.1\r\n"));
    assert!(requests[0].contains("\r\nauthorization: Basic "));
    assert!(!requests[0].contains("proxy-authorization"));
}
