#[endpoint(DELETE, "/items/<type>")]
struct DeleteItems {
    r#type: u64,
}
