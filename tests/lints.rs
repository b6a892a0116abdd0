//! The expansion triggers no lint, however strict the surrounding crate is.
#![forbid(missing_docs, unsafe_code)]
#![deny(
    missing_debug_implementations,
    unused,
    unused_qualifications,
    unused_lifetimes,
    unused_results,
    unused_import_braces,
    deprecated,
    future_incompatible,
    nonstandard_style,
    let_underscore,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    elided_lifetimes_in_paths,
    single_use_lifetimes,
    redundant_lifetimes,
    explicit_outlives_requirements,
    unreachable_pub,
    non_ascii_idents,
    trivial_casts,
    trivial_numeric_casts,
    variant_size_differences,
    macro_use_extern_crate,
    meta_variable_misuse
)]
#![deny(
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::missing_docs_in_private_items,
    clippy::mod_module_files,
    clippy::str_to_string,
    clippy::clone_on_ref_ptr,
    clippy::same_name_method,
    clippy::try_err,
    clippy::unneeded_field_pattern,
    clippy::use_self,
    clippy::let_underscore_must_use,
    clippy::empty_structs_with_brackets
)]
#![allow(
    clippy::redundant_pub_crate,
    reason = "it asks for what `unreachable_pub` forbids"
)]

use callpoint::Endpoint;

/// A public API.
pub mod offered {
    use callpoint::{ErrorSet, Patch, endpoint};
    use serde::{Deserialize, Serialize};

    /// Updates one thing.
    #[endpoint(PATCH, "/things/<id>/<rest..>?v=1&<page>", auth = Basic, timeout = "5s", max_response = "1 MiB", idempotent,
        200 => Thing,
        202 => Started { job: String, left: Option<u8> },
        204 => (),
        400 | 401 => Rejected(Vec<Problem>),
        404 => NotThere([Missing { code: String }]),
        4xx => String as Text,
        _ => Down(()),
    )]
    #[derive(Debug, Clone)]
    pub struct Update<'a> {
        /// The id.
        pub id: &'a str,
        /// Where.
        pub rest: Vec<String>,
        /// The page.
        pub page: Option<u32>,
        /// The mode.
        #[query("mode", style = csv)]
        pub modes: Vec<Mode>,
        /// The rest of the query.
        #[query(flatten)]
        pub filter: Option<Thing>,
        /// For whom.
        #[header("X-For")]
        pub r#for: Option<String>,
        /// A secret.
        #[secret]
        pub password: String,
        /// A value that may be cleared.
        pub state: Patch<u8>,
        /// An optional value.
        pub note: Option<String>,
    }

    /// One thing.
    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct Thing {
        /// The id.
        pub id: u64,
    }

    /// One thing, read by the derive of ours.
    #[derive(Debug, Clone, callpoint::Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Plain<T>
    where
        T: Clone,
    {
        /// The id.
        pub id: u64,
        /// More.
        #[serde(default)]
        pub items: Vec<T>,
        /// What nobody else sees.
        inner: Inner,
        /// An old one.
        #[deprecated = "read `id`"]
        pub number: Option<u8>,
    }

    impl<T: Clone> Plain<T> {
        /// What nobody else sees.
        #[must_use]
        pub const fn inner(&self) -> u8 {
            match &self.inner {
                Inner::First(Hidden { value }) => *value,
                Inner::Last => 0,
            }
        }
    }

    /// What nobody else sees.
    #[derive(Debug, Clone, callpoint::Deserialize)]
    enum Inner {
        /// One.
        First(Hidden),
        /// None.
        #[serde(other)]
        Last,
    }

    /// What nobody else sees.
    #[derive(Debug, Clone, callpoint::Deserialize)]
    struct Hidden {
        /// The value.
        value: u8,
    }

    /// Read by serde's own derive.
    #[derive(Debug, Clone, callpoint::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(non_snake_case, reason = "the service calls it so")]
    pub struct Strict<T> {
        /// The id.
        pub theId: u64,
        /// More.
        #[serde(default)]
        pub more: Option<T>,
        /// An old one.
        #[deprecated = "read `theId`"]
        pub number: Option<u8>,
    }

    /// A kind.
    #[derive(Debug, Clone, Copy, callpoint::Deserialize)]
    #[expect(non_camel_case_types, reason = "the service calls them so")]
    pub enum Kind {
        /// At once.
        very_fast,
        /// Some day.
        #[deprecated = "read `very_fast`"]
        slow,
    }

    /// A problem.
    #[derive(Debug, Deserialize)]
    pub struct Problem {
        /// Its code.
        pub code: String,
    }

    /// The mode.
    #[derive(Debug, Clone, Copy, Serialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Mode {
        /// At once.
        VeryFast,
        /// Some day.
        Slow,
    }

    /// The errors of every endpoint.
    #[derive(Debug, ErrorSet)]
    pub enum CommonError {
        /// The request is invalid.
        #[status(400 | 401)]
        Bad(Vec<Problem>),
        /// The service is down.
        #[status(5xx as Text)]
        Down(String),
    }

    /// The errors of an old service.
    #[derive(Debug, ErrorSet)]
    #[expect(deprecated, reason = "the service is old too")]
    pub enum OldCommonError {
        /// A text.
        #[status(400 as Text)]
        Words(Words),
    }

    /// Creates a request that serde's own derive serializes.
    #[endpoint(POST, "/things", errors = CommonError, 201 => Vec<T>)]
    #[derive(Debug)]
    #[serde(rename_all = "camelCase")]
    pub struct Create<'a, T: Serialize + serde::de::DeserializeOwned, const N: usize> {
        /// What.
        #[serde(flatten)]
        pub thing: &'a Thing,
        /// How many.
        pub the_list: [u8; 2],
        /// What else.
        pub more: Vec<T>,
        /// By which names.
        #[query]
        pub names: [&'a str; N],
    }

    /// A single field, which is the body.
    #[endpoint(PUT, "/things", body = Form, 2xx => ())]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub struct Replace {
        /// All of it.
        #[body]
        pub pairs: Option<Vec<(String, String)>>,
    }

    /// Nothing at all.
    #[endpoint("PURGE", "/things")]
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct Purge;

    /// One type for two statuses, and an error with one variant.
    #[endpoint(GET, "/things?<all>", 200 | 203 => Thing,
        410 => #[expect(non_snake_case, deprecated, reason = "the server has it so")] Gone {
            since: u16,
            #[serde(default)]
            Until: Option<Words>,
        },
    )]
    #[derive(Debug)]
    pub struct Look {
        /// Whether the dead ones too.
        pub all: bool,
    }

    /// Some words.
    #[deprecated = "write `String`"]
    pub type Words = String;

    /// An old one, with an old field.
    #[deprecated = "write `Look`"]
    #[endpoint(POST, "/old", 200 => Thing, 404 => Gone(()))]
    #[derive(Debug)]
    pub struct Old {
        /// The id.
        pub id: u8,
        /// Not any more.
        #[query]
        #[deprecated = "write `id`"]
        pub number: Option<u8>,
        /// Not any more.
        #[deprecated = "write `id`"]
        pub name: Option<String>,
    }
}

/// One service, for others.
#[callpoint::api(auth = Bearer, errors = crate::offered::CommonError)]
pub mod service {
    use super::offered::Thing;

    /// Lists what is old.
    #[deprecated = "call `List`"]
    #[callpoint::endpoint(GET, "/old")]
    #[derive(Debug)]
    pub struct OldList;

    /// Lists.
    #[callpoint::endpoint(GET, "/list", 200 => Vec<Thing>)]
    #[derive(Debug)]
    pub struct List {
        /// The page.
        #[query]
        pub page: Option<u8>,
    }

    /// Generic.
    #[callpoint::endpoint(POST, "/any", 200 => ())]
    #[derive(Debug)]
    pub struct Any<T: serde::Serialize> {
        /// What.
        pub any: T,
    }
}

/// The same within a crate, where unused items are reported, but not those that the expansion adds.
mod inside {
    use callpoint::{Patch, endpoint};

    /// Built from its fields; no method is called.
    #[endpoint(PUT, "/links/<id>", auth = none, 200 => Link { id: String }, 202 => (), 400 => Bad { why: String }, 404 => Gone(()))]
    pub(crate) struct Update {
        /// The id.
        pub(crate) id: u8,
        /// The mode.
        #[header("X-Mode")]
        pub(crate) mode: Option<&'static str>,
        /// A value that may be cleared.
        pub(crate) state: Patch<u8>,
    }

    /// Built by its method; no field is named.
    #[endpoint(GET, "/links", 200 => Vec<u8>)]
    pub(crate) struct List {
        /// The page.
        #[query]
        page: Option<u8>,
        /// A secret.
        #[header("X-Key")]
        #[secret]
        key: String,
    }

    #[callpoint::api(body = Form)]
    pub(crate) mod service {
        /// Entirely private.
        #[callpoint::endpoint(POST, "/private")]
        pub(crate) struct Private {
            /// One field.
            pub(crate) one: u8,
        }
    }
}

/// An endpoint inside a function.
fn local() -> bool {
    /// Says little.
    #[callpoint::endpoint(GET, "/local", 200 => String as Text, 404 => Gone(()))]
    struct Local {
        /// The page.
        #[query]
        page: Option<u8>,
    }
    let url =
        callpoint::BaseUrl::parse("https://h").map(|base| Local { page: Some(1) }.to_http(&base));
    url.is_ok_and(|request| request.is_ok_and(|request| request.uri() == "https://h/local?page=1"))
}

#[test]
fn they_are_used_as_declared() {
    let update = inside::Update {
        id: 1,
        mode: None,
        state: callpoint::Patch::Null,
    };
    assert_eq!(
        (update.id, update.mode.is_none(), update.state.is_absent()),
        (1, true, false)
    );
    let templates = [
        <offered::Update<'_> as Endpoint>::META.template,
        <inside::Update as Endpoint>::META.template,
        <inside::List as Endpoint>::META.template,
    ];
    assert_eq!(
        templates,
        ["/things/<id>/<rest..>?v=1&<page>", "/links/<id>", "/links"]
    );
    assert!(
        callpoint::BaseUrl::parse("https://h")
            .is_ok_and(|base| inside::List::new("k").to_http(&base).is_ok())
    );
    assert!(local());
    assert_eq!(service::ENDPOINTS.len(), 3);
    assert_eq!(inside::service::ENDPOINTS.len(), 1);
    let private = inside::service::Private { one: 1 };
    assert_eq!(private.one, 1);
}
