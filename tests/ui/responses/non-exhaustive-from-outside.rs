use callpoint_test_support::open::{Link, Owner};

fn main() {
    let owner = Owner::new("o");
    let _ = Link::new("7").owner(owner);
    let _ = Link { id: "7".to_owned(), owner: None };
}
