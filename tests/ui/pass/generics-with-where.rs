//! What the answers speak of is all that their enums have: with its bounds, wherever they stand, and without those that speak of the rest.

use std::fmt::{Debug, Display};
use std::marker::PhantomData;

use callpoint::{ErrorSet, endpoint};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub trait Kind: DeserializeOwned + Debug {}

impl Kind for u8 {}

#[derive(Debug, Deserialize)]
#[serde(bound = "")]
pub struct Page<K: Kind> {
    item: K,
}

#[endpoint(GET, "/api/<id>/", 200 => Vec<u8>, 202 => Page<K>, 404 => Missing(Page<K>), 409 => Clash(B))]
struct Get<'a, A, B, K = u8>
where
    A: Display + PartialEq<B>,
    B: DeserializeOwned,
    K: Kind,
{
    id: A,
    #[query]
    note: &'a str,
    #[serde(skip)]
    kinds: PhantomData<(B, K)>,
}

#[endpoint(GET, "/api/<id>/?<other>", 200 => Vec<A>, 404 => Missing(A))]
struct Compare<'a, A: PartialEq<B> + DeserializeOwned + Display, B: Display> {
    id: A,
    other: &'a B,
}

#[derive(Debug, ErrorSet)]
enum Refused<K>
where
    K: Kind,
{
    #[status(404)]
    Missing(Page<K>),
    #[status(409)]
    Clash(()),
}

#[endpoint(GET, "/api/", errors = Refused<u8>, 200 => ())]
struct List;

/// A module is no lifetime, and the end of a path no parameter, whatever they are called.
mod links {
    #[derive(Debug, serde::Deserialize)]
    pub struct T {
        pub hint: String,
    }
}

#[endpoint(GET, "/api/<id>/?<page>", 200 => u8, 404 => links::T)]
struct Named<'links, T: Display> {
    id: T,
    page: &'links str,
}

async fn run(client: &callpoint::Client) -> Option<String> {
    match Get::<String, String>::new("7".to_owned(), "", PhantomData).call(client).await {
        Ok(GetOutput::Accepted(page)) => drop(page.item + 1),
        Ok(GetOutput::Ok(bytes)) => drop(bytes),
        Err(error) => drop(error.into_api().ok()?.as_missing()?.item.checked_add(1)),
    }
    let compared: Vec<String> = Compare::new(String::new(), &"a").call(client).await.ok()?;
    let refused = List::new().call(client).await.err()?.into_api().ok()?;
    drop((compared, refused.as_missing()?.item));
    let error = Named::new(7, "8").call(client).await.err()?;
    Some(error.into_api().ok()?.as_not_found()?.hint.clone())
}

fn main() {
    let _ = run;
}
