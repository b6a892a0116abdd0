#[callpoint::endpoint(POST, "/file")]
struct Replace {
    #[body(Json)]
    file: Option<callpoint::Upload>,
}

fn main() {}
