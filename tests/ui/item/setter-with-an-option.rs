use callpoint::endpoint;

#[endpoint(GET, "/links?<token>&<page>", 204 => ())]
struct ListLinks {
    token: Option<String>,
    page: Option<u32>,
}

fn calls(token: Option<String>, page: Option<u32>) {
    let _ = ListLinks::new().token(token);
    let _ = ListLinks::new().page(page);
}

fn main() {}
