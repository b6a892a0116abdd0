use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[body("form")]
    link: NewLink,
}

#[derive(serde::Serialize)]
struct NewLink {
    institution: String,
}

fn main() {}
