use callpoint::endpoint;

#[endpoint(GET, "/links/<id>",
    #[message(detail)]
    200 => Link { detail: String },
    #[message(detail)]
    404 => (),
    #[message = "detail"]
    409 => Conflict { detail: String },
    #[message()]
    410 => Gone { detail: String },
    #[message("detail")]
    411 => Other { detail: String },
)]
struct GetLink {
    id: String,
}

fn main() {}
