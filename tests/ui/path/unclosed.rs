use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id/accounts/")]
struct ListAccounts {
    id: String,
}

fn main() {}
