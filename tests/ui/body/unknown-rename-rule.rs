use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
#[serde(rename_all = "camel-case")]
struct CreateLink {
    institution_id: String,
}

fn main() {}
