use callpoint::endpoint;

#[endpoint(GET, "/links/<id>", required = Link, 200 => Link { id: String })]
struct GetLink {
    id: String,
}

#[endpoint(GET, "/pages/<id>", required = GetPage, 200 => ())]
struct GetPage {
    id: String,
}

fn main() {}
