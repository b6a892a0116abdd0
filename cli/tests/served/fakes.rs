//! Fakes of the imported APIs, with handlers by the imported declarations: their own clients pass, and so does Schemathesis, which calls them by the
//! documents that are exported of the same declarations.

use std::collections::BTreeMap;
use std::{fs, io};

use callpoint::meta::{CodecId, StatusPattern};
use callpoint::{Client, Error, RawResponse, http};
use callpoint_testing::{Fake, FakeProblem, FakeServer, Reply};
use serde::Serialize;

use crate::api::{forms, hard, pages, pets, shop, xml};
use crate::calls;
use crate::exports::{apis, list};

/// Handlers that send what they receive on to the fake of the examples, and respond with what it says: whatever a request and a response hold goes through
/// both directions of the declaration.
macro_rules! forwarding {
    ($fake:expr, $examples:expr; $($endpoint:path,)*) => {
        $(
            let client = Client::builder("https://api.example.com").transport($examples.clone()).build().unwrap();
            $fake.on_async::<$endpoint, _>(move |request, _| {
                let client = client.clone();
                async move {
                    match client.call(&request).await {
                        Ok(output) => Ok(output.into()),
                        Err(Error::Api(error)) => Err(Reply::new(error.body)),
                        Err(error) => panic!("{}: {error}", stringify!($endpoint)),
                    }
                }
            });
        )*
    };
}

fn fake_of_forms() -> Fake<Option<i64>> {
    use forms::forms::{GetFile, GetFileOutput, GetPoint, PutFile};
    let fake = Fake::new(None);
    fake.on::<GetPoint>(|request, last| {
        let before = last.replace(request.level);
        let body = before.map(|gt| forms::Range {
            gt: Some(gt),
            lt: None,
        });
        Ok(forms::RangeResponse {
            x_rate: before,
            body,
        })
    });
    fake.on::<PutFile>(|_, _| Ok(()));
    fake.on::<GetFile>(|_, last| match *last {
        Some(lt) => Ok(GetFileOutput::Ok(forms::Range {
            gt: None,
            lt: Some(lt),
        })),
        None => Ok(GetFileOutput::OkPdf("%PDF-1.7".into())),
    });
    fake
}

fn fake_of_hard() -> Fake {
    let fake = Fake::new(());
    let examples = Fake::from_examples(&list("hard"));
    forwarding![fake, examples;
        hard::serde2::IdsTwice,
        hard::serde2::HeadersTwice,
        hard::serde2::Numbers,
        hard::mod2::TextOrJson,
        hard::mod2::Prefixes,
        hard::mod2::Lists,
        hard::mod2::mod2::ErrorItem,
        hard::mod2::mod2::Type,
        hard::mod2::mod2::OptionItem,
    ];
    fake
}

fn fake_of_pages() -> Fake {
    let fake = Fake::new(());
    let examples = Fake::from_examples(&list("pages"));
    forwarding![fake, examples;
        pages::pages::ListByToken,
        pages::pages::SearchByToken,
        pages::pages::ListByHeader,
        pages::pages::ListByUrl,
        pages::pages::ListByExtension,
        pages::pages::ListByNumber,
        pages::pages::ListByOffset,
        pages::pages::ListUnclear,
        pages::pages::ListTwo,
        pages::pages::ListByLastItem,
        pages::pages::ListByNestedCursor,
        pages::pages::ListByEndCursor,
        pages::pages::ListBySameCursor,
        pages::pages::ListByHal,
        pages::pages::ListByLinks,
        pages::pages::ListByMetaUrl,
        pages::pages::ListBySaidUrl,
        pages::pages::ListByPageCount,
        pages::pages::ListByMetaNumber,
        pages::pages::ListByMetaTotal,
        pages::pages::ListNotSaidUrl,
        pages::pages::ListNotSaidStart,
        pages::pages::ListNotSaidCursor,
        pages::pages::ListNotOneList,
    ];
    fake
}

/// Pets by their numbers, and the tree that each has.
#[derive(Default)]
struct Shelter {
    pets: BTreeMap<i64, pets::Pet>,
    trees: BTreeMap<String, pets::Node>,
}

fn fake_of_pets() -> Fake<Shelter> {
    use pets::pets::{CreatePet, CreatePetOutput, ListPets, UpdatePet, UpdatePetError};
    use pets::store::{GetPet, GetPetError};
    let fake = Fake::new(Shelter::default()).on_problem(error_of_pets);
    fake.on::<ListPets>(|request, shelter| {
        let most = request
            .limit
            .map_or(20, |limit| usize::try_from(limit).unwrap_or_default());
        let pets: Vec<pets::Pet> = shelter.pets.values().take(most).cloned().collect();
        let has_more = pets.len() < shelter.pets.len();
        Ok(pets::PetsResponse {
            x_next: has_more.then(|| "/pets?after".to_owned()),
            x_total: i64::try_from(shelter.pets.len()).unwrap(),
            body: pets,
        })
    });
    fake.on::<CreatePet>(|request, shelter| {
        if matches!(request.mode, Some(pets::NewPetMode::Slow)) {
            return Ok(CreatePetOutput::Accepted(()));
        }
        let id = i64::try_from(shelter.pets.len()).unwrap();
        let animal = match id % 3 {
            0 => pets::Animal::Cat(pets::Cat {
                name: request.name,
                lives: request.max_age,
            }),
            1 => pets::Animal::Dog(pets::Dog {
                name: request.name,
                size: pets::DogSize::LUpper,
            }),
            _ => pets::Animal::Other(serde_json::json!({"kind": "fish", "name": request.name})),
        };
        let is_even = id % 2 == 0;
        let pet = pets::Pet {
            id,
            animal,
            r#type: pets::PetType::Pet,
            born: is_even.then(|| "2024-01-02".to_owned()),
            owner: is_even.then(|| pets::PetOwner {
                full_name: request.nickname.value().cloned(),
                address: None,
            }),
            sort: Some(pets::PetSort::MinusCreated),
            point: is_even.then_some((1.0, 2.5)),
            labels: None,
            event: Some(pets::PetEvent::Born(pets::PetEventBorn { a: id })),
            class: Some(pets::PetClass::Unknown("z".to_owned())),
            other: BTreeMap::from([("rank".to_owned(), id)]),
        };
        shelter.pets.insert(id, pet.clone());
        Ok(CreatePetOutput::Created(pet))
    });
    fake.on::<UpdatePet>(|request, shelter| match request.body {
        None => match shelter.trees.get(&request.pet_id) {
            Some(known) => Ok(known.clone()),
            None => Err(UpdatePetError::NotFound(())),
        },
        Some(sent) => {
            let node = node(sent, &mut 0);
            shelter.trees.insert(request.pet_id, node.clone());
            Ok(node)
        }
    });
    fake.on_reply::<GetPet>(|request, shelter| {
        if request.pet_id.is_empty() {
            return Err(Reply::new(GetPetError::Other(None)).status(404));
        }
        let id: Option<i64> = request.pet_id.parse().ok();
        let found = id.and_then(|id| shelter.pets.get(&id));
        let found = found.map(|pet| pets::GetPetResponse::Pet(Box::new(pet.clone())));
        Ok(Reply::new(found.or(Some(pets::GetPetResponse::Text(request.pet_id)))).status(203))
    });
    fake
}

/// What is stored of a tree: its nodes have numbers.
fn node(sent: pets::NodeInput, count: &mut usize) -> pets::Node {
    *count += 1;
    let id = count.to_string();
    let children = sent
        .children
        .map(|all| all.into_iter().map(|one| node(one, count)).collect());
    pets::Node {
        id,
        value: sent.value,
        left: sent.left.map(|left| Box::new(node(*left, count))),
        children,
        note: sent.note.value().cloned(),
    }
}

/// What the fake says by itself in the status and the media type that the service documents for errors of the operation: its own, or the first.
fn documented(problem: &FakeProblem, body: &impl Serialize) -> Option<http::Response<String>> {
    let endpoint = problem.endpoint?;
    let own = endpoint.response(problem.status.as_u16());
    let declared = own.or_else(|| endpoint.errors.first())?;
    let status = match (own, declared.statuses.first()?) {
        (None, StatusPattern::Code(code)) => *code,
        _ => problem.status.as_u16(),
    };
    let response = http::Response::builder().status(status);
    match declared.body_codec() {
        Some(codec) if codec.id == CodecId::ApplicationJson => response
            .header("content-type", codec.content_type)
            .body(serde_json::to_string(body).ok()?),
        Some(codec) => response
            .header("content-type", codec.content_type)
            .body(problem.detail.clone()),
        None => response.body(String::new()),
    }
    .ok()
}

fn error_of_pets(problem: &FakeProblem) -> Option<http::Response<String>> {
    let body = pets::ErrorBody {
        code: i64::from(problem.status.as_u16() == 401) + 1,
        message: Some(problem.detail.clone()),
        details: None,
    };
    documented(problem, &body)
}

fn error_of_shop(problem: &FakeProblem) -> Option<http::Response<String>> {
    let body = shop::Problem {
        code: "invalid".to_owned(),
        message: problem.detail.clone(),
    };
    documented(problem, &body)
}

fn product(id: i64, name: String) -> shop::Product {
    shop::Product {
        id,
        name,
        price: shop::Price {
            amount: 12.5,
            currency: "EUR".to_owned(),
        },
        tags: vec!["a".to_owned()],
        r#type: "x".to_owned(),
        discontinued_at: (id % 2 == 0).then(|| "2026-01-01".to_owned()),
    }
}

/// What a response holds of which nothing is declared.
fn raw(status: u16, body: &'static str) -> RawResponse {
    let response = http::Response::builder().status(status);
    RawResponse::from(response.body(body.into()).unwrap())
}

fn fake_of_shop() -> Fake<Vec<shop::Product>> {
    use shop::products::pictures::{GetPicture, ReplacePicture, UploadPicture};
    use shop::products::{
        CreateProduct, CreateProductError, CreateProductOutput, DeleteProduct, ListAllProducts,
    };
    use shop::session::{Ask, FindFiles, Head, LogIn, LogInError, WhoAmI};
    let fake = Fake::new(vec![product(1, "Chair".to_owned())]).on_problem(error_of_shop);
    fake.on::<ListAllProducts>(|request, products| {
        Ok(shop::ProductPage {
            count: i64::try_from(products.len()).unwrap(),
            next: request.verbose.then(|| "/products?page=2".to_owned()),
            results: products.iter().take(3).cloned().collect(),
        })
    });
    fake.on::<CreateProduct>(|request, products| {
        if request.display_name.is_empty() {
            let fields = shop::Fields {
                name: vec!["is empty".to_owned()],
            };
            return Err(CreateProductError::InvalidProduct(shop::InvalidProduct {
                code: "invalid".to_owned(),
                fields,
            }));
        }
        if !request.is_public {
            let job = request.x_request_id;
            return Ok(CreateProductOutput::Accepted(shop::CreateProductResponse {
                job,
            }));
        }
        let id = i64::try_from(products.len()).unwrap();
        let product = shop::Product {
            price: request.list_price,
            tags: request.tags,
            ..product(id, request.display_name)
        };
        products.push(product.clone());
        Ok(CreateProductOutput::Created(product))
    });
    fake.on::<DeleteProduct>(|request, products| {
        products.retain(|product| product.id != request.id);
        Ok(())
    });
    fake.on::<UploadPicture>(|request, _| Ok(format!("stored {}", request.title)));
    fake.on::<GetPicture>(|_, _| Ok("PNG".into()));
    fake.on::<ReplacePicture>(|_, _| Ok(()));
    fake.on::<LogIn>(|request, _| match request.scope.len() {
        0 => Err(LogInError::Locked("<h1>Locked</h1>".to_owned())),
        count => Ok(shop::Login {
            access_token: request.user,
            expires_in: i64::try_from(count).unwrap(),
        }),
    });
    fake.on::<WhoAmI>(|_, products| {
        Ok(shop::Me {
            name: "Ann".to_owned(),
            limits: serde_json::Map::new(),
            scores: BTreeMap::from([("1".to_owned(), 0.5)]),
            anything: "x".into(),
            extra: (products.len() % 2 == 0).then_some(true),
        })
    });
    fake.on::<Ask>(|_, _| Ok(raw(200, "{}")));
    fake.on::<Head>(|_, _| Ok(()));
    fake.on::<FindFiles>(|_, _| Ok("<multistatus/>".to_owned()));
    fake.on::<shop::shop_api::Status>(|_, _| Ok(raw(204, "")));
    fake
}

fn entry(at: &str, parent: Option<Box<xml::Entry>>) -> xml::Entry {
    xml::Entry {
        at: at.to_owned(),
        is_read: Some(true),
        parent,
    }
}

fn fake_of_xml() -> Fake<BTreeMap<i64, xml::NewFeed>> {
    use xml::feeds::{GetFeed, GetFeedError, PutFeed, PutFeedOutput};
    let fake = Fake::new(BTreeMap::new()).on_problem(|problem| documented(problem, &()));
    fake.on_reply::<GetFeed>(|request, feeds| {
        if request.id < 0 {
            let code = Some("negative".to_owned());
            return Err(GetFeedError::Rejected(xml::Fault { code }).into());
        }
        let stored: Option<&xml::NewFeed> = feeds.get(&request.id);
        let body = xml::FeedXml {
            id: request.id,
            title: stored.map(|feed| feed.title.clone()),
            status: xml::FeedXmlStatus::Open,
            entries: xml::FeedXmlEntries {
                entry: vec![xml::EntryXml {
                    at: "2024-01-02".to_owned(),
                    is_read: Some(false),
                    parent: None,
                }],
            },
            tags: vec!["a".to_owned()],
            scores: vec![1.5],
            about: None,
        };
        let e_tag = stored.map(|feed| format!("\"{}\"", feed.title.len()));
        Ok(xml::FeedXmlResponse { e_tag, body }.into())
    });
    fake.on::<PutFeed>(|request, feeds| {
        let title = request.body.title.clone();
        let is_new = feeds.insert(request.id, request.body).is_none();
        if !is_new {
            let feed = Vec::new();
            return Ok(PutFeedOutput::Accepted(xml::PutFeedResponse { feed }));
        }
        Ok(PutFeedOutput::Ok(xml::Feed {
            id: request.id,
            title: Some(title),
            tag: None,
            status: xml::FeedStatus::Closed,
            entries: vec![entry("b", Some(Box::new(entry("a", None))))],
            tags: None,
            scores: Some(vec![0.5]),
            about: None,
        }))
    });
    fake
}

/// The fakes by the names of their documents, on sockets of their own.
async fn served() -> [(&'static str, FakeServer); 7] {
    [
        ("forms", fake_of_forms().serve().await.unwrap()),
        ("hard", fake_of_hard().serve().await.unwrap()),
        (
            "keys",
            Fake::from_examples(&list("keys")).serve().await.unwrap(),
        ),
        ("pages", fake_of_pages().serve().await.unwrap()),
        ("pets", fake_of_pets().serve().await.unwrap()),
        ("shop", fake_of_shop().serve().await.unwrap()),
        ("xml", fake_of_xml().serve().await.unwrap()),
    ]
}

#[tokio::test]
async fn clients_pass_on_the_fakes() {
    let mut wrong = Vec::new();
    for ((name, fake), (known, endpoints)) in served().await.into_iter().zip(apis()) {
        assert_eq!(name, known, "each document has its fake");
        let outcomes = calls::of(name, &fake.url()).await;
        assert!(outcomes.len() >= endpoints.len());
        let failed = outcomes
            .into_iter()
            .filter_map(|(endpoint, failure)| Some((endpoint, failure?)));
        wrong.extend(failed.map(|(endpoint, failure)| format!("{name}, {endpoint}: {failure}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `FAKES` is the file that gets the URL of each. It ends with standard input.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "tests/live/documents.sh"]
async fn fakes_are_served() {
    let file = std::env::var_os("FAKES").expect("FAKES is the file");
    let fakes = served().await;
    let lines = fakes
        .iter()
        .map(|(name, fake)| format!("imported-{name}={}\n", fake.url()));
    fs::write(file, lines.collect::<String>()).unwrap();
    let ended = tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink()));
    ended.await.unwrap().unwrap();
}
