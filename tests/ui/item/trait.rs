use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/")]
trait GetLink {
    fn id(&self) -> String;
}

fn main() {}
