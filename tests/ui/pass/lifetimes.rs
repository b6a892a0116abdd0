//! A request that borrows.

use std::borrow::Cow;

use callpoint::endpoint;
use serde::Deserialize;

#[endpoint(PUT, "/api/links/<id>/?<tags>", 200 => Link, 400 => Rejected { message: String })]
#[derive(Debug, Clone, Copy)]
struct UpdateLink<'a> {
    id: &'a str,
    tags: &'a [&'a str],
    #[header("X-Request-Mode")]
    mode: Option<&'a str>,
    #[secret]
    password: &'a str,
    names: &'a [String],
}

#[endpoint(POST, "/api/<kind>/")]
#[serde(rename_all = "camelCase")]
struct CreateLink<'a, 'b: 'a> {
    kind: Cow<'b, str>,
    user_name: &'a str,
    #[serde(flatten)]
    more: &'a serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
struct Link {
    id: String,
}

async fn run(client: &callpoint::Client) -> Option<String> {
    let id = String::from("7");
    let more = serde_json::Map::new();
    let _ = CreateLink::new("links", &id, &more).call(client).await;
    let link = UpdateLink::new(&id, &["a", "b"], "new password", &[]).mode("async").call(client).await;
    link.ok().map(|link| link.id)
}

fn main() {
    let _ = run;
}
