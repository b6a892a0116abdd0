use callpoint::auth::Bearer;
use callpoint::{Client, endpoint};

#[endpoint(DELETE, "/api/links/<id>/", auth = Basic, 204 => ())]
struct DeleteLink {
    id: String,
}

async fn run(client: &Client<Bearer>) {
    let _ = DeleteLink::new("7").call(client).await;
}

fn main() {}
