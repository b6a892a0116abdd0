use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", error = Problem)]
struct GetLink {
    id: String,
}

#[derive(serde::Deserialize)]
struct Problem {
    message: String,
}

fn show(error: GetLinkError) {
    match error {
        GetLinkError::NotFound(problem) => println!("{}", problem.message),
    }
}

fn main() {}
