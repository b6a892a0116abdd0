use callpoint::Deserialize;

struct Unreadable;

#[derive(Deserialize)]
struct Plain {
    id: u64,
    value: Unreadable,
}

#[derive(Deserialize)]
struct Page<T> {
    items: Vec<T>,
    value: Option<Unreadable>,
}

#[derive(Deserialize)]
enum Either {
    First(Unreadable),
    Second,
}

fn main() {}
