use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", timeout = "5 seconds",
    200 => Link { id: String },
    404 => Missing { hint: String },
)]
struct GetLink {
    id: String,
}

async fn run(client: &callpoint::Client) -> String {
    match GetLink::new("7").call(client).await {
        Ok(link) => link.id,
        Err(callpoint::Error::Api(error)) => error.body.as_missing().map(|missing| missing.hint.clone()).unwrap_or_default(),
        Err(error) => error.to_string(),
    }
}

fn main() {}
