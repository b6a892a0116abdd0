use callpoint::endpoint;

#[endpoint(GET, "/links/<id>",
    #[message(code)]
    404 => Missing { code: u16, detail: String },
    #[message(error)]
    409 => Conflict { error: Inner { message: String } },
    #[message(token)]
    410 => Gone { token: String },
)]
struct GetLink {
    id: String,
}

fn main() {}
