//! Invalid settings: `build` names the setting and the reason, and never repeats the value.

use std::error::Error as _;
use std::time::Duration;

use callpoint::auth::{ApiKey, OAuth2};
use callpoint::transport::{
    HyperTransport, ReqwestTransport, Sending, TowerTransport, Transport, TransportService,
};
use callpoint::{Body, Client, ClientBuilder, ConfigError, Error, TransportErrorKind, endpoint};
use callpoint_testing::RecordTransport;
use tower::ServiceExt as _;

#[endpoint(GET, "/nothing", 204 => ())]
struct Nothing;

const BASE: &str = "https://api.example.com";

/// The setting, and the texts of an error and its source.
fn texts(error: &ConfigError) -> (&'static str, String) {
    assert!(
        error
            .to_string()
            .starts_with(&format!("{}: ", error.setting())),
        "{error}"
    );
    let source = error.source().map(|source| format!(": {source}"));
    let text = format!("{error}{}", source.unwrap_or_default());
    assert_eq!(format!("{error:?}"), format!("ConfigError({text})"));
    (error.setting(), text)
}

fn config_error<A>(builder: ClientBuilder<A>) -> (&'static str, String) {
    texts(&builder.build().expect_err("a client was built"))
}

#[test]
fn base_urls() {
    let cases = [
        ("", "it must be absolute, like `https://api.example.com`"),
        ("/v1", "it must be absolute, like `https://api.example.com`"),
        (
            "api.example.com",
            "it must be absolute, like `https://api.example.com`",
        ),
        (
            "//api.example.com",
            "it must be absolute, like `https://api.example.com`",
        ),
        (
            "ftp://api.example.com",
            "its scheme must be `http` or `https`",
        ),
        ("://api.example.com", "its scheme must be `http` or `https`"),
        ("https://", "its host is not valid"),
        ("https:///v1", "its host is not valid"),
        ("https://:443", "its host is not valid"),
        (
            "https://api.example.com:",
            "its port must be a number from 1 to 65535",
        ),
        (
            "https://api.example.com:99999",
            "its port must be a number from 1 to 65535",
        ),
        ("https://api example.com", "its host is not valid"),
        (
            "https://api.example.com/a b",
            "its path has a character that must be percent-encoded",
        ),
        (
            "https://api.example.com/é",
            "its path has a character that must be percent-encoded",
        ),
        (
            "https://api.example.com/v1\n",
            "its path has a character that must be percent-encoded",
        ),
        (
            "https://api.example.com/v1?a=b",
            "it must have no query; a fixed query pair belongs in the template",
        ),
        ("https://api.example.com/v1#a", "it must have no fragment"),
        (
            "https://api.example.com//v1",
            "its path has an empty segment (`//`)",
        ),
        (
            "https://api.example.com/v1//",
            "its path has an empty segment (`//`)",
        ),
        (
            "https://api.example.com/v1/..",
            "its path has a `.` or `..` segment",
        ),
        (
            "https://api.example.com/%2E/v1",
            "its path has a `.` or `..` segment",
        ),
        ("https://api.example.com\\v1", "it has a backslash"),
        (
            "https://user:password@api.example.com",
            "it must have no user information; give credentials to the client's builder",
        ),
    ];
    for (base, problem) in cases {
        let expected = (
            "base_url",
            format!("base_url: is not a valid base URL: {problem}"),
        );
        assert_eq!(config_error(Client::builder(base)), expected, "{base:?}");
    }
}

#[test]
fn credentials() {
    let client = || Client::builder(BASE);
    let token = "bearer_token: the token has a character that is not valid in a token";
    for value in ["two words", "a\nb", "\ta", "é", "a\0"] {
        assert_eq!(
            config_error(client().bearer_token(value)),
            ("bearer_token", token.to_owned())
        );
    }
    let control = "the key has a control character";
    let basic = "the user id or the password has a control character";
    let cases = [
        (
            config_error(client().bearer_token("")),
            "bearer_token",
            "the token is empty",
        ),
        (
            config_error(client().bearer_token("\r\n")),
            "bearer_token",
            "the token is empty",
        ),
        (
            config_error(client().basic_auth("a:b", "pw")),
            "basic_auth",
            "the user id has a colon, which ends it",
        ),
        (
            config_error(client().basic_auth("a\n", "pw")),
            "basic_auth",
            basic,
        ),
        (
            config_error(client().basic_auth("a", "p\nw")),
            "basic_auth",
            basic,
        ),
        (
            config_error(client().api_key_header("x y", "k")),
            "api_key_header",
            "the name is not a header name",
        ),
        (
            config_error(client().api_key_header("", "k")),
            "api_key_header",
            "the name is not a header name",
        ),
        (
            config_error(client().api_key_header("x", "")),
            "api_key_header",
            "the key is empty",
        ),
        (
            config_error(client().api_key_header("x", "a\nb")),
            "api_key_header",
            control,
        ),
        (
            config_error(client().api_key_header("x", "é")),
            "api_key_header",
            "the key has a character that is not valid in a header",
        ),
        (
            config_error(client().api_key_query("", "k")),
            "api_key_query",
            "the name is empty",
        ),
        (
            config_error(client().api_key_query("x", "\n")),
            "api_key_query",
            "the key is empty",
        ),
        (
            config_error(client().api_key_query("x", "a\nb")),
            "api_key_query",
            control,
        ),
    ];
    for (error, setting, problem) in cases {
        assert_eq!(error, (setting, format!("{setting}: {problem}")));
    }
}

#[test]
fn headers_and_limits() {
    let client = || Client::builder(BASE);
    let zero = Duration::ZERO;
    let name = "the name is not a header name";
    let value = "the value has a character that is not valid in a header";
    let framing = "the header is set by the transport";
    let short = "must be longer than zero";
    let cases = [
        (client().default_header("x y", "a"), "default_header", name),
        (client().default_header("", "a"), "default_header", name),
        (
            client().default_header("x", "a\r\nb: c"),
            "default_header",
            value,
        ),
        (client().default_header("x", " a"), "default_header", value),
        (client().default_header("x", "é"), "default_header", value),
        (
            client().default_header("host", "a"),
            "default_header",
            framing,
        ),
        (
            client().default_header("Content-Length", "1"),
            "default_header",
            framing,
        ),
        (
            client().default_header("transfer-encoding", "chunked"),
            "default_header",
            framing,
        ),
        (client().user_agent("a\nb"), "user_agent", value),
        (client().connect_timeout(zero), "connect_timeout", short),
        (client().attempt_timeout(zero), "attempt_timeout", short),
        (client().timeout(zero), "timeout", short),
        (client().idle_timeout(zero), "idle_timeout", short),
        (
            client().max_in_flight(0),
            "max_in_flight",
            "must be at least one",
        ),
    ];
    for (builder, setting, problem) in cases {
        assert_eq!(
            config_error(builder),
            (setting, format!("{setting}: {problem}"))
        );
    }
}

#[test]
fn the_first_mistake_is_named() {
    let builder = Client::builder(BASE)
        .timeout(Duration::ZERO)
        .default_header("x y", "a")
        .bearer_token("two words");
    assert_eq!(config_error(builder).0, "timeout");
    let builder = Client::builder("nowhere").bearer_token("two words");
    assert_eq!(config_error(builder).0, "base_url");
    // A later valid value does not clear the error.
    let builder = Client::builder(BASE).timeout(Duration::ZERO);
    assert_eq!(
        config_error(builder.timeout(Duration::from_secs(1))).0,
        "timeout"
    );
}

#[test]
fn several_schemes_over_plain_http() {
    let builder = || {
        let builder = Client::builder("http://api.example.com").bearer_token("t");
        builder.and(ApiKey::header("x", "k").unwrap())
    };
    assert_eq!(config_error(builder()).0, "base_url");
    assert!(builder().allow_plain_http_credentials().build().is_ok());
}

/// A transport that sends nothing and reports whether it supports TLS.
struct Carrier(bool);

impl Transport for Carrier {
    fn send(&self, _: http::Request<Body>) -> Sending<'_> {
        panic!("nothing is sent")
    }

    fn supports_https(&self) -> bool {
        self.0
    }
}

fn boxed(transport: impl Transport) -> Box<dyn Transport> {
    Box::new(transport)
}

/// Whatever wraps a transport says what it supports.
#[tokio::test]
async fn https_without_tls_below_other_transports() {
    let file = std::env::temp_dir().join(format!("callpoint-config-{}.har", std::process::id()));
    let recorded = |transport| RecordTransport::new(transport, &file).unwrap();
    let tower = |transport| TowerTransport::new(TransportService::new(transport));
    for has_tls in [false, true] {
        let carrier = || Carrier(has_tls);
        let cases = [
            boxed(recorded(boxed(carrier()))),
            boxed(boxed(carrier())),
            boxed(tower(boxed(carrier()))),
            boxed(recorded(boxed(tower(boxed(carrier()))))),
            boxed(tower(boxed(recorded(boxed(carrier()))))),
        ];
        for (number, transport) in cases.into_iter().enumerate() {
            let built = Client::builder("https://api.example.com")
                .transport(transport)
                .build();
            assert_eq!(built.is_ok(), has_tls, "{number}");
        }
        let tokens = OAuth2::client_credentials("https://login.example.com", "id", "secret");
        let tokens = tokens.transport(recorded(boxed(carrier()))).build();
        assert_eq!(tokens.is_ok(), has_tls);
    }
    drop(std::fs::remove_file(&file));
    // A layer hides what is below it: the call fails at once, and is not retried.
    let service = TransportService::new(Carrier(false)).map_request(|request| request);
    let client = Client::builder("https://api.example.com").transport(TowerTransport::new(service));
    let Err(Error::Transport(error)) = Nothing.call(&client.build().unwrap()).await else {
        panic!("no transport error")
    };
    assert_eq!(
        (error.kind(), error.attempts()),
        (TransportErrorKind::Tls, 1)
    );
    assert!(!error.maybe_sent());
}

/// The rest is handed on as well.
#[test]
fn what_a_transport_says_below_tower() {
    struct Says;

    impl Transport for Says {
        fn send(&self, _: http::Request<Body>) -> Sending<'_> {
            panic!("nothing is sent")
        }

        fn reads_extensions(&self) -> bool {
            false
        }

        fn may_use_proxy(&self, _: &callpoint::BaseUrl) -> bool {
            true
        }
    }

    let tower = TowerTransport::new(TransportService::new(Says));
    let base = "http://localhost".parse().unwrap();
    assert!(!tower.reads_extensions() && tower.may_use_proxy(&base) && tower.supports_https());
    let built = Client::builder("http://localhost")
        .bearer_token("t")
        .transport(tower)
        .build();
    assert_eq!(built.unwrap_err().setting(), "transport");
}

#[test]
fn https_without_tls() {
    let second = Duration::from_secs(1);
    let cases: [(&str, Box<dyn Transport>, bool); 6] = [
        ("https://api.example.com", Box::new(Carrier(false)), false),
        ("HTTPS://api.example.com", Box::new(Carrier(false)), false),
        ("http://api.example.com", Box::new(Carrier(false)), true),
        ("https://api.example.com", Box::new(Carrier(true)), true),
        (
            "https://api.example.com",
            Box::new(HyperTransport::new(second).unwrap()),
            true,
        ),
        (
            "https://api.example.com",
            Box::new(ReqwestTransport::new(second).unwrap()),
            true,
        ),
    ];
    for (base, transport, is_built) in cases {
        let builder = Client::builder(base).transport(transport);
        if is_built {
            assert!(builder.build().is_ok(), "{base}");
            continue;
        }
        let (setting, text) = config_error(builder);
        assert_eq!(setting, "transport");
        assert!(
            text.contains("`hyper-rustls`") && text.contains("`rustls`"),
            "{text}"
        );
    }
}

#[test]
fn token_endpoints() {
    let tokens = |url: &str| OAuth2::client_credentials(url, "id", "canary");
    let open = "secrets would be sent over plain http, where the network can read them; use https, or call `allow_plain_http()`";
    let unusable = |problem: &str| format!("is not a valid URL: {problem}");
    let host = unusable("its host is not valid");
    let cases = [
        (
            "/oauth/token",
            unusable("it must be absolute, like `https://api.example.com`"),
        ),
        (
            "login.example.com",
            unusable("it must be absolute, like `https://api.example.com`"),
        ),
        (
            "ftp://login.example.com/token",
            unusable("its scheme must be `http` or `https`"),
        ),
        ("https://:443/token", host.clone()),
        ("https://", host),
        (
            "https://user:canary@login.example.com/token",
            unusable("it must have no user information; give credentials to the client's builder"),
        ),
        (
            "https://login.example.com/token#canary",
            "it must have no fragment".to_owned(),
        ),
        (
            "https://login.example.com/a b",
            "it has a character that must be percent-encoded".to_owned(),
        ),
        ("http://login.example.com/token", open.to_owned()),
        ("http://10.0.0.1/token", open.to_owned()),
        ("http://localhost.example.com/token", open.to_owned()),
    ];
    for (url, problem) in cases {
        let (setting, text) = texts(&tokens(url).build().unwrap_err());
        assert_eq!(
            (setting, text),
            ("token_url", format!("token_url: {problem}")),
            "{url}"
        );
    }
    let fine = [
        tokens("https://login.example.com"),
        tokens("https://login.example.com/oauth/token/?tenant=a"),
        tokens("http://localhost:8080/token"),
        tokens("http://127.0.0.1/token"),
        tokens("http://[::1]:80/token"),
        tokens("http://login.example.com/token").allow_plain_http(),
    ];
    for tokens in fine {
        assert!(tokens.build().is_ok());
    }
    for (setting, id, secret) in [("client_id", "a\nb", "s"), ("client_secret", "a", "s\0t")] {
        let builder = || OAuth2::client_credentials("https://login.example.com", id, secret);
        for builder in [builder(), builder().credentials_in_body()] {
            let (named, text) = texts(&builder.build().unwrap_err());
            assert_eq!(named, setting);
            assert_eq!(text, format!("{setting}: it has a control character"));
        }
    }
    let without_tls = tokens("https://login.example.com/token").transport(Carrier(false));
    assert_eq!(without_tls.build().unwrap_err().setting(), "transport");
}
