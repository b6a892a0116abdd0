use callpoint::auth::{ApiKey, Basic, Bearer};
use callpoint::{Client, endpoint};

#[endpoint(GET, "/either", auth = Basic | ApiKey, 204 => ())]
struct Either;

#[endpoint(GET, "/both", auth = Basic + ApiKey, 204 => ())]
struct Both;

#[endpoint(GET, "/three", auth = Basic | Basic2 | ApiKey, 204 => ())]
struct Three;

struct Basic2;

impl callpoint::auth::Scheme for Basic2 {
    const META: callpoint::meta::SecurityScheme = callpoint::meta::SecurityScheme::custom("Basic2");
}

fn calls(none: &Client, bearer: &Client<Bearer>, basic: &Client<Basic>, key: &Client<ApiKey>) {
    drop(Either.call(none));
    drop(Either.call(bearer));
    drop(bearer.call(&Three));
    drop(Both.call(none));
    drop(Both.call(basic));
    drop(Both.call(key));
}

fn main() {}
