use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/",
    400 => Rejected(String as Text),
    404 => Rejected(Problem),
)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize, Debug)]
struct Problem {
    message: String,
}

fn main() {}
