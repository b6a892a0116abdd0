use callpoint::api;

#[api(timeot = "5s")]
mod links {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/<id>/", 200 => Link { name: String }, 404 => Missing { hint: String })]
    pub struct GetLink {
        pub id: String,
    }
}

async fn run(client: &callpoint::Client) -> String {
    match links::GetLink::new("7").call(client).await {
        Ok(link) => link.name,
        Err(callpoint::Error::Api(error)) => match error.body {
            links::GetLinkError::Missing(missing) => missing.hint,
        },
        Err(error) => error.to_string(),
    }
}

fn main() {}
