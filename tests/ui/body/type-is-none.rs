use callpoint::endpoint;

#[endpoint(PATCH, "/a")]
struct Edit {
    #[body(Json, type = "merge-patch+json")]
    change: String,
}

#[endpoint(PATCH, "/a")]
struct EditAny {
    #[body(Raw, type = "image/*")]
    change: callpoint::Bytes,
}

#[endpoint(PATCH, "/a", body = Json("application/json; utf-8"))]
struct EditFields {
    name: String,
}

fn main() {}
