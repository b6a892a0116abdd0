use callpoint::endpoint;

#[endpoint(POST, "/api/links/", 200 => Link, 202 => ())]
struct CreateLink {
    institution: String,
}

#[derive(serde::Deserialize)]
struct Link {
    id: String,
}

fn main() {}
