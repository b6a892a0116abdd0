use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
mod links {
    pub struct GetLink {
        pub id: String,
    }
}

fn main() {}
