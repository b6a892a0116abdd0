use callpoint::endpoint;

#[endpoint(GET, "/api/items/", 200 => Page<T>)]
struct ListItems<T> {
    #[query]
    filter: T,
}

#[derive(serde::Deserialize)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
