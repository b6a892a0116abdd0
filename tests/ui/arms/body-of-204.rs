use callpoint::endpoint;

#[endpoint(DELETE, "/api/links/<id>/", 204 => Link)]
struct DeleteLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

async fn run(client: &callpoint::Client) {
    let link = DeleteLink::new("7").call(client).await.unwrap();
    println!("{}", link.id);
}

fn main() {}
