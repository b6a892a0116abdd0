use callpoint::api;

#[api(compress = "gzip")]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/<id>/")]
    pub struct GetLink {
        pub id: String,
    }
}

fn main() {}
