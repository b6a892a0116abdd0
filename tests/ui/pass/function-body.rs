//! Declarations inside a function, with types that only it knows.

use callpoint::{ErrorSet, endpoint};
use serde::Deserialize;

async fn run(client: &callpoint::Client) -> Option<String> {
    #[derive(Deserialize, Debug)]
    struct Link {
        id: String,
    }

    #[derive(serde::Serialize, Debug)]
    enum Mode {
        Live,
    }

    #[derive(ErrorSet, Debug)]
    enum Refused {
        #[status(404)]
        NotFound(Link),
    }

    #[endpoint(PUT, "/api/links/<id>/?<mode>", 200 => Link, 201 => Made { id: String, link: Link2 { name: String } }, errors = Refused)]
    #[derive(Debug)]
    struct UpdateLink<'a> {
        id: &'a str,
        mode: Mode,
        #[secret]
        password: String,
    }

    match UpdateLink::new("7", Mode::Live, "new").call(client).await {
        Ok(UpdateLinkOutput::Ok(link)) => Some(link.id),
        Ok(UpdateLinkOutput::Made(made)) => Some(made.link.name),
        Err(error) => error.into_api().ok().and_then(|refused| refused.as_not_found().map(|link| link.id.clone())),
    }
}

fn main() {
    let _ = run;
}
