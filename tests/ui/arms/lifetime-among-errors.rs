#[callpoint::endpoint(GET, "/rows/<id>", 200 => (), 404 => std::borrow::Cow<'b, str> as Text)]
struct GetRow<'a> {
    id: &'a str,
}

fn main() {}
