use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[serde(flatten)]
    institution: Institution,
}

struct Institution {
    name: String,
}

fn main() {}
