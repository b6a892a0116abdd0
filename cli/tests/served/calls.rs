//! Calls of all endpoints of the imported modules, which a mock of their document serves, or a fake.

use std::fmt::Display;

use callpoint::auth::{ApiKey, Basic, Bearer, Key};
use callpoint::{Client, Endpoint, Error, Patch, Response, RetryPolicy, Server, Upload};

use crate::api::{forms, hard, keys, pages, pets, shop, xml};

/// The name of an endpoint, and what is wrong with the outcome of its call.
pub(crate) type Outcome = (&'static str, Option<String>);

/// Calls each endpoint of an imported API.
pub(crate) async fn of(api: &str, url: &str) -> Vec<Outcome> {
    match api {
        "forms" => forms(url).await,
        "hard" => hard(url).await,
        "keys" => keys(url).await,
        "pages" => pages(url).await,
        "pets" => pets(url).await,
        "shop" => shop(url).await,
        "xml" => xml(url).await,
        _ => panic!("{api} has no calls"),
    }
}

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

async fn forms(url: &str) -> Vec<Outcome> {
    use forms::forms::{GetFile, GetPoint, PutFile};
    use forms::{App, Files, GetPointCreated, GetPointKind, Key as QueryKey, Range, Uploads};
    let uploads = Server::new(url)
        .auth::<App>(Key::new("id").unwrap())
        .auth::<QueryKey>(Key::new("k").unwrap());
    let client = Client::builder(url)
        .base::<Uploads>(uploads)
        .base::<Files>(Server::new(url))
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

async fn hard(url: &str) -> Vec<Outcome> {
    use hard::mod2::mod2::{ErrorItem, OptionItem, Type};
    use hard::mod2::{Lists, Prefixes, TextOrJson};
    use hard::serde2::{HeadersTwice, IdsTwice, Numbers};
    let client = Client::builder(url).retry(RetryPolicy::none());
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

async fn keys(url: &str) -> Vec<Outcome> {
    use keys::orders::{CreateOrder, ListOrders};
    use keys::reports::{ListReports, ReplaceReports};
    let client = Client::builder(url)
        .auth::<keys::AppId>(Key::new("id").unwrap())
        .auth::<keys::AppKey>(Key::new("key").unwrap())
        .auth::<keys::Session>(Key::new("s").unwrap())
        .auth::<keys::KeyOfLinks>(Key::new("q").unwrap())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let mut all = outcomes![client;
        ListOrders::new(),
        CreateOrder::new(),
        ListReports::new(),
    ];
    let client = Client::builder(url)
        .auth::<keys::User>(Bearer::new("t").unwrap())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    all.extend(outcomes![client; ReplaceReports::new(),]);
    all
}

async fn pages(url: &str) -> Vec<Outcome> {
    use pages::pages::*;
    let client = Client::builder(url).retry(RetryPolicy::none());
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

async fn pets(url: &str) -> Vec<Outcome> {
    use pets::pets::{CreatePet, ListPets, UpdatePet};
    use pets::store::GetPet;
    use pets::{ListPetsFilter, ListPetsStatus, NewPetMode, NodeInput};
    let client = Client::builder(url)
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

async fn shop(url: &str) -> Vec<Outcome> {
    use shop::products::pictures::{GetPicture, ReplacePicture, UploadPicture};
    use shop::products::{CreateProduct, DeleteProduct, ListAllProducts};
    use shop::session::{Ask, FindFiles, Head, LogIn, WhoAmI};
    use shop::{StatusServer, shop_api::Status};
    let status = Server::new(url).auth::<Bearer>(Bearer::new("t").unwrap());
    let client = Client::builder(url)
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

async fn xml(url: &str) -> Vec<Outcome> {
    use xml::feeds::{GetFeed, PutFeed};
    use xml::{NewFeed, NewFeedTags};
    let client = Client::builder(url).retry(RetryPolicy::none());
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
