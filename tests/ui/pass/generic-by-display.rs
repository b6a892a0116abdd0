use std::fmt::Display;

use callpoint::{Endpoint, endpoint};

/// Its parameters need no bound of their own: a value that has none is no endpoint.
#[endpoint(GET, "/links/<id: Display>?<after: Display>")]
struct Links<I, T, U, V> {
    id: I,
    after: T,
    #[header("X-Before", Display)]
    before: Option<U>,
    #[query(Display)]
    list: Vec<V>,
}

fn is_endpoint<E: Endpoint>(_: &E) {}

fn generic<T: Display>(value: T) {
    is_endpoint(&Links::new(1, value, [2].to_vec()).before("a"));
}

fn main() {
    generic('x');
}
