use callpoint::endpoint;

#[endpoint(GET, "/api/links/{{ link_id }}.json")]
struct GetLink {
    link_id: String,
}

fn main() {}
