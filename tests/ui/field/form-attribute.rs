use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[form]
    institution: String,
}

fn main() {}
