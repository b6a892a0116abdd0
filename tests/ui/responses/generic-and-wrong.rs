use callpoint::{ErrorSet, endpoint};

#[derive(Debug, ErrorSet)]
enum ApiError<T> {
    #[status(404)]
    NotFound,
    #[status(409)]
    Conflict(T),
}

#[endpoint(GET, "/api/links/", errors = ApiError<String>)]
struct ListLinks;

async fn run(client: &callpoint::Client) {
    if let Err(error) = ListLinks.call(client).await {
        println!("{error:?} {error}");
    }
}

fn main() {}
