use callpoint::endpoint;

#[endpoint(GET, "/api/links/")]
struct ListLinks {
    #[query(style = csv)]
    statuses: Status,
}

struct Status;

fn main() {}
