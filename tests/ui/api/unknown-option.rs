use callpoint::api;

#[api(base = "https://sandbox.belvo.com")]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/<id>/")]
    pub struct GetLink {
        pub id: String,
    }
}

fn main() {}
