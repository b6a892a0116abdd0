//! An inline struct decodes as with serde's derive: the same values, the same messages.

use callpoint::{Endpoint, endpoint};
use serde::Deserialize;

#[endpoint(GET, "/x", 200 => Inline {
    id: u64,
    name: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    count: u8,
    tags: Vec<Tag { value: bool }>,
})]
struct Get;

/// The same, with serde's derive.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is read and shown")]
struct Derived {
    id: u64,
    name: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    count: u8,
    tags: Vec<DerivedTag>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is read and shown")]
struct DerivedTag {
    value: bool,
}

#[endpoint(GET, "/x", 200 => Cased { #[serde(default)] is_on: bool, last_seen: String } )]
struct GetCased;

const CASES: [&str; 28] = [
    r#"{"id": 7, "type": "a", "tags": []}"#,
    r#"{"tags": [{"value": true}, {"value": false}], "count": 3, "name": "n", "type": "b", "id": 1}"#,
    r#"{"id": 7, "type": "a", "tags": [], "name": null, "unknown": {"deep": [1, {"a": null}]}}"#,
    r#"{"id": 7, "type": "a", "tags": [], "id": 8}"#,
    r#"{"id": 7, "type": "a", "tags": [{"value": true, "value": false}]}"#,
    r#"{"type": "a", "tags": []}"#,
    r#"{"id": 7, "tags": []}"#,
    r#"{"id": 7, "type": "a"}"#,
    r#"{"id": "7", "type": "a", "tags": []}"#,
    r#"{"id": -7, "type": "a", "tags": []}"#,
    r#"{"id": 7, "type": null, "tags": []}"#,
    r#"{"id": 7, "type": "a", "tags": null}"#,
    r#"{"id": 7, "type": "a", "tags": {}}"#,
    r#"{"id": 7, "type": "a", "tags": [1]}"#,
    r#"{"id": 7, "type": "a", "tags": [{}]}"#,
    r#"{"id": 7, "type": "a", "tags": [{"value": "yes"}]}"#,
    r#"{"id": 7, "type": "a", "tags": [], "count": 300}"#,
    r#"{"id": 7, "type": "a", "tags": [], "count": null}"#,
    r#"{"\u0069d": 7, "type": "a", "tags": []}"#,
    r#"[7, "n", "a", 1, []]"#,
    r#"[7, null, "a", 1, [[true]]]"#,
    r#"[7, null, "a", 1]"#,
    "[7]",
    "[]",
    r#"[7, null, "a", 1, [], 6]"#,
    "{}",
    "null",
    r#""text""#,
];

fn read<E: Endpoint>(body: &str) -> Result<E::Output, String>
where
    E::Error: std::error::Error + 'static,
{
    read_with::<E>(200, body)
}

fn read_with<E: Endpoint>(status: u16, body: &str) -> Result<E::Output, String>
where
    E::Error: std::error::Error + 'static,
{
    let mut response = http::Response::new(body.to_owned().into());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    E::from_http(response).map_err(|error| {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        source.unwrap_or_default()
    })
}

#[endpoint(GET, "/x", 200 => Derived)]
struct GetDerived;

/// serde's derive shows the name of the Rust type.
fn as_inline(shown: impl AsRef<str>) -> String {
    let shown = shown.as_ref();
    shown
        .replace("DerivedTag", "Tag")
        .replace("Derived", "Inline")
}

#[test]
fn it_decodes_like_serdes_derive() {
    let mut errors = 0;
    for body in CASES {
        let inline = read::<Get>(body).map(|inline| format!("{inline:?}"));
        let derived = read::<GetDerived>(body).map(|derived| format!("{derived:?}"));
        let derived = derived.map(as_inline).map_err(as_inline);
        assert_eq!(inline, derived, "{body}");
        errors += usize::from(inline.is_err());
        // The decoder's own messages, too.
        let inline = serde_json::from_str::<Inline>(body).err();
        let derived = serde_json::from_str::<Derived>(body).err();
        let [inline, derived] = [inline, derived].map(|error| error.map(|error| error.to_string()));
        assert_eq!(inline, derived.map(as_inline), "{body}");
    }
    assert_eq!(errors, 22);
}

/// The same fields, decoded by other codecs than JSON.
mod inline {
    use callpoint::endpoint;

    #[endpoint(GET, "/x",
        200 => Feed {
            #[serde(rename = "@id")]
            id: u8,
            title: Option<String>,
            #[serde(rename = "entry", default)]
            entries: Vec<Entry { #[serde(rename = "$text")] text: String }>,
            size: u8,
        } as Xml,
        201 => Granted { access_token: String, expires_in: Option<u8>, #[serde(default)] scope: String } as Form,
    )]
    pub(super) struct Get;
}

#[expect(dead_code, reason = "it is read and shown")]
mod derived {
    use callpoint::endpoint;
    use serde::Deserialize;

    #[derive(Debug, Clone, Deserialize)]
    pub(super) struct Feed {
        #[serde(rename = "@id")]
        id: u8,
        title: Option<String>,
        #[serde(rename = "entry", default)]
        entries: Vec<Entry>,
        size: u8,
    }

    #[derive(Debug, Clone, Deserialize)]
    pub(super) struct Entry {
        #[serde(rename = "$text")]
        text: String,
    }

    #[derive(Debug, Clone, Deserialize)]
    pub(super) struct Granted {
        access_token: String,
        expires_in: Option<u8>,
        #[serde(default)]
        scope: String,
    }

    #[endpoint(GET, "/x", 200 => Feed(Feed as Xml), 201 => Granted(Granted as Form))]
    pub(super) struct Get;
}

#[test]
fn other_codecs_decode_it_like_serdes_derive() {
    let cases = [
        (200, r#"<feed id="1"><size>2</size></feed>"#, true),
        (
            200,
            r#"<feed id="1"><title>t</title><entry>a</entry><entry>b</entry><size>2</size><x/></feed>"#,
            true,
        ),
        (
            200,
            r#"<feed id="1"><size>2</size><size>3</size></feed>"#,
            false,
        ),
        (200, "<feed><size>2</size></feed>", false),
        (200, r#"<feed id="x"><size>2</size></feed>"#, false),
        (200, r#"<feed id="1"><size>300</size></feed>"#, false),
        (200, r#"<feed id="1"/>"#, false),
        (201, "access_token=a%20b", true),
        (201, "access_token=a&expires_in=7&scope=s&unknown=u", true),
        (201, "access_token=a&access_token=b", false),
        (201, "expires_in=7", false),
        (201, "access_token=a&expires_in=x", false),
        (201, "", false),
    ];
    for (status, body, is_read) in cases {
        let inline = read_with::<inline::Get>(status, body).map(|inline| format!("{inline:?}"));
        let derived = read_with::<derived::Get>(status, body).map(|derived| format!("{derived:?}"));
        assert_eq!(inline, derived, "{body}");
        assert_eq!(inline.is_ok(), is_read, "{body}: {inline:?}");
    }
}

#[test]
fn other_formats_decode_it() {
    let value = serde_json::json!({"id": 7, "type": "a", "tags": [{"value": true}]});
    let inline: Inline = serde_json::from_value(value).unwrap();
    assert_eq!(
        (inline.id, inline.kind.as_str(), inline.name, inline.count),
        (7, "a", None, 0)
    );
    assert!(inline.tags[0].value);
    let query: Cased = serde_qs::from_str("last_seen=today").unwrap();
    assert_eq!((query.is_on, query.last_seen.as_str()), (false, "today"));
    let cased = read::<GetCased>(r#"{"last_seen": "x"}"#).unwrap();
    assert!(!cased.is_on);
}

/// Raw names work like any other, also where the expansion derives names from them.
#[callpoint::api]
mod raw {
    #[callpoint::endpoint(GET, "/x", 200 => r#Found { r#type: u8 }, 404 => r#Gone { x: u8 }, 410 => r#Moved(Vec<r#Trace { r#fn: u8 }>))]
    pub(super) struct r#Get;

    #[callpoint::endpoint(GET, "/y/<kind>", 200 => r#Kind { kind: u8 })]
    pub(super) struct r#GetKind<T> {
        pub(super) kind: T,
    }
}

#[test]
fn raw_names() {
    assert_eq!(read::<raw::Get>(r#"{"type": 1}"#).unwrap().r#type, 1);
    assert_eq!(read::<raw::GetKind<u8>>(r#"{"kind": 2}"#).unwrap().kind, 2);
    let names = raw::ENDPOINTS.iter().map(|meta| meta.name);
    assert_eq!(names.collect::<Vec<_>>(), ["Get", "GetKind"]);
    for (status, body, expected) in [
        (404, r#"{"x": 3}"#, "Gone(Gone { x: 3 })"),
        (410, r#"[{"fn": 4}]"#, "Moved([Trace { fn: 4 }])"),
    ] {
        let response = http::Response::builder().status(status);
        let error = raw::Get::from_http(response.body(body.into()).unwrap()).unwrap_err();
        let shown = format!("{:?}", error.api().unwrap()).replace("r#", "");
        assert_eq!(shown, expected);
    }
}

/// Structs that may grow: another crate gets them from a response, or from their constructor.
mod open {
    #[callpoint::endpoint(GET, "/link", non_exhaustive,
        200 => Link {
            id: String,
            count: u8,
            /// What it says.
            #[serde(rename = "text")]
            note: Option<String>,
            call: Option<u8>,
            owner: Option<Owner { name: String }>,
        },
        202 => (),
        404 => Missing { code: u8 },
    )]
    pub(super) struct GetLink;

    #[callpoint::endpoint(GET, "/link", 200 => #[non_exhaustive] #[derive(PartialEq)] Single { id: u8 })]
    pub(super) struct GetSingle;

    #[callpoint::api(non_exhaustive)]
    pub(super) mod service {
        #[callpoint::endpoint(GET, "/a", 200 => A { id: Option<u8> })]
        pub(crate) struct GetA;

        #[callpoint::endpoint(GET, "/b", 200 => String)]
        pub(crate) struct GetB;
    }
}

#[test]
fn a_struct_that_may_grow_has_a_constructor() {
    use self::open::{GetLink, GetLinkOutput, GetSingle, Link, Missing, Owner, Single, service};
    let body = r#"{"id": "7", "count": 3, "text": "n", "call": 5, "owner": {"name": "o"}}"#;
    let GetLinkOutput::Link(read) = self::read::<GetLink>(body).unwrap() else {
        panic!("it is a link")
    };
    let made = Link::new("7", 3)
        .note("n")
        .call(5)
        .maybe_owner(Some(Owner::new("o")));
    assert_eq!(format!("{made:?}"), format!("{read:?}"));
    let bare = Link::new("7".to_owned(), 3);
    assert!((&bare.note, &bare.call, bare.owner.is_none()) == (&None, &None, true));
    assert_eq!(Missing::new(4).code, 4);
    assert_eq!(
        self::read::<GetSingle>(r#"{"id": 8}"#).unwrap(),
        Single::new(8)
    );
    let one = service::A::new().id(1);
    assert_eq!(
        self::read::<service::GetA>(r#"{"id": 1}"#).unwrap().id,
        one.id
    );
    assert_eq!(self::read::<service::GetB>(r#""b""#).unwrap(), "b");
}
