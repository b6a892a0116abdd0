//! A base is a type with `#[derive(Base)]`, which the client's builder is given a URL for.

use callpoint::{Base, Client, endpoint};

struct Uploads;

#[endpoint(PUT, "/a", base = Uploads, auth = Bearer, 204 => ())]
struct Put;

#[derive(Base)]
struct Files;

#[endpoint(PUT, "/a/<id>", base = Flies, 204 => ())]
struct Misspelt<T> {
    id: T,
}

#[endpoint(PUT, "/a", base = Files, auth = String, 204 => ())]
struct WithoutScheme;

fn main() {
    let _ = Client::builder("https://api.example.com").base::<String>("https://uploads.example.com");
    let _ = Client::builder("https://api.example.com").base::<Files>(8080);
}
