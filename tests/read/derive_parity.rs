//! Our `Deserialize` of anything that is no plain struct decodes exactly as with serde's own derive.

use std::fmt::Debug;

use serde::de::DeserializeOwned;

use crate::formats::read;

fn compare<Ours: DeserializeOwned + Debug, Theirs: DeserializeOwned + Debug>(bodies: &[&str]) {
    let always = [
        "{}",
        "[]",
        "null",
        "true",
        "7",
        "-7",
        "1.5",
        "\"text\"",
        "{\"a\":",
        "",
        "[1]",
        "[1,2]",
        r#"{"a":1}"#,
        r#"{"unknown":{"a":[]}}"#,
        r#"{"type":"unknown"}"#,
    ];
    for body in bodies.iter().chain(&always) {
        assert_eq!(read::<Ours>(body), read::<Theirs>(body), "{body}");
    }
}

macro_rules! same {
    ($name:ident, $sample:ty, { $($items:item)* } $(#[$attr:meta])* { $($declaration:tt)* } $bodies:expr) => {
        mod $name {
            #![allow(dead_code, clippy::enum_variant_names, clippy::unnecessary_wraps)]

            mod ours {
                $($items)*

                #[derive(Debug, Clone, callpoint::Deserialize)]
                $(#[$attr])*
                $($declaration)*

                pub(super) type Read = $sample;
            }

            mod theirs {
                $($items)*

                #[derive(Debug, Clone, serde::Deserialize)]
                $(#[$attr])*
                $($declaration)*

                pub(super) type Read = $sample;
            }

            #[test]
            fn is_decoded_the_same() {
                super::compare::<ours::Read, theirs::Read>(&$bodies);
            }
        }
    };
}

same!(externally_tagged, Shape, {} #[serde(rename_all = "snake_case")] {
        pub(super) enum Shape { Point, Circle(f64), Line(u8, u8), Named { first_name: String, #[serde(default)] id: u8 }, #[serde(other)] Other }
    } [r#""point""#, r#""Point""#, r#"{"circle":1.5}"#, r#"{"line":[1,2]}"#, r#"{"line":[1]}"#, r#"{"named":{"first_name":"a"}}"#, r#"{"named":{}}"#, r#""square""#]);

same!(internally_tagged, Event, {} #[serde(tag = "type", rename_all_fields = "camelCase")] {
        pub(super) enum Event { Started { at_time: u8 }, #[serde(rename = "stop", alias = "halt")] Stopped { code: Option<u8> }, Idle }
    } [r#"{"type":"Started","atTime":1}"#, r#"{"type":"Started"}"#, r#"{"type":"stop"}"#, r#"{"type":"halt","code":1}"#, r#"{"type":"Idle","x":1}"#]);

same!(adjacently_tagged, Event, {} #[serde(tag = "t", content = "c")] {
        pub(super) enum Event { A(u8), B { b: String }, C }
    } [r#"{"t":"A","c":1}"#, r#"{"c":1,"t":"A"}"#, r#"{"t":"B","c":{"b":""}}"#, r#"{"t":"C"}"#, r#"{"t":"D"}"#, r#"{"t":"A"}"#]);

same!(untagged, Either, {} #[serde(untagged)] {
        pub(super) enum Either { Number(u64), Text(String), List(Vec<Self>), Object { a: u8 }, Nothing }
    } [r#"[1,["a"]]"#, r#"{"a":1}"#, r#"{"a":300}"#, "null"]);

same!(with_discriminants, Level, {} #[repr(u8)] #[derive(PartialEq, Default)] {
        pub(super) enum Level { #[default] Low = 3, High = Self::Low as u8 + 4 }
    } [r#""Low""#, r#""High""#, r#""Middle""#]);

same!(newtype, Id, {} {
        pub(super) struct Id(u64);
    } ["7"]);

same!(transparent, Id, {} #[serde(transparent)] {
        pub(super) struct Id { value: String }
    } [r#""a""#]);

same!(tuple, Pair, {} {
        pub(super) struct Pair(u8, #[serde(default)] Option<String>);
    } [r#"[1,"a"]"#, "[1,null]"]);

same!(unit, Nothing, {} {
        pub(super) struct Nothing;
    } []);

same!(flattened, Page, {
        #[derive(Debug, Clone, serde::Deserialize)]
        pub(super) struct Cursor { next: Option<String>, limit: u8 }
    } {
        pub(super) struct Page {
            items: Vec<u8>,
            #[serde(flatten)] cursor: Cursor,
            #[serde(flatten)] rest: std::collections::BTreeMap<String, serde_json::Value>,
        }
    } [r#"{"items":[1],"limit":2,"a":{}}"#, r#"{"items":[1]}"#, r#"{"limit":1}"#]);

same!(from_text, Text, {
        impl From<String> for Text { fn from(text: String) -> Self { Self { text } } }
    } #[serde(from = "String")] {
        pub(super) struct Text { text: String }
    } [r#""a""#]);

same!(tried_from_text, Text, {
        impl TryFrom<String> for Text {
            type Error = &'static str;
            fn try_from(text: String) -> Result<Self, Self::Error> { if text.is_empty() { Err("no text") } else { Ok(Self { text }) } }
        }
    } #[serde(try_from = "String")] {
        pub(super) struct Text { text: String }
    } [r#""a""#, r#""""#]);

same!(expecting, Strict, {} #[serde(expecting = "a strict thing", deny_unknown_fields)] {
        pub(super) struct Strict { a: u8 }
    } [r#"{"a":1,"b":2}"#]);

same!(renamed_container, Thing, {} #[serde(rename = "thing", rename_all(deserialize = "camelCase", serialize = "UPPERCASE"))] {
        pub(super) struct Thing { one_two: u8, r#type: u8 }
    } [r#"{"oneTwo":1,"type":2}"#, r#"{"one_two":1}"#]);

same!(serialized_too, Both, {} #[derive(serde::Serialize)] #[serde(rename_all(serialize = "UPPERCASE"))] {
        pub(super) struct Both {
            #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8>,
            #[serde(rename(serialize = "x", deserialize = "y"))] b: u8,
            #[serde(skip_serializing, default)] c: u8,
        }
    } [r#"{"a":1,"y":2}"#, r#"{"a":1,"b":2}"#, r#"{"A":1,"x":2}"#, r#"{"a":1,"y":2,"c":3}"#]);

same!(generic, Page<u8, String>, {} {
        pub(super) struct Page<T, U: Clone = ()> where T: std::fmt::Debug {
            items: Vec<T>, next: Option<U>, #[serde(default)] first: T, marker: std::marker::PhantomData<U>, more: Option<Box<Page<T, U>>>,
        }
    } [r#"{"items":[1],"next":"a"}"#, r#"{"items":["a"]}"#, r#"{"items":[],"first":2,"more":{"items":[]}}"#, r#"{"first":1}"#]);

/// No `Deserialize`.
#[derive(Debug, Clone, Default)]
struct Unreadable;

same!(generic_marker, Marked<crate::derive_parity::Unreadable>, {} {
        pub(super) struct Marked<T> { id: u8, marker: std::marker::PhantomData<T> }
    } [r#"{"id":1,"marker":null}"#, r#"{"id":1}"#]);

same!(generic_enum, Either<u8, Vec<u8>>, {} #[serde(untagged)] {
        pub(super) enum Either<A, B> { First(A), Second { second: B }, Third { third: Box<Self> } }
    } ["1", r#"{"second":[1]}"#, r#"{"second":1}"#]);

same!(constant, Few<2>, {} {
        pub(super) struct Few<const N: usize> { items: Vec<u8>, #[serde(skip)] rest: std::marker::PhantomData<[(); N]> }
    } [r#"{"items":[1]}"#]);

same!(recursive, Node, {} {
        pub(super) struct Node { value: u8, children: Vec<Self>, #[serde(alias = "up")] parent: Option<Box<Self>> }
    } [r#"{"value":1,"children":[{"value":2,"children":[]}],"up":{"value":0,"children":[]}}"#, r#"{"value":1,"children":[{"value":2}]}"#]);

same!(names_of_ours, __Body, {
        pub(super) struct __Result;
    } {
        pub(super) struct __Body { __slots: u8, __values: u8 }
    } [r#"{"__slots":1,"__values":2}"#]);

same!(enum_of_ours, __Body, {} {
        pub(super) enum __Body { __Ok(u8), __None }
    } [r#"{"__Ok":1}"#, r#""__None""#]);

/// Has an associated type.
trait Kind {
    type Value;
}

impl Kind for Unreadable {
    type Value = u8;
}

same!(associated, (First<crate::derive_parity::Unreadable>, Second<crate::derive_parity::Unreadable>), {
        use crate::derive_parity::Kind;

        #[derive(Debug, Clone, callpoint::Deserialize)]
        pub(super) struct First<T: Kind> { a: T::Value }
    } #[serde(deny_unknown_fields)] {
        pub(super) struct Second<T: Kind> { a: T::Value, #[serde(skip)] more: std::marker::PhantomData<T> }
    } [r#"[{"a":1},{"a":2}]"#, r#"[{"a":1},{"a":2,"b":3}]"#]);

same!(generic_by_other_means, Page<crate::derive_parity::Unreadable, u8>, {
        fn nothing<'de, D: serde::Deserializer<'de>, T>(_: D) -> Result<Option<T>, D::Error> { Ok(None) }
        fn none<T>() -> Option<T> { None }
    } {
        pub(super) struct Page<T, U> {
            #[serde(skip)] first: Option<T>,
            #[serde(default = "none", deserialize_with = "nothing")] second: Option<T>,
            #[serde(skip_deserializing, default = "none")] third: Option<T>,
            nested: Option<std::marker::PhantomData<fn() -> T>>,
            #[serde(default, alias = "u")] last: U,
        }
    } [r#"{"last":1}"#, r#"{"u":1,"nested":null}"#, r#"{"first":1}"#]);

same!(bounds_of_a_container, Id<u16>, {} #[serde(bound(deserialize = "T: From<u8> + serde::Deserialize<'de>"))] {
        pub(super) struct Id<T> { a: T }
    } []);

same!(bounds_of_fields, Either<u8, crate::derive_parity::Unreadable>, {
        fn nothing<'de, D: serde::Deserializer<'de>, T>(_: D) -> Result<Option<T>, D::Error> { Ok(None) }
    } {
        pub(super) enum Either<T, U> {
            A(#[serde(bound(deserialize = "T: serde::Deserialize<'de> + Clone"))] T),
            #[serde(skip)] B(U),
            #[serde(bound(deserialize = ""), deserialize_with = "nothing")] C(Option<U>),
        }
    } [r#"{"A":1}"#, r#"{"B":1}"#, r#"{"C":1}"#]);

same!(defaults_of_a_container, Settings<u8>, {
        impl<T: From<u8>> Default for Settings<T> { fn default() -> Self { Self { a: T::from(7), b: None } } }
    } #[serde(default)] {
        pub(super) struct Settings<T> { a: T, #[serde(skip)] b: Option<super::super::Unreadable> }
    } [r#"{"a":2}"#]);

same!(bound_by_itself, Tree<u8>, {} {
        pub(super) struct Tree<T> where Option<Self>: Sized, T: Clone { a: T, #[serde(alias = "l")] left: Option<Box<Self>> }
    } [r#"{"a":1,"l":{"a":2}}"#]);

same!(parameters_of_ours, Four<u8, u8, u8, 2>, {} {
        pub(super) struct Four<D, E, V, const N: usize> where [D; N]: Clone { a: D, b: Option<E>, c: Option<V>, #[serde(default)] rest: Vec<[D; 1]> }
    } [r#"{"a":1,"rest":[[1]]}"#]);

same!(parameters_of_an_enum, Four<u8, u8>, {} {
        pub(super) enum Four<D, E> { A(D), B { b: E } }
    } [r#"{"A":1}"#, r#"{"B":{"b":1}}"#]);

same!(flattened_and_strict, Strict, {
        #[derive(Debug, Clone, callpoint::Deserialize)]
        pub(super) struct Inner { b: u8 }
    } #[serde(deny_unknown_fields)] {
        pub(super) struct Strict { a: u8, #[serde(flatten)] inner: Inner, #[serde(default)] c: u8 }
    } [r#"{"a":1,"b":2}"#, r#"{"a":1,"b":2,"d":3}"#, r#"{"a":1,"c":2}"#]);

same!(flattened_enums, Both, {
        #[derive(Debug, Clone, callpoint::Deserialize)]
        #[serde(tag = "kind")]
        pub(super) enum Tagged { X { b: u8 }, Y }
        #[derive(Debug, Clone, callpoint::Deserialize)]
        pub(super) enum Plain { P { c: u8 }, Q(u8), R }
    } {
        pub(super) struct Both { a: u8, #[serde(flatten)] tagged: Tagged, #[serde(flatten)] plain: Option<Plain> }
    } [r#"{"a":1,"kind":"X","b":2}"#, r#"{"a":1,"kind":"Y","Q":3}"#, r#"{"a":1,"kind":"Z"}"#, r#"{"P":{"c":1},"kind":"Y","a":1}"#, r#"{"R":null,"a":1,"kind":"Y"}"#]);

same!(content_of_our_structs, Shape, {
        #[derive(Debug, Clone, callpoint::Deserialize)]
        pub(super) struct Inner { b: u8, #[serde(default)] c: Vec<u8> }
    } #[serde(tag = "type")] {
        pub(super) enum Shape { A(Inner), B(Box<Inner>), C(std::collections::BTreeMap<String, u8>), D(()), #[serde(other)] Rest }
    } [r#"{"type":"A","b":2}"#, r#"{"b":2,"type":"B","c":[1]}"#, r#"{"type":"C","b":1}"#, r#"{"type":"D"}"#, r#"["A",{"b":1}]"#, r#"["A",1,[2]]"#, r#"{"type":7}"#]);

same!(untagged_variants, Shape, {} #[serde(tag = "type")] {
        pub(super) enum Shape { A { a: u8 }, #[serde(untagged)] Number(u8), #[serde(untagged)] Any { z: String } }
    } [r#"{"type":"A","a":1}"#, r#"{"type":"A"}"#, r#"{"z":"x"}"#, r#"{"type":"Q"}"#]);

same!(field_names, Name, {} #[serde(field_identifier, rename_all = "lowercase")] {
        pub(super) enum Name { First, Second, Other(String) }
    } [r#""first""#, r#""third""#]);

same!(variant_names, Name, {} #[serde(variant_identifier)] {
        pub(super) enum Name { First, Second }
    } [r#""First""#, "1", "9"]);

same!(absent_in_tuples, Settings, {} #[serde(default)] #[derive(Default)] {
        pub(super) struct Settings(u8, String, #[serde(skip)] u8);
    } [r#"[1,"a"]"#]);

same!(read_by_functions, Colors, {
        mod hex {
            pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
                let text: String = serde::Deserialize::deserialize(deserializer)?;
                u32::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
            }
        }
        fn seven<T: From<u8>>() -> T { T::from(7) }
    } {
        pub(super) struct Colors { #[serde(with = "hex")] a: u32, #[serde(default = "seven")] b: u8, #[serde(default = "Vec::new")] c: Vec<u8> }
    } [r#"{"a":"ff"}"#, r#"{"a":"zz"}"#, r#"{"a":1}"#, r#"{"a":"1","b":2,"c":[3]}"#]);

same!(skipped_parts, Parts, {} {
        pub(super) enum Parts { A(#[serde(skip)] u8, u8), #[serde(skip)] B, C { #[serde(skip)] a: u8, #[serde(default)] b: u8 }, #[serde(skip_deserializing)] D(super::super::Unreadable) }
    } [r#"{"A":[1]}"#, r#"{"A":1}"#, r#"{"C":{}}"#, r#"{"C":{"a":1,"b":2}}"#, r#""B""#, r#""D""#]);

same!(names_of_the_prelude, Named, {
        #[derive(Debug, Clone, callpoint::Deserialize)] pub(super) struct Option { z: u8 }
        #[derive(Debug, Clone, callpoint::Deserialize)] pub(super) enum Result { Ok, Err }
        #[derive(Debug, Clone, callpoint::Deserialize)] pub(super) struct Vec;
    } {
        pub(super) struct Named { a: Option, b: Result, #[serde(alias = "e")] d: Vec }
    } [r#"{"a":{"z":1},"b":"Ok","e":null}"#, r#"{"a":{"z":1},"b":"No","d":null}"#]);

same!(raw_names, r#where, {} #[allow(non_camel_case_types)] {
        pub(super) enum r#where { r#B, r#Final { r#in: u8, #[serde(rename = "")] größe: u8 } }
    } [r#""B""#, r#""r#B""#, r#"{"Final":{"in":1,"":2}}"#]);

same!(tagged_struct, Thing, {} #[serde(tag = "type")] {
        pub(super) struct Thing { a: u8 }
    } [r#"{"type":"Thing","a":1}"#, r#"{"type":"Other","a":1}"#]);

/// Of another crate, as it were.
#[derive(Debug, Clone)]
#[allow(dead_code)]
struct Elapsed<T> {
    secs: T,
    nanos: u32,
}

same!(remote, Holder, {
        use crate::derive_parity::Elapsed;

        #[derive(Debug, Clone, serde::Deserialize)]
        pub(super) struct Holder { #[serde(with = "ElapsedCopy")] elapsed: Elapsed<u8> }
    } #[serde(remote = "Elapsed", rename_all = "camelCase")] {
        pub(super) struct ElapsedCopy<T> { secs: T, #[serde(default)] nanos: u32 }
    } [r#"{"elapsed":{"secs":1}}"#, r#"{"elapsed":{"secs":1,"nanos":2}}"#, r#"{"elapsed":{}}"#, r#"{"elapsed":7}"#]);
