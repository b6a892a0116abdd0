use callpoint::{ErrorSet, endpoint};

#[endpoint(GET, "/api/links/<id>/", errors = ApiError, 410 => ())]
struct GetLink {
    id: String,
}

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(404)]
    NotFound(()),
}

async fn run(client: &callpoint::Client) -> Option<ApiError> {
    GetLink::new("7").call(client).await.err()?.into_api().ok()
}

fn main() {}
