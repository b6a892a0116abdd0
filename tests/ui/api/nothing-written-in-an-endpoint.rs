use callpoint::api;

#[api(auth = Basic)]
mod belvo {
    use callpoint::endpoint;

    #[endpoint]
    pub struct ListLinks;
}

fn main() {}
