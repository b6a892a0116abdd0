#[endpoint(GET, "/items/<idd>", 200 => Item, 4xx => Problem)]
struct GetItem {
    id: u64,
}
