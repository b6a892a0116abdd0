use callpoint::api;

#[api(timeuot = "5s")]
mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/<id>/")]
    pub struct GetLink {
        pub id: String,
    }

    #[endpoint(GET, "/api/accounts/")]
    pub struct ListAccounts;
}

fn main() {}
