#[callpoint::endpoint(GET, "/things/<r#in..>")]
struct Things {
    r#in: Vec<String>,
}

fn main() {}
