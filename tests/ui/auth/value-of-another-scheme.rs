use callpoint::Client;
use callpoint::auth::{Bearer, Key, Scheme};

#[derive(Scheme)]
#[scheme(header = "X-Api-Key")]
struct ProjectKey;

#[derive(Scheme)]
#[scheme(bearer)]
struct AdminToken;

fn builders(token: Bearer, key: Key) {
    drop(Client::builder("https://api.example.com").auth::<ProjectKey>(token));
    drop(Client::builder("https://api.example.com").auth::<AdminToken>(key));
}

fn main() {}
