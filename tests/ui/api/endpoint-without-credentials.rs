use callpoint::api;

#[api(auth = Basic)]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/")]
    pub struct ListLinks;
}

async fn run(client: &callpoint::Client) {
    let _ = belvo::ListLinks::new().call(client).await;
}

fn main() {}
