use callpoint::endpoint;

#[endpoint(GET, "/api/items/{id}/", 200 => Vec<T>, 202 => Later(()), 404 => Missing(T))]
struct GetItem<'a, T: serde::de::DeserializeOwned> {
    id: &'a str,
    #[query]
    kind: Option<T>,
}

async fn run(client: &callpoint::Client) {
    match GetItem::<String>::new("7").call(client).await {
        Ok(GetItemOutput::Ok(items)) => println!("{}", items.len()),
        Ok(GetItemOutput::Later(())) => println!("later"),
        Err(error) => println!("{}", error.is_timeout()),
    }
}

fn main() {}
