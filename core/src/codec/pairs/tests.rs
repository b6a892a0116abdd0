use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeStruct as _, Serializer};
use serde_json::json;

use super::{Error, Pairs};

fn pairs(value: &impl Serialize) -> Result<String, Error> {
    let mut text = Vec::new();
    let mut emit = |key: &str, value: &str| text.push(format!("{key}={value}"));
    value.serialize(Pairs::new(&mut emit))?;
    Ok(text.join("&"))
}

#[test]
fn values_and_their_keys() {
    let cases = [
        (json!({}), ""),
        (
            json!({"a": 1, "b": true, "c": null, "d": "x y"}),
            "a=1&b=true&d=x y",
        ),
        (json!({"tag": ["a", "b"], "none": []}), "tag=a&tag=b"),
        (
            json!({"owner": {"at": {"city": "x"}, "name": "ann"}}),
            "owner[at][city]=x&owner[name]=ann",
        ),
        (
            json!({"rows": [{"id": 1}, {"id": 2}]}),
            "rows[0][id]=1&rows[1][id]=2",
        ),
        (
            json!({"grid": [[1, 2], [3]]}),
            "grid[0]=1&grid[0]=2&grid[1]=3",
        ),
    ];
    for (value, expected) in cases {
        assert_eq!(pairs(&value).unwrap(), expected, "{value}");
    }
}

#[test]
fn a_list_of_pairs_is_as_good_as_a_map() {
    assert_eq!(
        pairs(&[("a", 1), ("b", 2), ("a", 3)]).unwrap(),
        "a=1&b=2&a=3"
    );
}

#[test]
fn a_value_without_a_name_is_refused() {
    assert!(pairs(&"x").is_err());
    assert!(pairs(&["x"]).is_err());
    assert!(pairs(&[("a", f64::NAN)]).is_err());
}

/// What a library writes of its own: a struct of one field.
struct Private(&'static str, &'static str);

impl Serialize for Private {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct(self.0, 1)?;
        fields.serialize_field(self.0, self.1)?;
        fields.end()
    }
}

fn seven() -> Private {
    Private("$serde_json::private::Number", "7")
}

#[test]
fn what_is_text_is_the_value() {
    let date = Private("$__toml_private_Datetime", "1979-05-27");
    assert_eq!(pairs(&BTreeMap::from([("n", seven())])).unwrap(), "n=7");
    assert_eq!(
        pairs(&BTreeMap::from([("d", date)])).unwrap(),
        "d=1979-05-27"
    );
    let list = BTreeMap::from([("n", vec![Some(seven()), None, Some(seven())])]);
    assert_eq!(pairs(&list).unwrap(), "n=7&n=7");
    let nested = BTreeMap::from([("a", BTreeMap::from([("n", seven())]))]);
    assert_eq!(pairs(&nested).unwrap(), "a[n]=7");
    assert_eq!(pairs(&[("n", seven())]).unwrap(), "n=7");
    let rows = BTreeMap::from([("rows", vec![BTreeMap::from([("n", seven())])])]);
    assert_eq!(pairs(&rows).unwrap(), "rows[0][n]=7");
    assert!(pairs(&seven()).is_err(), "it has no name");
}

struct Newtype(&'static str);

impl Serialize for Newtype {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(self.0, "x")
    }
}

struct Tagged(&'static str);

impl Serialize for Tagged {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_variant(self.0, 0, "@@TAGGED@@", "x")
    }
}

#[test]
fn what_nobody_else_can_write_is_refused() {
    let told = |written: Result<String, Error>, name: &str| {
        let expected = format!("`{name}` is a form that only its own library writes");
        assert_eq!(written.unwrap_err().to_string(), expected);
    };
    for name in ["$serde_json::private::RawValue", "$oid", "@@TAGGED@@"] {
        told(pairs(&BTreeMap::from([("n", Private(name, "{}"))])), name);
        told(pairs(&BTreeMap::from([("n", Newtype(name))])), name);
        told(pairs(&BTreeMap::from([("n", Tagged(name))])), name);
    }
    // Names that serde's derive gives.
    for name in ["Links", "_links", "my-links", "r", "été", "1st"] {
        assert_eq!(
            pairs(&BTreeMap::from([("n", Private(name, "x"))])).unwrap(),
            format!("n[{name}]=x")
        );
        assert_eq!(
            pairs(&BTreeMap::from([("n", Newtype(name))])).unwrap(),
            "n=x"
        );
    }
}
