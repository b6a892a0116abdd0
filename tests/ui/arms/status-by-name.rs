use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", NotFound => Problem)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize, Debug)]
struct Problem {
    message: String,
}

fn show(error: GetLinkError) {
    match error {
        GetLinkError::NotFound(problem) => println!("{}", problem.message),
    }
}

fn main() {}
