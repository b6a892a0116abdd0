use callpoint::endpoint;

struct Links;

impl Links {
    #[endpoint(GET, "/api/links/<id>/")]
    fn get(&self, id: String) -> String {
        id
    }
}

fn main() {}
