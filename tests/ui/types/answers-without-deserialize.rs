use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => Vec<Link>)]
struct ListLinks;

struct Link {
    id: String,
}

fn main() {}
