use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[serde(skip_serializing_if = "is_emty")]
    accounts: Vec<String>,
}

fn main() {}
