//! What a new user writes first.
#![allow(unused_imports)]
use callpoint::auth::{ApiKey, Basic, Bearer, Key, Scheme};
use callpoint::{Base, Client, endpoint};

#[endpoint(GET, "/a", auth = Basic || ApiKey, 204 => ())]
struct TwoBars;
#[endpoint(GET, "/b", auth = Basic & ApiKey, 204 => ())]
struct Ampersand;
#[endpoint(GET, "/c", auth = Basic or ApiKey, 204 => ())]
struct Word;
#[endpoint(GET, "/d", auth = [Basic, ApiKey], 204 => ())]
struct List;
#[endpoint(GET, "/e", auth = none | Bearer, 204 => ())]
struct NoneFirst;
#[endpoint(GET, "/f", auth = Bearer?, 204 => ())]
struct QuestionMark;
#[endpoint(GET, "/g", auth = optional(Bearer), 204 => ())]
struct Optional;
#[endpoint(GET, "/h", base = "https://up.example.com", 204 => ())]
struct BaseUrl;
#[endpoint(GET, "/i", header = ("X-Version", "2"), 204 => ())]
struct Tuple;

#[derive(Scheme)]
struct NoKind;
#[derive(Scheme)]
#[scheme(Bearer)]
struct Type;
#[derive(Scheme)]
#[scheme(header("X-Key"))]
struct Call;
#[derive(Base)]
struct Uploads {
    url: String,
}

#[derive(Scheme)]
#[scheme(bearer)]
struct Admin;
#[endpoint(GET, "/j", auth = Basic | Bearer, 204 => ())]
struct Either;

fn main() {
    let builder = Client::builder("https://api.example.com");
    let client = builder.build().unwrap();
    let _ = Either.call(&client);
    let _ = Client::builder("https://api.example.com").auth::<Admin>(Key::new("key").unwrap());
}
