//! A private struct in a module, `pub(crate)`, `pub(super)`, and private types in what is private.

#![deny(private_interfaces, private_bounds, unreachable_pub)]

mod links {
    use callpoint::{ErrorSet, endpoint};
    use serde::{Deserialize, Serialize};

    #[endpoint(POST, "/api/links/", 200 => Link, 202 => Later { id: Id }, 400 => Rejected(Vec<Id>))]
    #[derive(Debug)]
    struct CreateLink {
        institution: Id,
        note: Option<Id>,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    struct Id(String);

    #[derive(Debug, Deserialize)]
    struct Link {
        id: Id,
    }

    #[endpoint(GET, "/api/links/", 200 => Vec<Shown>, errors = Refused)]
    pub(crate) struct ListLinks {
        #[query]
        page: Option<u32>,
    }

    #[derive(Debug, Deserialize)]
    pub(crate) struct Shown {
        pub(crate) id: String,
    }

    #[derive(Debug, ErrorSet)]
    pub(crate) enum Refused {
        #[status(404)]
        NotFound(()),
    }

    #[endpoint(DELETE, "/api/links/<id>/", 204 => (), 404 => ())]
    pub(super) struct DeleteLink {
        pub(in crate::links) id: u64,
    }

    pub(crate) async fn create(client: &callpoint::Client) -> Option<String> {
        match CreateLink::new(Id("bank".into())).note(Id("mine".into())).call(client).await {
            Ok(CreateLinkOutput::Ok(link)) => Some(link.id.0),
            Ok(CreateLinkOutput::Later(later)) => Some(later.id.0),
            Err(_) => None,
        }
    }
}

async fn run(client: &callpoint::Client) -> Option<String> {
    let _ = links::DeleteLink::new(7).call(client).await;
    let shown = links::ListLinks::new().page(2).call(client).await.ok()?;
    links::create(client).await.or(shown.into_iter().next().map(|shown| shown.id))
}

fn main() {
    let _ = run;
}
