use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    institution: String,
    #[serde(rename = "institution")]
    institution_id: String,
}

fn main() {}
