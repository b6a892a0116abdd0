//! A struct declared in an arm, or with our derive, decodes exactly as with serde's own derive, for every declaration and every input.

use std::fmt::Debug;

use serde::de::DeserializeOwned;

use crate::formats::read;

fn compare<Inline: DeserializeOwned + Debug, Derived: DeserializeOwned + Debug>(
    fields: &[&str],
    bodies: &[&str],
) {
    for body in bodies {
        assert_eq!(read::<Inline>(body), read::<Derived>(body), "{body}");
    }
    // Of several missing fields both name the same one.
    for there in fields {
        for value in [
            "null", "1", "\"1\"", "[]", "[1]", "{}", "true", "-1", "1e400",
        ] {
            let one = format!("{{\"{there}\":{value}}}");
            assert_eq!(read::<Inline>(&one), read::<Derived>(&one), "{one}");
            let twice = format!("{{\"{there}\":{value},\"{there}\":{value}}}");
            assert_eq!(read::<Inline>(&twice), read::<Derived>(&twice), "{twice}");
        }
    }
    for count in 0..=fields.len() + 1 {
        for value in ["null", "1", "\"1\"", "[]"] {
            let list = format!("[{}]", vec![value; count].join(","));
            assert_eq!(read::<Inline>(&list), read::<Derived>(&list), "{list}");
        }
    }
    for body in [
        "{}",
        "null",
        "true",
        "7",
        "\"text\"",
        "{\"a\":",
        "",
        "{\"unknown\":{\"a\":[]}}",
    ] {
        assert_eq!(read::<Inline>(body), read::<Derived>(body), "{body}");
    }
}

macro_rules! same {
    ($name:ident { $($items:item)* } [$(#[$attr:meta])*] { $($fields:tt)* } wire $wire:expr, bodies $bodies:expr) => {
        mod $name {
            #![allow(dead_code, unused_imports, non_upper_case_globals, non_camel_case_types, non_snake_case, unreachable_patterns, clippy::option_option)]

            pub(super) mod inline {
                $($items)*

                #[callpoint::endpoint(GET, "/x", 200 => $(#[$attr])* Sample { $($fields)* })]
                pub(crate) struct Get;
            }

            mod derived {
                $($items)*

                #[derive(Debug, Clone, serde::Deserialize)]
                $(#[$attr])*
                pub(super) struct Sample { $($fields)* }
            }

            mod ours {
                $($items)*

                #[derive(Debug, Clone, callpoint::Deserialize)]
                $(#[$attr])*
                pub(super) struct Sample { $($fields)* }
            }

            #[test]
            fn is_decoded_the_same() {
                super::compare::<inline::Sample, derived::Sample>(&$wire, &$bodies);
                super::compare::<ours::Sample, derived::Sample>(&$wire, &$bodies);
            }
        }
    };
}

same!(raw_identifiers {} [] { r#type: String, r#match: Option<u8>, r#async: bool }
    wire ["type", "match", "async", "r#type"],
    bodies [r#"{"type":"a","match":1,"async":true}"#, r#"{"r#type":"a","async":true}"#]);

same!(names_of_values {
        pub(super) const id: u8 = 1;
        pub(super) static kind: u8 = 2;
        pub(super) struct state;
        pub(super) struct Some;
        pub(super) fn None() {}
    } [] { id: u8, kind: u8, state: Option<u8> }
    wire ["id", "kind", "state"],
    bodies [r#"{"id":1,"kind":2,"state":3}"#, r#"{"id":1,"kind":2}"#]);

same!(names_of_ours {} [] {
    __slots: u8, __map: u8, __error: Option<u8>, __value0: u8, __value1: u8, __seq: u8, __of: u8, slots: u8, error: u8, map: u8, seq: u8,
    deserializer: u8, value: u8,
}
wire ["__slots", "__map", "__error", "__value0", "error", "map"],
bodies [
    "[1,2,3,4,5,6,7,8,9,10,11,12,13]",
    r#"{"__slots":1,"__map":2,"__value0":4,"__value1":5,"__seq":6,"__of":7,"slots":8,"error":9,"map":10,"seq":11,"deserializer":12,"value":13}"#,
]);

same!(absence {
        pub(super) type Maybe<T> = Option<T>;
    } [] {
        a: Maybe<u8>, b: std::option::Option<String>, c: core::option::Option<Option<u8>>, d: (), e: std::marker::PhantomData<u8>,
    }
    wire ["a", "b", "c", "d", "e"],
    bodies [r#"{"d":null}"#, r#"{"d":null,"e":null}"#, r#"{"a":null,"b":null,"c":null,"d":null,"e":null}"#]);

same!(texts { use std::borrow::Cow; } [] { a: Cow<'static, str>, b: Box<str>, c: Vec<Option<u8>>, d: char, e: serde_json::Value }
    wire ["a", "b", "c", "d", "e"],
    bodies [r#"{"a":"\u00e9","b":"b","c":[1,null],"d":"d","e":{"f":[]}}"#, r#"{"a":"a","b":"b","c":[],"d":"dd","e":null}"#]);

same!(numbers {} [] { a: u64, b: i128, c: f32, d: u128, e: (u8, i8), f: [u8; 2], g: std::collections::BTreeMap<u8, bool> }
wire ["a", "b", "c", "d", "e", "f", "g"],
bodies [
    r#"{"a":18446744073709551615,"b":-170141183460469231731687303715884105728,"c":1.5,"d":340282366920938463463374607431768211455,"e":[1,-1],"f":[1,2],"g":{"7":true}}"#,
    r#"{"a":18446744073709551616}"#, r#"{"a":1.0}"#, r#"{"c":1e39}"#, r#"{"f":[1]}"#, r#"{"f":[1,2,3]}"#, r#"{"g":{"x":true}}"#,
]);

same!(renamed {} [#[serde(rename_all = "SCREAMING-KEBAB-CASE")]] { first_name: u8, #[serde(rename = "0")] _id: u8, r#type: u8, #[serde(default)] __x: u8 }
    wire ["FIRST-NAME", "0", "TYPE", "first_name", "--X"],
    bodies [r#"{"FIRST-NAME":1,"0":2,"TYPE":3}"#]);

same!(one_name_twice {} [] { a: u8, #[serde(rename = "a")] b: u8 } wire ["a", "b"], bodies [r#"{"a":1,"b":2}"#]);

same!(left_to_the_derive {
        pub(super) fn seven() -> u8 { 7 }
        pub(super) fn twice<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
            <u8 as serde::Deserialize>::deserialize(deserializer).map(|number| number * 2)
        }
    } [#[serde(deny_unknown_fields, rename_all = "camelCase")]] {
        #[serde(default = "seven")] with_path: u8,
        #[serde(alias = "old", alias = "older")] with_alias: u8,
        #[serde(skip)] not_there: u8,
        #[serde(deserialize_with = "twice", default)] doubled: u8,
        #[serde(rename(deserialize = "in", serialize = "out"))] sided: u8,
    }
    wire ["withPath", "withAlias", "old", "notThere", "doubled", "in"],
    bodies [r#"{"old":1,"in":2}"#, r#"{"withAlias":1,"older":2,"in":2}"#, r#"{"withAlias":1,"in":2,"doubled":4,"withPath":9}"#, "[1,2,3]", "[1,2,3,4]"]);

same!(container_default {
        impl Default for Sample { fn default() -> Self { Self { a: 1, b: 2 } } }
    } [#[serde(default)]] { a: u8, b: u8 } wire ["a", "b"], bodies [r#"{"b":3}"#]);

same!(without_fields {} [] {} wire [], bodies ["{}", "[]", "[1]", r#"{"a":1}"#]);

same!(with_conditions {} [] { #[cfg(all())] a: u8, #[cfg(any())] b: Nowhere, #[cfg_attr(all(), serde(rename = "see"))] c: u8 }
    wire ["a", "b", "c", "see"],
    bodies [r#"{"a":1,"see":2}"#]);

same!(documented {} [#[doc = "A thing."]] {
        /// The number.
        a: u8,
        #[doc = "Its `kind`."]
        #[serde(rename = "type")]
        b: u8,
    } wire ["a", "type", "b"], bodies [r#"{"a":1,"type":2}"#]);

same!(for_another_derive_too {} [#[derive(serde::Serialize, PartialEq)] #[serde(rename_all = "camelCase")]] { #[serde(rename = "type")] kind: u8, is_on: bool }
    wire ["type", "isOn"], bodies [r#"{"type":1,"isOn":true}"#]);

same!(recursive {} [] { name: String, children: Vec<Self>, parent: Option<Box<Sample>> }
wire ["name", "children", "parent"],
bodies [
    r#"{"name":"a","children":[{"name":"b","children":[]}],"parent":{"name":"c","children":[]}}"#,
    r#"{"name":"a","children":[{"name":"b"}]}"#,
]);

same!(seventy_fields {} [] {
        f00: u8, f01: u8, f02: u8, f03: u8, f04: u8, f05: u8, f06: u8, f07: u8, f08: u8, f09: u8,
        f10: u8, f11: u8, f12: u8, f13: u8, f14: u8, f15: u8, f16: u8, f17: u8, f18: u8, f19: u8,
        f20: u8, f21: u8, f22: u8, f23: u8, f24: u8, f25: u8, f26: u8, f27: u8, f28: u8, f29: u8,
        f30: u8, f31: u8, f32: u8, f33: u8, f34: u8, f35: u8, f36: u8, f37: u8, f38: u8, f39: u8,
        f40: u8, f41: u8, f42: u8, f43: u8, f44: u8, f45: u8, f46: u8, f47: u8, f48: u8, f49: u8,
        f50: u8, f51: u8, f52: u8, f53: u8, f54: u8, f55: u8, f56: u8, f57: u8, f58: u8, f59: u8,
        f60: u8, f61: u8, f62: u8, f63: u8, f64: u8, f65: u8, f66: u8, f67: u8, f68: u8, f69: Option<u8>,
    }
    wire ["f00", "f35", "f69"],
    bodies [&format!("[{}]", ["1"; 70].join(",")), &format!("[{}]", ["1"; 69].join(","))]);

#[test]
fn serde_attributes_reach_every_derive() {
    let response: for_another_derive_too::inline::Sample =
        serde_json::from_str(r#"{"type":1,"isOn":true}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&response).unwrap(),
        r#"{"type":1,"isOn":true}"#
    );
}
