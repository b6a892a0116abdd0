use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
struct CreateLink {
    #[serde(renam = "institutionId")]
    institution: String,
}

fn main() {}
