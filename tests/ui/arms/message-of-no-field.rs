use callpoint::endpoint;

#[endpoint(GET, "/links/<id>",
    #[message(detial)]
    404 => Missing { code: String, detail: String },
    #[message(error.text)]
    409 => Conflict { error: Inner { message: String } },
)]
struct GetLink {
    id: String,
}

fn main() {}
