use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => Link { id: String }, 4004 => ())]
struct GetLink {
    id: String,
}

fn show(link: &Link) {
    println!("{}", link.id);
}

async fn run(client: &callpoint::Client) {
    if let Ok(link) = GetLink::new("7").call(client).await {
        show(&link);
    }
}

fn main() {}
