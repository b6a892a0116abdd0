use callpoint::endpoint;

#[endpoint(POST, "/api/links/", body = Multipart)]
struct ListLinks {
    #[part("page", Display)]
    page: u8,
}

fn main() {}
