#[callpoint::api(auth = Basic)]
mod service {
    #[callpoint::endpoint(GET, "/a", 404 => Missing { code: String })]
    pub struct A;

    #[callpoint::endpoint(GET, "/b", 404 => Missing { code: String })]
    pub struct B;
}

fn main() {}
