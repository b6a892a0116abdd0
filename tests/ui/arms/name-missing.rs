use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 400 | 404 => Vec<Problem>)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize, Debug)]
struct Problem {
    message: String,
}

fn show(error: GetLinkError) {
    match error {
        GetLinkError::Rejected(problems) => println!("{}", problems[0].message),
    }
}

fn main() {}
