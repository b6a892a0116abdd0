//! `#[serde(…)]` on body fields works as in serde.

use std::collections::BTreeMap;

use callpoint::endpoint;
use serde::Serialize;

use crate::body;

#[endpoint(POST, "/s")]
#[serde(rename_all = "camelCase")]
struct Renamed {
    first_name: String,
    #[serde(rename = "LAST")]
    last_name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nick_names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_some")]
    odd_one: Option<u8>,
    #[serde(skip)]
    left_out: u8,
    #[serde(rename(serialize = "out", deserialize = "in"))]
    sided: u8,
}

#[test]
fn names_and_absence() {
    let renamed = Renamed {
        first_name: "a".into(),
        last_name: None,
        nick_names: vec![],
        odd_one: None,
        left_out: 1,
        sided: 2,
    };
    assert_eq!(renamed.left_out, 1);
    assert_eq!(body(&renamed), r#"{"firstName":"a","oddOne":null,"out":2}"#);
    let renamed = Renamed {
        nick_names: vec!["x".into()],
        odd_one: Some(1),
        ..renamed.last_name("b")
    };
    assert_eq!(
        body(&renamed),
        r#"{"firstName":"a","LAST":"b","nickNames":["x"],"out":2}"#
    );
}

macro_rules! cases {
    ($($rule:literal $expected:literal;)*) => {
        #[test]
        fn every_rule_of_serde() {
            $({
                #[endpoint(POST, "/s")]
                #[serde(rename_all = $rule)]
                struct Case { field_of_1_body: u8 }

                #[derive(Serialize)]
                #[serde(rename_all = $rule)]
                struct Same { field_of_1_body: u8 }

                assert_eq!(body(&Case::new(1)), $expected);
                assert_eq!(body(&Case::new(1)), serde_json::to_string(&Same { field_of_1_body: 1 }).unwrap());
            })*
        }
    };
}

cases! {
    "lowercase" r#"{"field_of_1_body":1}"#;
    "UPPERCASE" r#"{"FIELD_OF_1_BODY":1}"#;
    "PascalCase" r#"{"FieldOf1Body":1}"#;
    "camelCase" r#"{"fieldOf1Body":1}"#;
    "snake_case" r#"{"field_of_1_body":1}"#;
    "SCREAMING_SNAKE_CASE" r#"{"FIELD_OF_1_BODY":1}"#;
    "kebab-case" r#"{"field-of-1-body":1}"#;
    "SCREAMING-KEBAB-CASE" r#"{"FIELD-OF-1-BODY":1}"#;
}

#[derive(Serialize)]
struct Address {
    city: &'static str,
}

#[endpoint(PUT, "/s/<id>")]
struct Flattened<'a, T: Serialize> {
    id: u8,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    extra: BTreeMap<&'a str, T>,
    #[serde(with = "as_text")]
    number: u16,
    maybe: Option<u8>,
    #[serde(flatten)]
    more: Option<Address>,
}

mod as_text {
    use serde::Serializer;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &u16, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }
}

#[test]
fn flatten_and_with() {
    let flattened = Flattened::new(1, Address { city: "x" }, BTreeMap::from([("k", 'v')]), 5);
    assert_eq!(body(&flattened), r#"{"city":"x","k":"v","number":"5"}"#);
    assert_eq!(
        body(&flattened.maybe(2)),
        r#"{"city":"x","k":"v","number":"5","maybe":2}"#
    );
}

#[endpoint(POST, "/s")]
#[serde(tag = "kind", rename = "note")]
struct Tagged {
    text: String,
}

#[endpoint(POST, "/s")]
#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct AlsoSerialize {
    #[serde(rename = "Text")]
    text: String,
    other: Option<u8>,
}

#[test]
fn containers() {
    assert_eq!(body(&Tagged::new("x")), r#"{"kind":"note","text":"x"}"#);
    let also = AlsoSerialize::new("x");
    assert_eq!(body(&also), r#"{"Text":"x"}"#);
    assert_eq!(
        serde_json::to_string(&also).unwrap(),
        r#"{"Text":"x","OTHER":null}"#
    );
}

#[endpoint(POST, "/s")]
struct Conditional {
    #[cfg(any())]
    never: DoesNotExist,
    #[cfg(not(any()))]
    always: u8,
}

#[test]
fn fields_removed_by_cfg() {
    assert_eq!(body(&Conditional::new(1)), r#"{"always":1}"#);
}

/// Functions named in serde attributes get what serde's own derive passes: the field, not a reference to a reference.
mod functions {

    pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
        *value == T::default()
    }

    pub(super) fn serialize<T: ToOwned<Owned = u8>, S: serde::Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(value.to_owned() * 2)
    }
}

#[endpoint(POST, "/s")]
struct Called<'a, T: Serialize> {
    #[serde(skip_serializing_if = "functions::is_default")]
    count: u8,
    #[serde(with = "functions")]
    double: u8,
    #[serde(flatten)]
    more: &'a T,
    note: Option<u8>,
}

#[test]
fn functions_for_any_type() {
    let more = BTreeMap::from([("a", 1)]);
    assert_eq!(body(&Called::new(0, 2, &more)), r#"{"double":4,"a":1}"#);
    assert_eq!(
        body(&Called::new(1, 2, &more).note(3)),
        r#"{"count":1,"double":4,"a":1,"note":3}"#
    );
}

#[endpoint(POST, "/s")]
#[derive(Clone)]
#[serde(into = "Pair")]
struct Converted {
    first: u8,
    second: u8,
}

#[derive(Serialize)]
struct Pair(u8, u8);

impl From<Converted> for Pair {
    fn from(Converted { first, second }: Converted) -> Self {
        Self(first, second)
    }
}

#[test]
fn serde_into_another_type() {
    assert_eq!(body(&Converted::new(1, 2)), "[1,2]");
}

#[endpoint(PUT, "/s")]
struct Borrowed<'a> {
    name: &'a Option<String>,
    size: u8,
}

#[test]
fn borrowed_fields_may_be_absent() {
    assert_eq!(body(&Borrowed::new(&None, 1)), r#"{"size":1}"#);
    let name = Some("n".to_owned());
    assert_eq!(body(&Borrowed::new(&name, 1)), r#"{"name":"n","size":1}"#);
}

#[endpoint(PUT, "/s/<type>", 200 => String as Text)]
struct Typed<'a, T: Serialize> {
    r#type: &'a str,
    #[serde(rename = "for", skip_serializing_if = "<[T]>::is_empty")]
    r#for: &'a [T],
    #[serde(flatten)]
    r#use: &'a T,
}

#[test]
fn raw_names_with_a_lifetime_and_a_type() {
    let pair = Named { note: "n" };
    let request = Typed::new("a/b", &[], &pair);
    assert_eq!(body(&request), r#"{"note":"n"}"#);
    let list = [Named { note: "m" }];
    let request = Typed::new("a/b", &list, &pair);
    assert_eq!(body(&request), r#"{"for":[{"note":"m"}],"note":"n"}"#);
    assert!(crate::sent(&request).starts_with("PUT /s/a%2Fb"));
}

#[derive(Serialize)]
struct Named {
    note: &'static str,
}
