//! The clients of imported modules against Prism, which serves the documents of their declarations: it rejects a request that a document does not allow,
//! and responds with what it does. `tests/live/documents.sh` starts it and runs this.

use std::collections::BTreeSet;
use std::fmt::Display;

use callpoint::auth::{ApiKey, Basic, Bearer, Key};
use callpoint::{Client, Endpoint, Error, Patch, Response, RetryPolicy, Server, Upload};

use crate::exports::apis;
use crate::{forms_openapi, hard, keys_openapi, pages_openapi, pets_openapi, shop, xml_openapi};

/// The name of an endpoint, and what is wrong with the outcome of its call.
type Outcome = (&'static str, Option<String>);

/// Prism responds with the least value of a schema. The modules derive none for their types, so that of a document is open.
const OPEN: &str = "every value fits a type without a schema: here null";
const IS_NULL: &str = r#"the body does not match the declared type: "null""#;
const BRACKETS: &str =
    "Prism renames a parameter with brackets where it lists its operations, and then misses it";

/// What is known to fail: the API, its endpoints, what their failures say, and why. One that does not fail is too much here.
#[rustfmt::skip]
const LEFT_OUT: &[(&str, &[&str], &str, &str)] = &[
    ("hard", &["IdsTwice"], "must have required property 'ids%5b%5d'", BRACKETS),
    ("hard", &["HeadersTwice"], "#NOT_ACCEPTABLE", "the collection asks for another media type than that of its response"),
    ("pages", &[
        "ListByToken", "SearchByToken", "ListByHeader", "ListByUrl", "ListByExtension", "ListByNumber", "ListByOffset", "ListUnclear", "ListTwo",
        "ListByLastItem", "ListByNestedCursor", "ListByEndCursor", "ListBySameCursor", "ListByHal", "ListByLinks", "ListByMetaUrl", "ListBySaidUrl",
        "ListByPageCount", "ListByMetaNumber", "ListByMetaTotal", "ListNotSaidUrl", "ListNotSaidStart", "ListNotSaidCursor", "ListNotOneList",
    ], IS_NULL, OPEN),
    ("pets", &["ListPets", "CreatePet", "UpdatePet"], IS_NULL, OPEN),
    ("shop", &["ListAllProducts"], "must have required property 'ids%5b%5d'", BRACKETS),
    ("shop", &["ReplacePicture"], "#INVALID_CONTENT_TYPE", "the caller says the media type, and the document has that of the codec"),
    ("shop", &["LogIn"], "property scope must be array", "Prism reads one value of a field of a form, unless its encoding is written"),
    ("shop", &["FindFiles"], "#NO_PATH_MATCHED_ERROR", "a document has no operation of the method PROPFIND"),
    ("xml", &["GetFeed"], r#"the body does not match the declared type: "<xml/>""#, "every value fits a type without a schema: here an empty element"),
    ("xml", &["PutFeed"], IS_NULL, OPEN),
];

/// An outcome is right if Prism found nothing wrong with the request, and its response is one that the declaration reads.
fn outcome<R: Endpoint>(_: &R, result: &Result<Response<R::Output>, Error<R::Error>>) -> Outcome
where
    R::Error: Display,
{
    let (is_declared, status, headers, text) = match result {
        Ok(response) => {
            let status = response.status();
            let headers = response.headers();
            (
                status.is_success(),
                Some(status),
                Some(headers),
                String::new(),
            )
        }
        Err(error) => {
            let body = error.body().map(|body| String::from_utf8_lossy(body));
            let body = body.unwrap_or_default();
            // It says what is wrong with a request in a body of its own, which a declaration of every status can read.
            let is_declared =
                matches!(error, Error::Api(_)) && !body.contains("stoplight.io/prism/errors");
            let text = format!("{error}: {body:?}");
            (is_declared, error.status(), error.headers(), text)
        }
    };
    let violations = headers.and_then(|headers| headers.get("sl-violations"));
    let is_success = status.is_some_and(|status| status.is_success());
    let text = match violations {
        Some(violations) if is_success => format!("violations: {violations:?}"),
        Some(violations) => format!("{text} {violations:?}"),
        None => text,
    };
    let failure = (!is_declared || violations.is_some()).then_some(text);
    (R::META.name, failure)
}

macro_rules! outcomes {
    ($client:expr; $($request:expr,)*) => {
        vec![$({
            let request = $request;
            let result = $client.call_with_response(&request).await;
            outcome(&request, &result)
        },)*]
    };
}

fn url(name: &str) -> String {
    let name = format!("PRISM_{}", name.to_uppercase());
    std::env::var(&name).unwrap_or_else(|_| panic!("tests/live/documents.sh sets {name}"))
}

fn server(name: &str) -> Server {
    Server::new(url(name))
}

async fn forms() -> Vec<Outcome> {
    use forms_openapi::forms::{GetFile, GetPoint, PutFile};
    use forms_openapi::{
        App, Files, GetPointCreated, GetPointKind, Key as QueryKey, Range, Uploads,
    };
    let uploads = server("forms")
        .auth::<App>(Key::new("id").unwrap())
        .auth::<QueryKey>(Key::new("k").unwrap());
    let client = Client::builder(url("forms"))
        .base::<Uploads>(uploads)
        .base::<Files>(server("forms"))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let texts = || vec!["a".to_owned(), "b".to_owned()];
    // Prism ends where a segment of a list has a comma.
    let one = || vec!["a".to_owned()];
    let point = || GetPoint::new(vec![1.5], one(), 3, one(), "x");
    let range = Range {
        gt: Some(5),
        lt: None,
    };
    outcomes![client;
        point(),
        point().expand(texts()).lines("x"),
        point().kind(GetPointKind::Text("a".to_owned())),
        point().kind(GetPointKind::Texts(texts())),
        point().created(GetPointCreated::Integer(5)),
        point().created(GetPointCreated::Range(range.clone())),
        PutFile::new(),
        PutFile::new().body(Upload::bytes("text")),
        GetFile::new(),
    ]
}

async fn hard() -> Vec<Outcome> {
    use hard::mod2::mod2::{ErrorItem, OptionItem, Type};
    use hard::mod2::{Lists, Prefixes, TextOrJson};
    use hard::serde2::{HeadersTwice, IdsTwice, Numbers};
    let client = Client::builder(url("hard")).retry(RetryPolicy::none());
    let client = client.build().unwrap();
    outcomes![client;
        IdsTwice::example(),
        HeadersTwice::example(),
        Numbers::example(),
        TextOrJson::example(),
        Prefixes::example(),
        Lists::example(),
        ErrorItem::example(),
        Type::example(),
        OptionItem::example(),
    ]
}

async fn keys() -> Vec<Outcome> {
    use keys_openapi::orders::{CreateOrder, ListOrders};
    use keys_openapi::reports::{ListReports, ReplaceReports};
    let client = Client::builder(url("keys"))
        .auth::<keys_openapi::AppId>(Key::new("id").unwrap())
        .auth::<keys_openapi::AppKey>(Key::new("key").unwrap())
        .auth::<keys_openapi::Session>(Key::new("s").unwrap())
        .auth::<keys_openapi::KeyOfLinks>(Key::new("q").unwrap())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let mut all = outcomes![client;
        ListOrders::new(),
        CreateOrder::new(),
        ListReports::new(),
    ];
    let client = Client::builder(url("keys"))
        .auth::<keys_openapi::User>(Bearer::new("t").unwrap())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    all.extend(outcomes![client; ReplaceReports::new(),]);
    all
}

async fn pages() -> Vec<Outcome> {
    use pages_openapi::pages::*;
    let client = Client::builder(url("pages")).retry(RetryPolicy::none());
    let client = client.build().unwrap();
    outcomes![client;
        ListByToken::new().page_token("t").page_size(2),
        SearchByToken::new().next_token("t"),
        ListByHeader::new().page(2),
        ListByUrl::new().page(2),
        ListByExtension::new(),
        ListByNumber::new().page(2),
        ListByOffset::new().offset(2).limit(2),
        ListUnclear::new().page(2).cursor("t"),
        ListTwo::new().cursor("t"),
        ListByLastItem::new().starting_after("t"),
        ListByNestedCursor::new().cursor("t"),
        ListByEndCursor::new().after("t"),
        ListBySameCursor::new().cursor("t"),
        ListByHal::new().page(2),
        ListByLinks::new().page(2),
        ListByMetaUrl::new().page(2),
        ListBySaidUrl::new().page(2),
        ListByPageCount::new().page(2),
        ListByMetaNumber::new().page(2),
        ListByMetaTotal::new().start_at(2),
        ListNotSaidUrl::new().page(2),
        ListNotSaidStart::new().page(2),
        ListNotSaidCursor::new().cursor("t"),
        ListNotOneList::new().page_token("t"),
    ]
}

async fn pets() -> Vec<Outcome> {
    use pets_openapi::pets::{CreatePet, ListPets, UpdatePet};
    use pets_openapi::store::GetPet;
    use pets_openapi::{ListPetsFilter, ListPetsStatus, NewPetMode, NodeInput};
    let client = Client::builder(url("pets"))
        // The key of the document is in another header: a declaration says that there is one, and a client which.
        .auth::<ApiKey>(ApiKey::header("X-Api-Key", "k").unwrap())
        .auth::<Bearer>(Bearer::new("t").unwrap())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let node = |left| NodeInput {
        value: "v".to_owned(),
        left,
        children: Some(Vec::new()),
        note: Patch::Null,
        secret: None,
    };
    let filter = ListPetsFilter {
        color: Some("red".to_owned()),
    };
    outcomes![client;
        ListPets::new(),
        ListPets::new()
            .limit(2)
            .status(vec![ListPetsStatus::Available, ListPetsStatus::Sold])
            .filter(filter)
            .debug(1)
            .x_trace("t"),
        CreatePet::new("Tom"),
        CreatePet::new("Tom")
            .nickname(Patch::Null)
            .password("p")
            .tags(vec!["a".to_owned()])
            .mode(NewPetMode::Fast)
            .max_age(7),
        UpdatePet::new("7"),
        UpdatePet::new("7").body(node(Some(Box::new(node(None))))),
        GetPet::new("7"),
    ]
}

async fn shop() -> Vec<Outcome> {
    use shop::products::pictures::{GetPicture, ReplacePicture, UploadPicture};
    use shop::products::{CreateProduct, DeleteProduct, ListAllProducts};
    use shop::session::{Ask, FindFiles, Head, LogIn, WhoAmI};
    use shop::{StatusServer, shop_api::Status};
    let status = server("shop").auth::<Bearer>(Bearer::new("t").unwrap());
    let client = Client::builder(url("shop"))
        .auth::<Bearer>(Bearer::new("t").unwrap())
        .auth::<Basic>(Basic::new("id", "password").unwrap())
        .base::<StatusServer>(status)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    outcomes![client;
        ListAllProducts::example(),
        CreateProduct::example(),
        DeleteProduct::example(),
        UploadPicture::example(),
        GetPicture::example(),
        // Prism takes an empty body for none.
        ReplacePicture {
            body: Upload::bytes("PNG"),
            ..ReplacePicture::example()
        },
        LogIn::example(),
        WhoAmI::example(),
        Ask::example(),
        Head::example(),
        FindFiles::example(),
        Status::example(),
    ]
}

async fn xml() -> Vec<Outcome> {
    use xml_openapi::feeds::{GetFeed, PutFeed};
    use xml_openapi::{NewFeed, NewFeedTags};
    let client = Client::builder(url("xml")).retry(RetryPolicy::none());
    let client = client.build().unwrap();
    let feed = NewFeed {
        title: "A & B".to_owned(),
        lang: Some("en".to_owned()),
        tags: Some(NewFeedTags {
            tag: vec!["a".to_owned()],
        }),
        links: vec!["l".to_owned()],
    };
    outcomes![client; GetFeed::new(7), PutFeed::new(7, feed),]
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/documents.sh"]
async fn prism_serves_imported_declarations() {
    let called = [
        ("forms", forms().await),
        ("hard", hard().await),
        ("keys", keys().await),
        ("pages", pages().await),
        ("pets", pets().await),
        ("shop", shop().await),
        ("xml", xml().await),
    ];
    let mut wrong = Vec::new();
    let mut needed = BTreeSet::new();
    for ((api, outcomes), (known, endpoints)) in called.into_iter().zip(apis()) {
        assert_eq!(api, known, "each document has its calls");
        let names: BTreeSet<_> = outcomes.iter().map(|(name, _)| *name).collect();
        let all: BTreeSet<_> = endpoints.iter().map(|meta| meta.name).collect();
        assert_eq!(names, all, "{api}: each endpoint is called");
        for (name, failure) in outcomes {
            let Some(failure) = failure else { continue };
            let reason = LEFT_OUT.iter().find(|(left_out, names, says, _)| {
                *left_out == api && names.contains(&name) && failure.contains(says)
            });
            match reason {
                Some(_) => drop(needed.insert((api, name))),
                None => wrong.push(format!("{api}, {name}: {failure}")),
            }
        }
    }
    for (api, names, _, reason) in LEFT_OUT {
        for name in *names {
            if !needed.contains(&(*api, *name)) {
                wrong.push(format!(
                    "{api}, {name}: Prism serves it, but it is left out: {reason}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
