//! Responses that would fill memory, or show what is secret.

use std::sync::{Arc, Mutex};

use callpoint::drift::{Drift, DriftSink};
use callpoint::endpoint;

#[endpoint(GET, "/link", 200 => Link { id: u64 })]
struct GetLink;

fn sink() -> (Arc<DriftSink>, Arc<Mutex<Vec<Drift>>>) {
    let found = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&found);
    let sink = DriftSink::new(move |drift: &Drift| kept.lock().unwrap().push(drift.clone()));
    (Arc::new(sink), found)
}

#[test]
fn a_server_that_invents_names_is_not_written_down() {
    let (sink, found) = sink();
    for response in 0..100 {
        let names: Vec<String> = (0..1_000)
            .map(|field| format!(r#""{response}-{field}-{}": 1"#, "x".repeat(1_000)))
            .collect();
        let body = format!(r#"{{"id": 1, {}}}"#, names.join(","));
        sink.check::<GetLink>(http::Response::new(body.into()));
    }
    let found = found.lock().unwrap();
    assert_eq!(found.len(), 1_000);
    assert!(found.iter().all(|drift| drift.pointer.len() < 200));
}

#[test]
fn deep_bodies_are_decoded_as_without_a_sink() {
    let (sink, found) = sink();
    let body = format!(
        r#"{{"id": 1, "deep": {}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    sink.check::<GetLink>(http::Response::new(body.into()));
    let found: Vec<_> = found
        .lock()
        .unwrap()
        .iter()
        .map(|it| it.pointer.clone())
        .collect();
    assert_eq!(found, ["/deep"]);
}

#[test]
fn no_value_is_shown() {
    const CANARY: &str = "canary-4929123456781234";
    let (sink, found) = sink();
    for body in [
        format!(r#"{{"id": "{CANARY}"}}"#),
        format!(r#"{{"id": 1, "x": "{CANARY}"}}"#),
        format!(r#"{{"id": 1, "x": {{"{CANARY}": 1}}}}"#),
        format!(r#""{CANARY}""#),
        CANARY.to_owned(),
    ] {
        let response = http::Response::builder().header("content-type", CANARY);
        sink.check::<GetLink>(response.body(body.into()).unwrap());
    }
    let found = format!("{:?}", found.lock().unwrap());
    assert!(found.contains("/x"), "{found}");
    assert!(!found.contains(CANARY), "{found}");
}
