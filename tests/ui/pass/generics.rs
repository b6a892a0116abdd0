//! A type parameter in every place, with a `where` clause, a default, and an answer that depends on it.

use std::fmt::{Debug, Display};
use std::marker::PhantomData;

use callpoint::endpoint;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[endpoint(POST, "/api/<kind>/<id: Display>/", 200 => Page<A>, 201 => A, 404 => Missing(A))]
#[derive(Debug, Clone)]
struct Create<I, B = String, A = ()>
where
    I: Display,
    A: DeserializeOwned,
{
    kind: &'static str,
    id: I,
    body: B,
    #[serde(skip)]
    answer: PhantomData<A>,
}

#[endpoint(GET, "/api/items/?<filter>", 200 => [u8; N])]
struct List<F, const N: usize>
where
    [u8; N]: DeserializeOwned,
{
    filter: F,
}

#[endpoint(PUT, "/api/items/")]
struct Replace<T: Serialize> {
    #[body]
    item: T,
}

#[derive(Debug, Deserialize)]
struct Page<T> {
    items: Vec<T>,
}

async fn run<T>(client: &callpoint::Client, item: T)
where
    T: Serialize + Debug + DeserializeOwned + Display + Clone,
{
    let request: Create<T, T, T> = Create::new("items", item.clone(), item.clone(), PhantomData);
    match request.call(client).await {
        Ok(CreateOutput::Ok(page)) => drop(page.items),
        Ok(CreateOutput::Created(item)) => drop(item),
        Err(error) => println!("{error:?}"),
    }
    let _ = List::<T, 2>::new(item.clone()).call(client).await.map(|[one, two]| one + two);
    let _ = Replace::new(item).call(client).await;
}

fn main() {
    let _ = run::<String>;
}
