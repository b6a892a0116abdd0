use callpoint::{Param, endpoint};

#[derive(Param)]
enum Mode {
    Live,
    Cached(u32),
}

#[endpoint(GET, "/api/links/?<mode>")]
struct ListLinks {
    mode: Mode,
}

fn main() {}
