use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[body]
    link: NewLink,
    #[body]
    account: NewLink,
}

#[derive(serde::Serialize)]
struct NewLink {
    institution: String,
}

fn main() {}
