use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/",
    400 | 404 => Rejected(String as Text),
    404 => (),
)]
struct GetLink {
    id: String,
}

fn show(error: GetLinkError) {
    match error {
        GetLinkError::Rejected(text) => println!("{text}"),
        _ => println!("not found"),
    }
}

fn main() {}
