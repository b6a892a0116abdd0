use callpoint::{Client, endpoint};

#[endpoint(DELETE, "/api/links/<id>/", auth = Basic, 204 => ())]
struct DeleteLink {
    id: String,
}

async fn run() {
    let client = Client::builder("https://sandbox.belvo.com").build().unwrap();
    let _ = client.call(&DeleteLink::new("7")).await;
}

fn main() {}
