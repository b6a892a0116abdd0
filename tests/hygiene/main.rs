//! The expansion means the same whatever the surrounding names mean.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use callpoint::{BaseUrl, Endpoint};

/// Method and URL of a request, and its body.
fn sent<E: Endpoint>(endpoint: &E) -> String {
    let request = endpoint
        .to_http(&BaseUrl::parse("https://h").unwrap())
        .unwrap();
    let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
    format!("{} {} {body}", request.method(), request.uri())
}

fn response(status: u16, body: &'static str) -> http::Response<callpoint::Bytes> {
    http::Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

mod hostile;
mod ours_and_theirs;

#[test]
fn among_hostile_names() {
    let put = hostile::Put::new("i", vec![1, 2], [3, 4], [(5, 6)].into(), "s", 7, "n");
    let put = put.q("q").header(hostile::Mode::None).state(8);
    assert_eq!(
        sent(&put),
        "PUT https://h/h/i/1/2?v=1&q=q&csv=3,4&5=6 {\"body\":7,\"name\":\"n\",\"state\":8}"
    );
    assert!(format!("{put:?}").contains("secret: …, body: 7"));
    let read = |status, body| hostile::Put::<u8>::from_http(response(status, body));
    assert_eq!(
        read(200, r#"{"id":"x","None":1}"#)
            .unwrap()
            .as_done()
            .unwrap()
            .id,
        "x"
    );
    assert!(read(202, "").unwrap().is_later());
    let clash = read(409, r#"[{"n":1}]"#).unwrap_err().into_api().unwrap();
    assert_eq!(clash.as_clash().unwrap()[0].n, 1);
    let derived = hostile::Derived {
        flat: [("a", 1)].into(),
        the_rest: Some(2),
    };
    assert_eq!(sent(&derived), "POST https://h/d {\"a\":1,\"theRest\":2}");
    let named = hostile::Named::new(1, "ok", [2]).Err(3).N(4);
    assert_eq!(
        sent(&named),
        "POST https://h/n/1?T=2 {\"Ok\":\"ok\",\"Err\":3,\"N\":4}"
    );
    let shared = hostile::Derived::<u8>::from_http(response(404, "")).unwrap_err();
    assert!(shared.api().unwrap().is_none());
}

#[test]
fn read_among_hostile_names() {
    let body = r#"{"None":1,"Ok":[2],"type":"a"}"#;
    let read: hostile::Read<u8> = serde_json::from_str(body).unwrap();
    assert_eq!(
        format!("{read:?}"),
        r#"Read { None: Some(1), Ok: [2], type: "a" }"#
    );
    let read: hostile::ReadByOthers<u8> = serde_json::from_str(body).unwrap();
    assert_eq!(
        format!("{read:?}"),
        r#"ReadByOthers { None: Some(1), Ok: [2], type: Some("a") }"#
    );
}

macro_rules! readable {
    ($(#[$attr:meta])* $name:ident<$param:ident> { $($field:ident: $ty:ty = $wire:literal),* } or $default:literal) => {
        #[derive(Debug, callpoint::Deserialize)]
        $(#[$attr])*
        struct $name<$param> {
            $(#[serde(rename = $wire)] $field: $ty,)*
            own: Vec<$name<$param>>,
            last: Option<$param>,
        }

        #[derive(Debug, callpoint::Deserialize)]
        enum Either {
            $(#[serde(rename = $wire)] Both($ty),)*
            Own { #[serde(default = $default)] last: u8 },
        }

        fn one() -> u8 {
            1
        }
    };
}

#[test]
fn derived_inside_macro_rules_and_functions() {
    #[allow(dead_code, reason = "they are shown")]
    mod plain {
        readable!(Read<T> { a: Option<Vec<u8>> = "x" } or "one");

        pub(super) fn read(body: &str) -> String {
            #[derive(Debug, callpoint::Deserialize)]
            struct Inside(Read<u8>, Either);

            let Inside(read, either) = serde_json::from_str(body).unwrap();
            assert_eq!(read.own.len() + read.a.iter().len(), 2);
            assert!(matches!(either, Either::Own { .. }), "{either:?}");
            format!("{:?}", serde_json::from_str::<(Read<u8>, Either)>(body))
        }
    }
    #[allow(dead_code, reason = "they are shown")]
    mod others {
        readable!(#[serde(deny_unknown_fields)] Read<T> { a: Option<Vec<u8>> = "x" } or "one");

        pub(super) fn read(body: &str) -> String {
            format!("{:?}", serde_json::from_str::<(Read<u8>, Either)>(body))
        }
    }
    let body = r#"[{"x":[1],"own":[{"own":[]}],"last":2},{"Own":{}}]"#;
    let expected = "Ok((Read { a: Some([1]), own: [Read { a: None, own: [], last: None }], last: Some(2) }, Own { last: 1 }))";
    assert_eq!(plain::read(body), expected);
    assert_eq!(others::read(body), expected);
}

/// Endpoints may share names with the library's exports.
mod namesakes {
    #![allow(dead_code, reason = "they only have to compile")]
    use callpoint::*;

    #[endpoint(GET, "/a")]
    pub(super) struct Client;

    #[endpoint(GET, "/b/<client>", 200 => Response { call: u8 }, 400 => ApiError { endpoint: u8 })]
    #[derive(Debug, Clone)]
    pub(super) struct Endpoint {
        pub(super) client: u8,
        #[query]
        pub(super) request: Option<u8>,
        #[query]
        pub(super) response: Option<u8>,
        #[query]
        pub(super) serializer: Option<u8>,
        #[query]
        pub(super) f: Option<u8>,
    }

    #[endpoint(POST, "/c", 200 => Vec<S>, 404 => Missing(A))]
    pub(super) struct Body<S, A, E, T, C>
    where
        S: serde::de::DeserializeOwned,
        A: serde::de::DeserializeOwned,
    {
        #[query]
        pub(super) t: [T; 1],
        #[serde(skip)]
        pub(super) marker: std::marker::PhantomData<(S, A, E)>,
        pub(super) fields: C,
        pub(super) count: u8,
    }
}

#[test]
fn with_the_names_of_the_library() {
    assert_eq!(sent(&namesakes::Client::new()), "GET https://h/a ");
    let endpoint = namesakes::Endpoint::new(1)
        .request(2)
        .response(3)
        .serializer(4)
        .f(5);
    assert_eq!(
        sent(&endpoint),
        "GET https://h/b/1?request=2&response=3&serializer=4&f=5 "
    );
    let body = namesakes::Body::<u8, u8, u8, u8, u8>::new([1], std::marker::PhantomData, 2, 3);
    assert_eq!(
        sent(&body),
        "POST https://h/c?t=1 {\"fields\":2,\"count\":3}"
    );
}

macro_rules! declare {
    ($(#[$attr:meta])* $vis:vis $name:ident, $method:ident $path:literal, $status:literal => $response:ty, $($field:ident: $ty:ty),*) => {
        #[callpoint::endpoint($method, $path, $status => $response, 404 => Missing($response))]
        $(#[$attr])*
        $vis struct $name {
            $($field: $ty,)*
            own: Option<u8>,
        }
    };
}

declare!(#[derive(Debug, Clone)] pub(crate) Declared, PUT "/m/<id>", 200 => Vec<u8>, id: u32, maybe: Option<String>, name: String, patch: callpoint::Patch<u8>);

#[test]
fn inside_macro_rules() {
    let declared = Declared::new(1, "n");
    assert_eq!(sent(&declared), "PUT https://h/m/1 {\"name\":\"n\"}");
    assert_eq!(
        sent(&declared.maybe("x").own(2).patch(3)),
        "PUT https://h/m/1 {\"maybe\":\"x\",\"name\":\"n\",\"patch\":3,\"own\":2}"
    );
    assert_eq!(Declared::from_http(response(200, "[1]")).unwrap(), [1]);
    let missing = Declared::from_http(response(404, "[2]")).unwrap_err();
    assert_eq!(missing.api().unwrap().as_missing().unwrap(), &[2]);
}

#[test]
fn inside_a_function() {
    struct Local;

    impl callpoint::codec::Codec for Local {
        const META: callpoint::meta::CodecMeta =
            callpoint::meta::CodecMeta::new("Local", "text/x-local");
    }

    impl callpoint::codec::Decode<u8> for Local {
        fn decode(
            response: &callpoint::ResponseReader,
        ) -> Result<u8, callpoint::codec::CodecError> {
            Ok(response.body().first().copied().unwrap_or_default())
        }
    }

    #[derive(serde::Serialize)]
    struct Inner {
        x: u8,
    }

    #[callpoint::endpoint(POST, "/f", 200 => u8 as Local, 400 => Bad { why: String })]
    struct Inside<'a> {
        inner: &'a Inner,
        #[serde(serialize_with = "twice")]
        number: u8,
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    fn twice<S: serde::Serializer>(number: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(number * 2)
    }

    assert_eq!(
        sent(&Inside::new(&Inner { x: 1 }, 2)),
        "POST https://h/f {\"inner\":{\"x\":1},\"number\":4}"
    );
    assert_eq!(Inside::from_http(response(200, "a")).unwrap(), b'a');
    let bad = Inside::from_http(response(400, r#"{"why":"w"}"#)).unwrap_err();
    assert_eq!(bad.api().unwrap().as_bad().unwrap().why, "w");
}

/// Options of a module reach the endpoints in nested modules, by whatever path the attribute is named.
#[callpoint::api(auth = Bearer, body = Form, errors = Errors)]
mod service {
    use callpoint::ErrorSet;

    #[derive(Debug, ErrorSet)]
    pub(crate) enum Errors {
        #[status(_ as Text)]
        Any(String),
    }

    pub(crate) mod inner {
        use super::Errors;

        #[callpoint::endpoint(POST, "/s", 200 => ())]
        pub(crate) struct Post {
            pub(crate) a: u8,
        }
    }

    #[::callpoint::endpoint(GET, "/t", auth = none, 200 => T)]
    pub(crate) struct Get<T: serde::de::DeserializeOwned> {
        #[query]
        pub(crate) q: Option<u8>,
        #[query(flatten)]
        pub(crate) marker: std::marker::PhantomData<T>,
    }
}

#[test]
fn inside_an_api_module() {
    assert_eq!(sent(&service::inner::Post::new(1)), "POST https://h/s a=1");
    let get = service::Get::<u8>::new(std::marker::PhantomData).q(1);
    assert_eq!(sent(&get), "GET https://h/t?q=1 ");
    let error = service::inner::Post::from_http(response(500, "x")).unwrap_err();
    assert_eq!(error.api().unwrap().as_any().unwrap(), "x");
    let listed: Vec<_> = service::ENDPOINTS.iter().map(|meta| meta.name).collect();
    assert_eq!(listed, ["Post", "Get"]);
}

#[test]
fn a_word_alone_is_ours() {
    use self::ours_and_theirs::{Basic, Json, Ours, Text, Theirs};
    let body = "text";
    assert_eq!(Ours::from_http(response(200, body)).unwrap(), "text");
    assert_eq!(Theirs::from_http(response(200, body)).unwrap(), "TEXT");
    assert_eq!(sent(&Ours::new(7)), "POST https://h/ours {\"id\":7}");
    let types = [Ours::META, Theirs::META].map(|meta| meta.successes[0].codec.media_type);
    assert_eq!(types, ["text/plain", "text/x-shouted"]);
    let schemes = [Ours::META, Theirs::META].map(|meta| meta.auth.to_string());
    assert_eq!(schemes, ["`Basic`", "`Own`"]);
    let _ = (Basic, Json, Text);
}
