//! What the types of schemas read and write.

use std::sync::{Arc, Mutex};

use callpoint::auth::{Bearer, Key};
use callpoint::transport::{Sending, Transport};
use callpoint::{BaseUrl, Body, Client, Endpoint as _};
use http::Response;

use crate::keys_openapi as keys;
use crate::pets_openapi as pets;

fn response(status: u16, body: &str) -> Response<callpoint::Bytes> {
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .header("x-total", "2")
        .body(body.to_owned().into())
        .unwrap()
}

#[test]
fn variants_that_nobody_documented_are_kept() {
    let body = r#"[
        {"id": 1, "type": "pet", "animal": {"kind": "cat", "name": "Tom", "lives": 7}, "born": null, "rank": 3},
        {"id": 2, "type": "pet", "animal": {"kind": "fish", "name": "Nemo"}, "sort": "-created", "class": "z", "point": [1, 2.5]}
    ]"#;
    let page = pets::pets::ListPets::from_http(response(200, body)).unwrap();
    assert_eq!(page.x_total, 2);
    let [cat, fish] = page.body.as_slice() else {
        panic!("two pets")
    };
    assert!(matches!(&cat.animal, pets::Animal::Cat(cat) if cat.lives == Some(7)));
    assert_eq!(cat.other["rank"], 3);
    assert!(matches!(&fish.animal, pets::Animal::Other(value) if value["kind"] == "fish"));
    assert_eq!(fish.sort, Some(pets::PetSort::MinusCreated));
    assert_eq!(fish.class, Some(pets::PetClass::Unknown("z".to_owned())));
    assert_eq!(fish.point, Some((1.0, 2.5)));
}

#[test]
fn what_is_sent_is_what_the_schema_allows() {
    let base = BaseUrl::parse("https://h").unwrap();
    let list = pets::pets::ListPets::new()
        .limit(5)
        .status(vec![
            pets::ListPetsStatus::Available,
            pets::ListPetsStatus::Sold,
        ])
        .filter(pets::ListPetsFilter {
            color: Some("red".to_owned()),
        });
    let uri = list.to_http(&base).unwrap().uri().to_string();
    assert_eq!(
        uri,
        "https://h/pets?api-version=2024-01-01&limit=5&status=available,sold&filter%5Bcolor%5D=red"
    );
    let create = pets::pets::CreatePet::new("Tom").mode(pets::NewPetMode::Fast);
    let request = create.to_http(&base).unwrap();
    assert_eq!(
        request.body().as_bytes().unwrap(),
        br#"{"name":"Tom","mode":"fast"}"#
    );
    let node = pets::NodeInput {
        value: "v".to_owned(),
        left: None,
        children: None,
        note: callpoint::Patch::Null,
        secret: None,
    };
    let update = pets::pets::UpdatePet::new("7").body(node);
    let request = update.to_http(&base).unwrap();
    assert_eq!(
        request.body().as_bytes().unwrap(),
        br#"{"value":"v","note":null}"#
    );
}

/// A transport that keeps what it is given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(pub(crate) Arc<Mutex<Vec<http::Request<Body>>>>);

impl Transport for Kept {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        self.0.lock().unwrap().push(request);
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = http::StatusCode::NO_CONTENT;
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// Two keys at once, one of two, and none: each scheme of the document has a type, and sends what the document says.
#[tokio::test]
async fn schemes_of_one_kind_have_types_of_their_own() {
    let kept = Kept::default();
    let client = Client::builder("https://keys.example.com")
        .auth::<keys::AppId>(Key::new("id").unwrap())
        .auth::<keys::AppKey>(Key::new("key").unwrap())
        .auth::<keys::Session>(Key::new("s").unwrap())
        .auth::<keys::KeyOfLinks>(Key::new("q").unwrap())
        .transport(kept.clone())
        .build()
        .unwrap();
    let user = Client::builder("https://keys.example.com")
        .auth::<keys::User>(Bearer::new("t").unwrap())
        .transport(kept.clone())
        .build()
        .unwrap();
    keys::orders::ListOrders::new().call(&client).await.unwrap();
    keys::orders::CreateOrder::new()
        .call(&client)
        .await
        .unwrap();
    keys::reports::ListReports::new()
        .call(&client)
        .await
        .unwrap();
    keys::reports::ReplaceReports::new()
        .call(&user)
        .await
        .unwrap();
    let requests = kept.0.lock().unwrap();
    let sent = |index: usize, name: &str| {
        let value = requests[index].headers().get(name);
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(sent(0, "x-app-id").as_deref(), Some("id"));
    assert_eq!(sent(0, "x-app-key").as_deref(), Some("key"));
    assert_eq!(sent(1, "cookie").as_deref(), Some("session=s"));
    assert_eq!(sent(1, "x-app-id"), None);
    assert_eq!(requests[2].uri().query(), Some("api_key=q"));
    assert_eq!(sent(3, "authorization").as_deref(), Some("Bearer t"));
}
