use callpoint::serve::Serve;
use callpoint::{api, endpoint};

#[endpoint(GET, "/links/<id>", serve = true, 204 => ())]
struct WithValue {
    id: u64,
}

#[endpoint(GET, "/links/<id>", serve, serve, 204 => ())]
struct Twice {
    id: u64,
}

#[endpoint(GET, "/links/<id>", served, 204 => ())]
struct Misspelled {
    id: u64,
}

#[endpoint(GET, "/links/<id>", serve, 204 => ())]
struct Borrows<'a> {
    id: &'a str,
}

#[api(serve, auth = none)]
mod links {
    #[callpoint::endpoint(GET, "/links/<id>", 204 => ())]
    pub struct Borrowed<'a> {
        pub id: &'a str,
    }
}

// A mistake in a declaration is no second one where it is served.
#[endpoint(GET, "/links/<idd>", serve, 204 => ())]
struct Mistaken {
    id: u64,
}

fn is_served<T: Serve>() {}

fn main() {
    is_served::<Mistaken>();
}
