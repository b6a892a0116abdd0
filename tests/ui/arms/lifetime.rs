use std::borrow::Cow;

#[derive(Debug, serde::Deserialize)]
struct Row<'a> {
    name: Cow<'a, str>,
}

#[callpoint::endpoint(GET, "/rows", 200 => Vec<Row<'a>>)]
struct Rows;

fn main() {}
