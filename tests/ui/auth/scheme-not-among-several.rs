use callpoint::auth::{ApiKey, Basic};
use callpoint::{Client, endpoint};

#[endpoint(DELETE, "/api/links/<id>/", auth = Bearer, 204 => ())]
struct DeleteLink {
    id: String,
}

async fn run(client: &Client<(Basic, ApiKey)>) {
    let _ = DeleteLink::new("7").call(client).await;
}

fn main() {}
