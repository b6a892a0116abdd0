use callpoint::api;

#[api(404 => String)]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/<id>/")]
    pub struct GetLink {
        pub id: String,
    }
}

fn main() {}
