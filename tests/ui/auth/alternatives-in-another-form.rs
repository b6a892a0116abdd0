use callpoint::endpoint;

#[endpoint(GET, "/a", auth = Basic || Bearer, 204 => ())]
struct TwoBars;

#[endpoint(GET, "/a", auth = Basic or Bearer, 204 => ())]
struct Or;

#[endpoint(GET, "/a", auth = Basic & ApiKey, 204 => ())]
struct And;

#[endpoint(GET, "/a", auth = (Basic | Bearer) + ApiKey, 204 => ())]
struct Grouped;

#[endpoint(GET, "/a", auth = Option<Bearer>, 204 => ())]
struct Optional;

#[endpoint(GET, "/a", auth = Bearer | None, 204 => ())]
struct NoneInUpperCase;

#[endpoint(GET, "/a", auth = Basic |, 204 => ())]
struct Unfinished;

#[endpoint(GET, "/a", auth = Basic("id", "password") | ApiKey, 204 => ())]
struct WithValues;

fn main() {}
