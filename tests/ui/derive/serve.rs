use callpoint::serve::{ServeErrors, Serve};
use callpoint::{ErrorSet, FromResponse, endpoint};

#[derive(Debug, ErrorSet)]
#[serve(all)]
enum Errors {
    #[status(404)]
    Missing(String),
}

#[derive(FromResponse)]
#[serve = "all"]
struct Download {
    #[header("etag")]
    etag: String,
}

#[endpoint(GET, "/", serve, errors = Errors, 200 => Download as Whole)]
struct Get;

fn is_served<E: ServeErrors, T: Serve>() {}

fn main() {
    is_served::<Errors, Get>();
}
