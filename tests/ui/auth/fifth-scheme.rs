use callpoint::Client;
use callpoint::auth::{ApiKey, Basic};

fn main() {
    let key = || ApiKey::header("x-api-key", "key").unwrap();
    let builder = Client::builder("https://api.example.com").basic_auth("id", "password");
    let builder = builder.and(key()).and(key()).and(key());
    let _ = builder.and(Basic::new("id", "password").unwrap());
}
