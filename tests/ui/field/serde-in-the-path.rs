use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    #[serde(rename = "link_id")]
    id: String,
}

fn main() {}
