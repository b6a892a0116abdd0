//! What is not compiled leaves nothing behind: a field in every place, and whole endpoints.

use callpoint::endpoint;

#[endpoint(POST, "/api/links/?<page>", 200 => Made { id: String }, 404 => ())]
#[derive(Debug, Clone)]
struct CreateLink {
    #[cfg(not(all()))]
    page: Unknown,
    #[cfg(all())]
    institution: String,
    #[cfg(not(all()))]
    institution: Unknown,
    #[cfg(not(all()))]
    #[header("X-Mode")]
    mode: Unknown,
    #[cfg(not(all()))]
    #[secret]
    password: Option<Unknown>,
    #[cfg(all())]
    note: Option<String>,
}

#[endpoint(POST, "/api/accounts/")]
#[serde(rename_all = "camelCase")]
struct CreateAccount {
    #[cfg(not(all()))]
    #[serde(flatten)]
    more: Unknown,
    #[serde(flatten)]
    fields: std::collections::BTreeMap<String, String>,
}

#[cfg(not(all()))]
#[endpoint(GET, "/api/links/", 200 => Unknown, 201 => Other { id: Unknown }, 404 => Unknown)]
struct ListLinks {
    #[query]
    page: Unknown,
}

#[endpoint(GET, "/api/links/", 200 => Unknown, 201 => Other { id: Unknown }, 404 => Unknown)]
#[cfg(not(all()))]
struct ListLinks {
    #[query]
    page: Unknown,
    #[secret]
    #[query]
    key: Unknown,
}

/// One name, several conditions: the field whose condition holds is sent.
#[endpoint(GET, "/api/<kind>/<rest..>?<page>")]
struct Alternatives {
    #[cfg(not(all()))]
    kind: Unknown,
    #[cfg(all())]
    kind: &'static str,
    #[cfg(any())]
    rest: Unknown,
    #[cfg(all())]
    #[cfg(not(any()))]
    rest: Vec<u8>,
    #[cfg(not(all()))]
    page: Unknown,
    #[cfg(all())]
    page: u32,
    #[cfg(not(all()))]
    #[header("X-Mode")]
    mode: Unknown,
    #[cfg(all())]
    #[header("X-Mode")]
    new_mode: u8,
}

#[callpoint::api(timeout = "5s")]
mod api {
    #[callpoint::endpoint(GET, "/api/links/")]
    #[cfg(not(all()))]
    pub struct ListLinks;

    #[callpoint::endpoint(GET, "/api/version")]
    pub struct Version;
}

async fn run(client: &callpoint::Client) -> Option<String> {
    let request = CreateLink::new("bank").note("mine");
    let _ = CreateAccount::new(Default::default()).call(client).await;
    request.call(client).await.ok().map(|made| made.id)
}

fn main() {
    let _ = run;
    assert_eq!(api::ENDPOINTS.len(), 1);
    let base = callpoint::BaseUrl::parse("https://api.example.com").unwrap();
    let request = Alternatives::new("links", vec![1, 2], 3, 4);
    let request = callpoint::Endpoint::to_http(&request, &base).unwrap();
    assert_eq!(request.uri(), "https://api.example.com/api/links/1/2?page=3");
    assert_eq!(request.headers()["x-mode"], "4");
}
