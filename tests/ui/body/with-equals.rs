use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[body = Form]
    link: NewLink,
}

#[derive(serde::Serialize)]
struct NewLink {
    institution: String,
}

fn main() {}
