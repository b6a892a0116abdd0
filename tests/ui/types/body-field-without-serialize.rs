use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    institution: Institution,
}

struct Institution {
    name: String,
}

fn main() {}
