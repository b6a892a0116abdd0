use callpoint::api;

#[api(auth = Basic)]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/{id}/")]
    pub struct GetLink {
        pub id: String,
    }
}

fn names() -> Vec<&'static str> {
    belvo::ENDPOINTS.iter().map(|endpoint| endpoint.name).collect()
}

fn main() {}
