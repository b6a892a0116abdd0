use callpoint::endpoint;

#[endpoint(PATCH, "/api/links/<id>/")]
struct PatchLink {
    id: String,
    nickname: Option<Option<String>>,
}

fn main() {}
