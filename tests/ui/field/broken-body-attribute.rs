use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[body(Form, Json)]
    link: String,
}

fn main() {}
