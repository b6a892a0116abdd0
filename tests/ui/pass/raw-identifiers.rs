//! Keywords as names: of the struct, of fields in every place, of fields of answers.

#![allow(non_camel_case_types)]

use callpoint::endpoint;

#[endpoint(POST, "/api/<type>/?<match>", 200 => Made { r#type: String, r#in: Option<u8> }, 404 => ())]
#[derive(Debug)]
struct r#Create {
    r#type: String,
    r#match: Option<String>,
    #[header("X-For")]
    r#for: Option<String>,
    #[secret]
    r#fn: String,
    r#struct: Option<String>,
}

#[endpoint(GET, "/api/", 400 => String as Text)]
struct r#use;

async fn run(client: &callpoint::Client) -> Option<String> {
    let request = r#Create::new("links", "fn").r#match("a").r#for("b").r#struct("c");
    let _ = r#use::new().call(client).await;
    request.call(client).await.ok().map(|made| made.r#type)
}

fn main() {
    let _ = run;
}
