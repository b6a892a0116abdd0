#[callpoint::endpoint(GET, "/things/<r#type>")]
struct Things {
    r#type: String,
}

fn main() {}
