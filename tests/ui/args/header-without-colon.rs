use callpoint::endpoint;

#[endpoint(GET, "/a", header = "X-Version")]
struct Get;

#[endpoint(GET, "/a", header = "X-Version=2")]
struct GetWithEquals;

#[endpoint(GET, "/a", header = "X Version: 2")]
struct GetWithSpace;

#[endpoint(GET, "/a", header = "X-Version:")]
struct GetWithoutValue;

#[endpoint(GET, "/a", header = "X-Version" = "2")]
struct GetInTwo;

#[endpoint(GET, "/a", header = X-Version)]
struct GetWithoutQuotes;

fn main() {}
