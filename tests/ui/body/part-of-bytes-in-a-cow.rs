use std::borrow::Cow;

use callpoint::endpoint;

#[endpoint(POST, "/files/<name>", body = Multipart, 204 => ())]
struct AddFile<'a> {
    name: &'a str,
    r#type: Cow<'a, [u8]>,
}

fn main() {}
