use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => Download as Whole("image/png"))]
struct Get;

#[derive(callpoint::FromResponse)]
struct Download {
    #[body]
    body: String,
}

fn main() {}
