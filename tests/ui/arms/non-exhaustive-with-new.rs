use callpoint::endpoint;

#[endpoint(GET, "/api/links/", 200 => #[non_exhaustive] Links { count: u64, new: Option<u64> })]
struct ListLinks;

fn main() {
    let _ = Links::new(1);
}
