use callpoint::endpoint;

#[endpoint(POST, "/api/links/", body = Yaml)]
struct CreateLink {
    institution: String,
}

struct Yaml;

fn main() {}
