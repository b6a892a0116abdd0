use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    id: LinkId,
}

struct LinkId(u64);

async fn run(client: &callpoint::Client) {
    let _ = GetLink::new(LinkId(7)).call(client).await;
}

fn main() {}
