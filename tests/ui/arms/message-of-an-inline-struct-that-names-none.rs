use callpoint::endpoint;

#[endpoint(GET, "/links/<id>",
    #[message]
    410 => Gone { code: u8, detail: String },
)]
struct GetLink {
    id: String,
}

fn main() {}
