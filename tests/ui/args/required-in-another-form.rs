use callpoint::endpoint;

#[endpoint(GET, "/a/<id>", required = "GetFields", 200 => ())]
struct Quoted {
    id: String,
}

#[endpoint(GET, "/b/<id>", required = models::GetFields, 200 => ())]
struct Path {
    id: String,
}

#[endpoint(GET, "/c/<id>", required = GetFields { id: String }, 200 => ())]
struct Declared {
    id: String,
}

#[endpoint(GET, "/d/<id>", required, 200 => ())]
struct Bare {
    id: String,
}

fn main() {}
