use callpoint::endpoint;

#[endpoint(POST, "/api/links/", 200 => Done(()), 201 => Created(Link))]
struct CreateLink {
    institution: String,
}

#[derive(Debug)]
struct Link {
    id: String,
}

fn main() {}
