use callpoint::{Param, endpoint};

#[derive(Param)]
struct LinkId(u64);

#[endpoint(GET, "/api/links/<id>/")]
struct GetLink {
    id: LinkId,
}

fn main() {}
