use callpoint::api;

#[api(auth = Basic)]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/items/{id}/", 200 => Vec<T>)]
    pub struct ListItems<T> {
        pub id: String,
        #[query]
        pub filter: Option<T>,
    }
}

fn main() {}
