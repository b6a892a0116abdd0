//! Variables of the environment that name no proxy: a transport says so when it is built, and no request goes out directly. curl is the oracle: it sends
//! none directly either. As for the other proxies, each case runs in a child process.

use std::error::Error;
use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use callpoint::transport::{HyperTransport, ReqwestTransport};
use callpoint::{Client, RedirectPolicy, RetryPolicy};
use callpoint_test_support::listener::{EMPTY, Listener};
use futures_util::{StreamExt as _, stream};

use super::proxies::GetLink;

/// Passes the URL of a service on this machine to the child process.
const LOCAL: &str = "UNUSABLE_PROXY_LOCAL";

/// A host that only a proxy knows.
const FAR: &str = "http://api.example.invalid";

const TIME: Duration = Duration::from_secs(5);

type Built = Result<Client, Box<dyn Error>>;

/// The clients of a case, by name.
fn clients(local: &str) -> [(&'static str, Built); 6] {
    let far = || {
        Client::builder(FAR)
            .retry(RetryPolicy::none())
            .timeout(TIME)
    };
    let lean = || {
        Ok(far()
            .transport(HyperTransport::new(TIME)?.env_proxies()?)
            .build()?)
    };
    let from_builder = || {
        let transport = ReqwestTransport::from_builder(reqwest::Client::builder())?;
        Ok(far().transport(transport).build()?)
    };
    let reqwest = || Ok(far().transport(ReqwestTransport::new(TIME)?).build()?);
    let redirected = Client::builder(local).redirects(RedirectPolicy::any_origin());
    [
        ("usual", far().build().map_err(Into::into)),
        ("reqwest", reqwest()),
        ("from_builder", from_builder()),
        ("lean", lean()),
        ("local", Client::builder(local).build().map_err(Into::into)),
        ("redirected", redirected.build().map_err(Into::into)),
    ]
}

/// In the child process: what each client gives.
async fn is_process_of_a_case() -> bool {
    let Ok(local) = std::env::var(LOCAL) else {
        return false;
    };
    for (name, client) in clients(&local) {
        let said = match client {
            Ok(client) => match GetLink::new("7").call(&client).await {
                Ok(()) => "ok".to_owned(),
                Err(_) => "failed".to_owned(),
            },
            Err(error) => format!("error: {}", shown(&*error)),
        };
        println!("\n{name}: {said}");
    }
    true
}

/// An error with its sources.
fn shown(error: &dyn Error) -> String {
    let errors = std::iter::successors(Some(error), |error| (*error).source());
    let texts = errors.map(|error| format!("{error} {error:?}"));
    texts.collect::<Vec<_>>().join(" ").replace('\n', " ")
}

/// What the child process says of each client.
async fn said(case: &'static str, variable: &'static str, value: OsString) -> Vec<String> {
    let service = Listener::responding(EMPTY).await;
    let base = service.base.clone();
    let called = tokio::task::spawn_blocking(move || {
        let mut process = Command::new(std::env::current_exe().unwrap());
        process.args(["--exact", "--nocapture", case]);
        without_proxies(&mut process);
        process.env(variable, value).env(LOCAL, base);
        process.output().unwrap()
    });
    let output = called.await.unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = [
        "usual",
        "reqwest",
        "from_builder",
        "lean",
        "local",
        "redirected",
    ];
    let line = |name| {
        let start = format!("{name}: ");
        let line = text.lines().find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_else(|| panic!("{name}: {text}")).to_owned()
    };
    names.map(line).to_vec()
}

fn without_proxies(process: &mut Command) {
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
        process.env_remove(name).env_remove(name.to_lowercase());
    }
}

/// Nothing of these is in an error; `PROXY` stands for the address of a proxy.
const UNUSABLE: [&str; 31] = [
    ":::bad",
    "ftp://s3cret:s3cret@PROXY",
    "s3cret://PROXY",
    "SOCKS5://PROXY",
    "http://",
    "http:///",
    "http:/PROXY",
    "http:PROXY",
    "//PROXY",
    "/PROXY",
    "http//PROXY",
    "http://:3128",
    "PROXY/s3cret",
    " http://PROXY",
    "http://PROXY ",
    "\"http://PROXY\"",
    "http://s3cret PROXY",
    "http://[::1",
    "http://[s3cret]:1",
    "http://::1:3128",
    "http://127.0.0.1:99999",
    "http://127.0.0.1:0",
    "http://127.0.0.1:s3cret",
    "http://127.0.0.1:+80",
    "http://ann:s3cret@s3cret@PROXY",
    "http://ann:s3 cret@PROXY",
    "http://%ff:s3cret@PROXY",
    "http://ann:s3cret%0a@PROXY",
    "http://ann%00:s3cret@PROXY",
    "http://ann:s3crét@PROXY",
    "http://s3crét.example:1",
];

#[tokio::test(flavor = "multi_thread")]
async fn what_names_no_proxy_is_an_error_that_names_the_variable() {
    const SELF: &str = "unusable_proxies::what_names_no_proxy_is_an_error_that_names_the_variable";
    if is_process_of_a_case().await {
        return;
    }
    let cases = UNUSABLE.map(|value| ("HTTP_PROXY", value));
    let others = [
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
    ];
    let others = others.map(|variable| (variable, "http://ann:s3cret@s3cret@PROXY"));
    let cases = stream::iter(cases.into_iter().chain(others));
    let checked = cases.map(|(variable, value)| check(SELF, variable, value));
    checked.buffer_unordered(4).collect::<()>().await;
}

async fn check(case: &'static str, variable: &'static str, value: &str) {
    let proxy = Listener::responding(EMPTY).await;
    let shown = value.replace("PROXY", proxy.host());
    let said = said(case, variable, shown.into()).await;
    let [usual, reqwest, from_builder, lean, local, redirected] = &said[..] else {
        panic!("{said:?}");
    };
    // Windows takes both spellings for one.
    let variable = if cfg!(windows) {
        variable.to_uppercase()
    } else {
        variable.to_owned()
    };
    for text in [usual, reqwest, from_builder, lean, redirected] {
        let named = format!("the environment variable `{variable}` ");
        assert!(
            text.starts_with("error: ") && text.contains(&named),
            "{value}: {text}"
        );
        let parts = ["s3cr", "cret", proxy.host()];
        let is_shown = parts.iter().any(|part| text.contains(part));
        assert!(!is_shown, "{value}: {text}");
    }
    // This machine is never called through a proxy.
    assert_eq!(local, "ok", "{value}");
    assert_eq!(proxy.received().await, [""; 0], "{value}");
}

/// curl sends nothing directly where it cannot use the proxy.
#[tokio::test(flavor = "multi_thread")]
async fn curl_sends_nothing_directly_either() {
    // curl 7.88 takes one with a control character in its user for no proxy at all.
    let values = UNUSABLE.into_iter().filter(|value| !value.contains("%0"));
    let called = stream::iter(values).map(|value| async move {
        let (service, proxy) = (
            Listener::responding(EMPTY).await,
            Listener::responding(EMPTY).await,
        );
        let url = format!("{}/links/7", service.base);
        let shown = value.replace("PROXY", proxy.host());
        let called = tokio::task::spawn_blocking(move || {
            let mut curl = Command::new("curl");
            without_proxies(&mut curl);
            curl.args(["-sS", "-m", "2", &url]).env("http_proxy", shown);
            curl.output().unwrap()
        });
        called.await.unwrap();
        assert_eq!(service.received().await, [""; 0], "{value}");
    });
    called.buffer_unordered(4).collect::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_a_proxy_is_used() {
    const SELF: &str = "unusable_proxies::what_names_a_proxy_is_used";
    if is_process_of_a_case().await {
        return;
    }
    for value in [
        "http://PROXY",
        "HTTP://PROXY",
        "PROXY",
        "http://PROXY/path?query",
        "http://ann@PROXY",
        "http://@PROXY",
        "http://:pass@PROXY",
        "http://ann:p%40ss%3a@PROXY",
        "http://ann:%zz@PROXY",
    ] {
        let proxy = Listener::responding(EMPTY).await;
        let shown = value.replace("PROXY", proxy.host());
        let said = said(SELF, "HTTP_PROXY", shown.into()).await;
        assert_eq!(said, ["ok"; 6], "{value}");
        assert_eq!(proxy.received().await.len(), 4, "{value}");
    }
}

/// An empty variable is as none, and what is excluded needs no proxy.
#[tokio::test(flavor = "multi_thread")]
async fn what_no_request_would_use_is_no_error() {
    const SELF: &str = "unusable_proxies::what_no_request_would_use_is_no_error";
    if is_process_of_a_case().await {
        return;
    }
    for (variable, value) in [("HTTP_PROXY", ""), ("FTP_PROXY", ":::bad")] {
        let said = said(SELF, variable, value.into()).await;
        let expected = ["failed", "failed", "failed", "failed", "ok", "ok"];
        assert_eq!(said, expected, "{variable}");
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_variable_that_is_not_utf8_is_an_error() {
    use std::os::unix::ffi::OsStringExt as _;

    const SELF: &str = "unusable_proxies::a_variable_that_is_not_utf8_is_an_error";
    if is_process_of_a_case().await {
        return;
    }
    let value = OsString::from_vec(b"http://ann:\xff@127.0.0.1:9".to_vec());
    let said = said(SELF, "ALL_PROXY", value).await;
    assert_eq!(said[4], "ok");
    for text in [&said[..4], &said[5..]].concat() {
        assert!(text.contains("`ALL_PROXY` is not in UTF-8"), "{text}");
    }
}
