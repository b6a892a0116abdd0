#[api(auth = Basic, errors = ApiError)]
pub mod items {
    #[endpoint(GET, "/items/<id>", 200 => T)]
    pub struct GetItem<T> {
        pub id: u64,
    }
}
