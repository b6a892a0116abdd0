use callpoint::endpoint;

#[endpoint(POST, "/api/links/<id>/")]
struct CreateLink {
    id: LinkId,
    institution: Institution,
}

fn main() {}
