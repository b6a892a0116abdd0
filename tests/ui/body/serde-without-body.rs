use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
#[serde(rename_all = "camelCase")]
struct GetLink {
    id: String,
}

fn main() {}
