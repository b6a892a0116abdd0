//! What the suite edits: an endpoint, and code that uses all of it.

use callpoint::auth::Basic;
use callpoint::{Client, Error, endpoint};
use serde::Deserialize;

/// Updates the credentials of one link.
#[endpoint(PUT, "/api/links/<id>/",
    auth = Basic,
    timeout = "5s",
    200 => Link,
    202 => String as Text,
    400 | 404 => Rejected(Vec<Problem>),
    409 => Problem,
    428 => TokenRequired { session: String, link: Option<Link> },
)]
#[derive(Debug, Clone)]
pub struct UpdateLink {
    /// The link to update.
    pub id: String,
    #[secret]
    pub password: String,
    /// The token from an earlier response.
    pub token: Option<String>,
}

/// A link.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    pub name: String,
}

/// What is wrong.
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    pub code: String,
}

/// A key of the user's.
#[derive(callpoint::auth::Scheme)]
#[scheme(bearer)]
pub struct AdminKey;

/// A codec of the user's.
pub struct Enveloped;

/// With parameters of its own.
#[endpoint(GET, "/api/items/<id>?<kind>", 200 => Page<T>, 410 => Gone { since: String })]
pub struct GetItem<'a, T>
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    pub id: &'a str,
    pub kind: Option<T>,
}

#[derive(Debug, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
}

/// With attributes on its fields.
#[endpoint(POST, "/api/search/<kinds>", 200 => Vec<Link>)]
pub struct Search {
    #[path(style = matrix)]
    pub kinds: Vec<String>,
    #[query("q", style = pipes, Display)]
    pub words: Vec<String>,
    #[query(Json)]
    pub ranges: Option<Vec<u8>>,
    #[header("X-Mode", Display)]
    pub mode: Option<u8>,
    #[body(Text)]
    pub text: String,
}

#[callpoint::api(timeout = "7s")]
pub mod links {
    use super::{Link, endpoint};

    #[endpoint(GET, "/api/links/<name>", auth = none, 200 => Vec<Link>, 418 => ())]
    pub struct ListLinks {
        pub name: String,
    }
}

/// What owns a link.
#[derive(Debug, callpoint::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    /// The name of an owner.
    pub full_name: String,
    #[serde(rename = "e-mail", default)]
    pub mail: Option<String>,
    pub last: u8,
}

/// What happens to a link.
#[derive(Debug, callpoint::Deserialize)]
#[serde(tag = "type")]
pub enum Event {
    Opened { at: String },
    #[serde(rename = "closed", alias = "shut")]
    Closed { by: Owner },
}

pub async fn update(client: &Client<Basic>) -> String {
    let request = UpdateLink::new("7", "secret").token("1");
    match request.call(client).await {
        Ok(UpdateLinkOutput::Ok(link)) => link.name,
        Ok(UpdateLinkOutput::Accepted(text)) => text,
        Err(Error::Api(error)) => match error.body {
            UpdateLinkError::Rejected(problems) => problems[0].code.clone(),
            UpdateLinkError::Conflict(problem) => problem.code,
            UpdateLinkError::TokenRequired(required) => required.session,
        },
        Err(error) => error.to_string(),
    }
}

pub async fn list(client: &Client<Basic>) -> usize {
    let pages = GetItem::<u8>::new("7").kind(7).call(client).await.map_or(0, |page| page.items.len());
    let search = Search::new(vec![], vec![], "text").mode(7);
    let found = search.call(client).await.map_or(0, |links| links.len());
    pages + found + links::ListLinks::new("a").call(client).await.map_or(0, |links| links.len())
}

pub fn is_known(error: &UpdateLinkError) -> bool {
    error.is_rejected() || error.as_conflict().is_some_and(|problem| problem.code == "1")
}

/// What needs the implementations of the derive.
pub fn read<T: serde::de::DeserializeOwned>(value: &T) -> &T {
    value
}

pub fn described(owner: &Owner, event: &Event) -> String {
    match read(event) {
        Event::Opened { at } => format!("{at} {}", read(owner).full_name),
        Event::Closed { by } => format!("{} {:?}", by.full_name, by.mail),
        #[allow(unreachable_patterns)]
        _ => String::new(),
    }
}
