struct GetLink {
    id: String,
}

async fn run(client: &callpoint::Client) {
    let request = GetLink { id: "7".to_owned() };
    let _ = client.call(&request).await;
}

fn main() {}
