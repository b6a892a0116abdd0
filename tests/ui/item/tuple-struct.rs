use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink(String);

fn describe(GetLink(id): &GetLink) -> &str {
    id
}

fn main() {}
