use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 | 404 => Option<Link>)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

async fn run(client: &callpoint::Client) {
    if let Ok(Some(link)) = GetLink::new("7").call(client).await {
        println!("{}", link.id);
    }
}

fn main() {}
