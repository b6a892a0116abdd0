use callpoint::endpoint;

#[endpoint(GET, "/api/links/",
    #[non_exhaustive]
    200 => Links { count: u64 },
)]
struct ListLinks;

fn main() {}
