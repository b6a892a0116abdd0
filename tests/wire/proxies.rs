//! The proxy that the environment names. A process reads its environment once, so each case has a process of its own: this test, run again.

use std::process::{Command, Output};

use callpoint::{Client, endpoint};

use crate::listener::{EMPTY, Listener};

/// Names the service to the process of a case.
const SERVICE: &str = "PROXY_CASE_SERVICE";

#[endpoint(GET, "/links/<id>", 204 => ())]
struct GetLink {
    id: String,
}

/// A process in which each of `variables` is set, and no other that names a proxy. It makes one call to `service`.
fn calling(service: &str, variables: &[(&str, &str)]) -> Output {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args([
        "--exact",
        "--ignored",
        "--nocapture",
        "proxies::one_call_in_a_process",
    ]);
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
        process.env_remove(name);
        process.env_remove(name.to_lowercase());
    }
    process.envs(variables.iter().copied());
    process.env(SERVICE, service).output().unwrap()
}

#[test]
#[ignore = "the other tests run it, each in a process with an environment of its own"]
fn one_call_in_a_process() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client = Client::builder(std::env::var(SERVICE).unwrap())
            .build()
            .unwrap();
        GetLink::new("7").call(&client).await.unwrap();
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variable_of_the_environment_names_the_proxy() {
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = Listener::answering(EMPTY).await;
        let base = proxy.base.clone();
        let called = tokio::task::spawn_blocking(move || {
            calling("http://api.example.invalid", &[(variable, &base)])
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
    const ELSEWHERE: &str = "http://127.0.0.1:9";
    const CASES: [&[(&str, &str)]; 3] = [
        &[],
        &[("HTTPS_PROXY", ELSEWHERE)],
        &[("HTTP_PROXY", ELSEWHERE), ("NO_PROXY", "127.0.0.1")],
    ];
    for variables in CASES {
        let service = Listener::answering(EMPTY).await;
        let base = service.base.clone();
        let called = tokio::task::spawn_blocking(move || calling(&base, variables));
        let output = called.await.unwrap();
        assert!(output.status.success(), "{variables:?}: {output:?}");
        let message = service.message().await;
        assert!(
            message.starts_with("GET /links/7 HTTP/1.1\r\n"),
            "{variables:?}: {message}"
        );
    }
}
