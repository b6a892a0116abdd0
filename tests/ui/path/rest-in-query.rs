use callpoint::endpoint;

#[endpoint(GET, "/api/links/?<filters..>")]
struct ListLinks {
    filters: Vec<String>,
}

fn main() {}
