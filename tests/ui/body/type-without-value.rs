use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Edit {
    #[body(Json, type)]
    change: String,
}

fn main() {}
