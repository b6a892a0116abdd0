use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "application/json" => u8, 200 => String)]
struct Get;

#[endpoint(GET, "/a", 404 "text/csv" => u8 as Text, 404 => Table(String as Text("text/csv; header=present")))]
struct GetTable;

fn main() {}
