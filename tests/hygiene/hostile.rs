//! A module in which every name that the expansion might rely on means something else.
#![allow(
    dead_code,
    non_snake_case,
    non_camel_case_types,
    non_upper_case_globals,
    unused_macros,
    unused_imports
)]

pub(super) struct Option;
pub(super) struct Result;
pub(super) struct String;
pub(super) struct Vec;
pub(super) struct Box;
pub(super) struct Infallible;
pub(super) struct PhantomData;
pub(super) struct Formatter;
pub(super) struct Duration;
pub(super) struct Json;
pub(super) struct Basic;
pub(super) struct Client;
pub(super) struct Call;
pub(super) struct ResponseReader;
pub(super) struct RequestWriter;
pub(super) struct RawResponse;
pub(super) trait Into {}
pub(super) trait From {}
pub(super) trait Default {}
pub(super) trait Clone {}
pub(super) trait Debug {}
pub(super) trait Display {}
pub(super) trait Error {}
pub(super) trait Endpoint {}
pub(super) trait Serialize {}
pub(super) trait Serializer {}
pub(super) trait ParamValue {}
pub(super) fn Some() {}
pub(super) fn Ok() {}
pub(super) fn Err() {}
pub(super) const None: u8 = 0;
pub(super) mod core {}
pub(super) mod std {}
pub(super) mod alloc {}
pub(super) mod serde {}
pub(super) mod callpoint {}
pub(super) mod http {}
macro_rules! matches {
    () => {};
}
macro_rules! format_args {
    () => {};
}

/// A field may have the same name as anything in scope.
#[::callpoint::endpoint(POST, "/n/<None>")]
pub(super) struct Named<const N: usize> {
    pub(super) None: u8,
    pub(super) Ok: ::std::string::String,
    pub(super) Err: ::core::option::Option<u8>,
    pub(super) N: ::callpoint::Patch<u8>,
    #[query]
    pub(super) T: [u8; N],
}

/// Takes `self` by value, so that it is chosen before any method that takes a reference.
pub(super) trait Everywhere: Sized {
    fn literal(self, _: &str) {}
    fn path<T>(self, _: &str, _: T) {}
    fn path_rest<T>(self, _: &str, _: T) {}
    fn query<T>(self, _: &str, _: T) {}
    fn query_joined<T>(self, _: &str, _: T) {}
    fn query_flatten<T>(self, _: &str, _: T) {}
    fn header<T>(self, _: &str, _: T) {}
    fn secret_header<T>(self, _: &str, _: T) {}
    fn accept<T>(self, _: T) {}
    fn write_str(self, _: &str) {}
    fn field<T>(self, _: &str, _: T) {}
    fn finish(self) {}
    fn into(self) {}
    fn get_or_insert_default(self) {}
    fn next_key_seed<T>(self, _: T) {}
    fn next_value(self) {}
    fn fill<T>(self, _: T) {}
    fn deserialize<T>(_: T) {}
    fn empty() {}
    fn mistake(self) {}
    const NAME: u8 = 0;
    const FIELDS: u8 = 0;
}
impl<T> Everywhere for T {}

#[::callpoint::endpoint(PUT, "/h/<id>/<rest..>?v=1&<q>", auth = Basic, timeout = "5s",
    200 => Done { id: ::std::string::String, maybe: ::core::option::Option<u8>, #[serde(default)] count: u8, None: u8 },
    202 => Later(()),
    404 => ::std::string::String as Text,
    409 => Clash([Item { n: u8 }]),
)]
#[derive(Debug, Clone)]
pub(super) struct Put<'a, T: ::serde::Serialize> {
    pub(super) id: &'a str,
    pub(super) rest: ::std::vec::Vec<u8>,
    pub(super) q: ::core::option::Option<::std::string::String>,
    #[query(style = csv)]
    pub(super) csv: [u8; 2],
    #[query(flatten)]
    pub(super) flat: ::std::collections::BTreeMap<u8, u8>,
    #[header("X-A")]
    pub(super) header: ::core::option::Option<Mode>,
    #[header("X-B")]
    #[secret]
    pub(super) secret: &'static str,
    pub(super) body: T,
    pub(super) name: ::std::string::String,
    pub(super) state: ::callpoint::Patch<u8>,
}

#[derive(Debug, Clone, Copy, ::serde::Serialize)]
pub(super) enum Mode {
    Some,
    None,
}

#[::callpoint::endpoint(POST, "/d", errors = Shared)]
#[serde(rename_all = "camelCase")]
pub(super) struct Derived<'de, S> {
    #[serde(flatten)]
    pub(super) flat: ::std::collections::BTreeMap<&'de str, S>,
    pub(super) the_rest: ::core::option::Option<u8>,
}

#[derive(Debug, ::callpoint::ErrorSet)]
pub(super) enum Shared {
    #[status(404)]
    None(()),
    #[status(5xx as Text)]
    Err(::std::string::String),
}

#[derive(Debug, ::callpoint::Deserialize)]
pub(super) struct Read<D> {
    pub(super) None: ::core::option::Option<u8>,
    #[serde(default)]
    pub(super) Ok: ::std::vec::Vec<D>,
    pub(super) r#type: ::std::string::String,
}

#[derive(Debug, ::callpoint::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadByOthers<D> {
    pub(super) None: ::core::option::Option<u8>,
    #[serde(default)]
    pub(super) Ok: ::std::vec::Vec<D>,
    pub(super) r#type: Either,
}

#[derive(Debug, ::callpoint::Deserialize)]
#[serde(untagged)]
pub(super) enum Either {
    Some(::std::string::String),
    None,
    Err { Ok: ::std::boxed::Box<Either> },
}
