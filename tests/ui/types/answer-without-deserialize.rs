use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Link)]
struct GetLink {
    id: String,
}

struct Link {
    id: String,
}

async fn run(client: &callpoint::Client) {
    let link = GetLink::new("7").call(client).await.unwrap();
    println!("{}", link.id);
}

fn main() {}
