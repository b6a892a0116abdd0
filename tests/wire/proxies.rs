//! The proxy that the environment names. A process reads its environment once, so each case has a process of its own: its test, run again, which makes one
//! call there.

use std::process::{Command, Output};

use callpoint::{Client, endpoint};

use crate::listener::{EMPTY, Listener};

/// Names the service to the process of a case.
const SERVICE: &str = "PROXY_CASE_SERVICE";

#[endpoint(GET, "/links/<id>", 204 => ())]
struct GetLink {
    id: String,
}

/// A process in which each of `variables` is set, and no other that names a proxy. In it `test` makes one call to `service`.
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

/// Whether this is the process of a case. It has made its call then.
async fn is_process_of_a_case() -> bool {
    let Ok(service) = std::env::var(SERVICE) else {
        return false;
    };
    let client = Client::builder(service).build().unwrap();
    GetLink::new("7").call(&client).await.unwrap();
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variable_of_the_environment_names_the_proxy() {
    const SELF: &str = "proxies::a_variable_of_the_environment_names_the_proxy";
    if is_process_of_a_case().await {
        return;
    }
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = Listener::answering(EMPTY).await;
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
async fn without_one_that_holds_the_service_is_called_itself() {
    const SELF: &str = "proxies::without_one_that_holds_the_service_is_called_itself";
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
        let service = Listener::answering(EMPTY).await;
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
