use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/")]
struct DeleteLink {
    id: String,
    reason: Option<String>,
}

async fn run(client: &callpoint::Client) {
    let _ = DeleteLink::new("7").reason("obsolete").call(client).await;
}

fn main() {}
