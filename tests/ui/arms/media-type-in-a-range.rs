use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "text/*" => String as Text, 200 "text/csv" => Row as Text)]
struct Get;

fn main() {}
