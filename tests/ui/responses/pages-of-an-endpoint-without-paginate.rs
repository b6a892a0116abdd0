#[callpoint::endpoint(GET, "/links?<page>", 200 => Vec<u8>)]
struct Links {
    page: Option<u32>,
}

async fn run(client: &callpoint::Client) {
    let _ = client.pages(Links::new());
}

fn main() {}
