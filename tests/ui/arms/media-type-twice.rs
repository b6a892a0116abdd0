use callpoint::endpoint;

#[endpoint(GET, "/a", 200 "text/csv" => String as Text, 200 "Text/CSV" => u8 as Text)]
struct Get;

fn main() {}
