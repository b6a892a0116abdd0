//! Defaults for a module, for the modules inside it, and for generic structs; what an endpoint says itself wins.

use callpoint::auth::{Basic, Bearer};
use callpoint::{Client, ErrorSet};

#[derive(Debug, ErrorSet)]
pub enum Refused {
    #[status(401 | 403)]
    Denied(String),
}

#[callpoint::api(auth = Basic, errors = super::Refused, timeout = "5s", body = Form)]
pub mod belvo {
    use callpoint::endpoint;

    #[endpoint(GET, "/api/links/", 200 => Vec<T>)]
    #[derive(Debug)]
    pub struct ListLinks<'a, T: serde::de::DeserializeOwned> {
        #[query]
        pub filter: Option<&'a str>,
        #[serde(skip)]
        pub of: std::marker::PhantomData<T>,
    }

    #[endpoint(POST, "/api/links/", auth = Bearer, timeout = "60s",)]
    pub struct CreateLink<'a> {
        pub institution: &'a str,
    }

    #[endpoint(GET, "/api/version", auth = none, 200 => String as Text, 404 => ())]
    struct Version;

    pub mod accounts {
        #[super::endpoint(DELETE, "/api/accounts/<id>/", errors = crate::Refused, 204 => ())]
        pub struct DeleteAccount<const N: usize> {
            pub id: u64,
        }

        pub fn helper() {}

        pub mod owners {
            #[callpoint::endpoint(GET, "/api/owners/", errors = crate::Refused)]
            pub struct ListOwners;
        }

        /// What is private to a module inside is not on the list.
        mod internal {
            #[callpoint::endpoint(GET, "/api/internal/", errors = crate::Refused)]
            pub struct Internal;
        }

        #[callpoint::endpoint(GET, "/api/own/", errors = crate::Refused)]
        pub(self) struct Own;
    }

    pub async fn version(client: &callpoint::Client) -> Option<String> {
        accounts::helper();
        Version::new().call(client).await.ok()
    }
}

async fn run(basic: &Client<Basic>, bearer: &Client<Bearer>, anonymous: &Client) {
    let request: belvo::ListLinks<'_, String> = belvo::ListLinks::new(std::marker::PhantomData).filter("a");
    let links: Result<Vec<String>, callpoint::Error<Refused>> = request.call(basic).await;
    drop(links);
    let _ = belvo::CreateLink::new("bank").call(bearer).await;
    let _ = belvo::accounts::DeleteAccount::<3>::new(7).call(basic).await;
    let _ = belvo::version(anonymous).await;
}

fn main() {
    let _ = run;
    let names: Vec<&str> = belvo::ENDPOINTS.iter().map(|endpoint| endpoint.name).collect();
    assert_eq!(names, ["ListLinks", "CreateLink", "Version", "DeleteAccount", "ListOwners"]);
}
