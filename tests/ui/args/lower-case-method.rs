use callpoint::endpoint;

#[endpoint(put, "/api/links/<id>/")]
struct UpdateLink {
    id: String,
    password: String,
}

async fn run(client: &callpoint::Client) {
    let _ = UpdateLink::new("7", "new password").call(client).await;
}

fn main() {}
