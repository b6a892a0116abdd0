use callpoint::endpoint;
use serde::Deserialize;

#[endpoint(GET, "/links/<id>",
    #[message(errors.message)]
    404 => Missing { errors: [Problem { message: String }] },
    #[message(errors)]
    409 => Conflict { errors: [Clash { message: String }] },
    #[message(error[0].message)]
    410 => Gone { error: Left { message: String } },
    #[message(errors[1].message)]
    411 => Other { errors: Vec<Detail> },
)]
struct GetLink {
    id: String,
}

#[endpoint(DELETE, "/links/<id>",
    #[message(detail[0].text)]
    404 => Detail,
)]
struct DeleteLink {
    id: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Detail {
    detail: String,
}

fn main() {}
