use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[body(Raw)]
    link: NewLink,
}

#[derive(serde::Serialize)]
struct NewLink {
    institution: String,
}

fn main() {}
