use callpoint::endpoint;

#[endpoint(GET, "/api/links/<key>/", 200 | 404 => Link, 204 => Link)]
struct GetLink {
    #[header]
    mode: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

async fn run(client: &callpoint::Client) {
    let link = GetLink::new("async").call(client).await.unwrap();
    println!("{}", link.id);
}

fn main() {}
