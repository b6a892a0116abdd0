use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 200 => String as Txt)]
struct GetLink {
    id: String,
}

fn main() {}
