use callpoint::api;

#[api(auth = Basic, idempotent)]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/<id>/")]
    pub struct GetLink {
        pub id: String,
    }
}

fn main() {}
