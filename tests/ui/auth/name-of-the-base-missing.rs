use callpoint::auth::{Bearer, Scheme};
use callpoint::{Base, Client};

#[derive(Base)]
struct Uploads;

#[derive(Scheme)]
#[scheme(bearer)]
struct AdminToken;

fn clients(token: Bearer) {
    let _ = Client::builder("https://api.example.com").base("https://uploads.example.com");
    let _ = Client::builder("https://api.example.com").auth(token);
}

fn main() {}
