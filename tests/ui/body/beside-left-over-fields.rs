use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[body]
    link: NewLink,
    mode: String,
    owner: String,
}

#[derive(serde::Serialize)]
struct NewLink {
    institution: String,
}

fn main() {}
