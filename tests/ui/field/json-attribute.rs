use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[json]
    institution: String,
}

fn main() {}
