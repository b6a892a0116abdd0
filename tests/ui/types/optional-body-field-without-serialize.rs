use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    institution: Option<Institution>,
}

struct Institution {
    name: String,
}

fn main() {}
