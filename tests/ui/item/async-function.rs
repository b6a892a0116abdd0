use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
async fn get_link(id: String) -> String {
    id
}

fn main() {}
