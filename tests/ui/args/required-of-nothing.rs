use callpoint::endpoint;

#[endpoint(GET, "/links?<page>", required = ListFields, 200 => ())]
struct ListLinks {
    page: Option<u32>,
}

fn main() {}
