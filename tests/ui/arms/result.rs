#[callpoint::endpoint(GET, "/links/<id>", 200 => Result<Link, Problem>)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Link;

#[derive(serde::Deserialize)]
struct Problem;

fn main() {}
