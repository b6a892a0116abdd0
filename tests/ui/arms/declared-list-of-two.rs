use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/", 400 => Rejected([Problem { message: String }, Hint { text: String }]))]
struct GetLink {
    id: String,
}

fn main() {}
