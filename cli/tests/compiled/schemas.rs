//! What the types of schemas read and write.

use callpoint::{BaseUrl, Endpoint as _};
use http::Response;

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
    let create = pets::pets::PetsCreate::new("Tom").mode(pets::NewPetMode::Fast);
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
