use callpoint::endpoint;

#[endpoint(GET, "")]
struct GetRoot;

async fn run(client: &callpoint::Client) {
    let _ = GetRoot::new().call(client).await;
}

fn main() {}
