use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", auth = String, 204 => ())]
struct DeleteLink {
    id: String,
}

async fn run(client: &callpoint::Client) {
    let _ = DeleteLink::new("7").call(client).await;
}

fn main() {}
