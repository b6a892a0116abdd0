use callpoint::endpoint;

#[endpoint(GET, "/api/links/{id}/")]
struct GetLink {
    id: String,
}

async fn run(client: &callpoint::Client) {
    let _ = GetLink::new("7").call(client).await;
}

fn main() {}
