use callpoint::endpoint;

#[endpoint(POST, "/api/links/")]
#[derive(serde::Serialize)]
struct CreateLink {
    #[cfg_attr(all(), serde(rename = "Institution"))]
    institution: String,
}

fn main() {}
