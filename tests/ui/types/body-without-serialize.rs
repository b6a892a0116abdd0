use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[body]
    link: NewLink,
}

struct NewLink {
    institution: String,
}

fn main() {}
