use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", 2004 => ())]
struct DeleteLink {
    id: String,
}

async fn run(client: &callpoint::Client) {
    DeleteLink::new("7").call(client).await.unwrap()
}

fn main() {}
