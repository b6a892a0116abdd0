use callpoint::endpoint;

#[endpoint(GET, "/a/<ids>")]
struct Misspelt {
    #[path(style = cvs)]
    ids: Vec<u8>,
}

#[endpoint(GET, "/a/<ids>")]
struct WithoutKey {
    #[path(csv)]
    ids: Vec<u8>,
}

#[endpoint(GET, "/a/<ids>")]
struct Named {
    #[path("ids")]
    ids: Vec<u8>,
}

#[endpoint(GET, "/a")]
struct Elsewhere {
    #[path(style = csv)]
    ids: Vec<u8>,
}

#[endpoint(GET, "/a/<ids..>")]
struct Rest {
    #[path(style = csv)]
    ids: Vec<u8>,
}

#[endpoint(GET, "/a/<ids>")]
struct Lists {
    #[path(style = csv)]
    ids: Vec<Vec<u8>>,
}

fn main() {}
