#[callpoint::endpoint(GET, "/things?kind=<r#type>")]
struct Things {
    r#type: String,
}

fn main() {}
