use callpoint::endpoint;

#[endpoint(PUT, "/api/links/<key>/", 200 => Link)]
struct UpdateLink {
    id: String,
    url: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

async fn run(client: &callpoint::Client) {
    let link = UpdateLink::new("7", "/").call(client).await.unwrap();
    println!("{}", link.id);
}

fn main() {}
