//! Exports that are imported again: what the declarations say, but for the types that have no schema.
//!
//! The modules that come back stand in `tests/round/again`. `BLESS=1` regenerates them.

use std::fs;
use std::path::PathBuf;

use callpoint::meta::{EndpointMeta, FieldLocation, ResponseMeta};
use callpoint_cli::Options;
use callpoint_documents::openapi::openapi;

use crate::round::{Loss, check, differences, refs};
use crate::{
    belvo, forms_openapi, keys_openapi, pages_openapi, pets_openapi, rabbitmq, registry,
    xml_openapi,
};

#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/belvo.rs"]
mod belvo_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/forms.rs"]
mod forms_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/keys.rs"]
mod keys_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/pages.rs"]
mod pages_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/pets.rs"]
mod pets_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/rabbitmq.rs"]
mod rabbitmq_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/registry.rs"]
mod registry_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../round/again/xml.rs"]
mod xml_back;

type List<'a> = &'a [&'static EndpointMeta];

/// A name, the declarations, and those that come back.
type Case = (
    &'static str,
    Vec<&'static EndpointMeta>,
    Vec<&'static EndpointMeta>,
);

fn cases() -> [Case; 8] {
    let case = |name, first: &[List<'_>], back: &[List<'_>]| (name, first.concat(), back.concat());
    [
        case(
            "belvo",
            &[belvo::links::ENDPOINTS],
            &[belvo_back::links::ENDPOINTS],
        ),
        case(
            "rabbitmq",
            &[rabbitmq::management::ENDPOINTS],
            &[rabbitmq_back::management::ENDPOINTS],
        ),
        case(
            "registry",
            &[registry::distribution::ENDPOINTS],
            &[registry_back::distribution::ENDPOINTS],
        ),
        case(
            "forms",
            &[forms_openapi::forms::ENDPOINTS],
            &[forms_back::forms::ENDPOINTS],
        ),
        case(
            "keys",
            &[
                keys_openapi::orders::ENDPOINTS,
                keys_openapi::reports::ENDPOINTS,
            ],
            &[keys_back::orders::ENDPOINTS, keys_back::reports::ENDPOINTS],
        ),
        case(
            "pages",
            &[pages_openapi::pages::ENDPOINTS],
            &[pages_back::pages::ENDPOINTS],
        ),
        case(
            "pets",
            &[
                pets_openapi::pets::ENDPOINTS,
                pets_openapi::store::ENDPOINTS,
            ],
            &[pets_back::pets::ENDPOINTS, pets_back::store::ENDPOINTS],
        ),
        case(
            "xml",
            &[xml_openapi::feeds::ENDPOINTS],
            &[xml_back::feeds::ENDPOINTS],
        ),
    ]
}

#[test]
fn declarations_come_back() {
    let mut found = Vec::new();
    let mut compared = 0;
    for (name, first, back) in cases() {
        let document = openapi(&first).title(name).to_json();
        let imported = callpoint_cli::openapi(&document, &Options::default()).unwrap();
        let module = &imported.files[0].text;
        let file = format!("tests/round/again/{name}.rs");
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&file, module).unwrap();
        }
        let known = fs::read_to_string(&file).unwrap();
        assert!(*module == known, "{name}: BLESS=1 regenerates it");
        compared += back.len();
        for meta in first {
            let place = format!("{name} / {}", meta.name);
            let Some(back) = back.iter().find(|it| it.name == meta.name) else {
                found.push((place, "- all".to_owned()));
                continue;
            };
            let lines = differences(&refs(&facts(meta)), &refs(&facts(back)));
            found.extend(lines.into_iter().map(|line| (place.clone(), line)));
        }
    }
    check(LOSSES, &found);
    assert!(compared > 80, "{compared}");
}

/// What a declaration says, a line for each fact, in an order of their own.
fn facts(meta: &EndpointMeta) -> Vec<String> {
    let (path, query) = meta.template.split_once('?').unwrap_or((meta.template, ""));
    let mut facts = vec![
        format!("{} {path}", meta.method),
        format!("auth {}", meta.auth),
    ];
    let fixed = query
        .split('&')
        .filter(|pair| !pair.contains('<') && !pair.is_empty());
    facts.extend(fixed.map(|pair| format!("query {pair}")));
    facts.extend(
        meta.headers
            .iter()
            .map(|it| format!("header {}: {}", it.name, it.value)),
    );
    facts.extend(meta.idempotency_key.map(|name| format!("key {name}")));
    facts.extend(
        meta.body
            .map(|codec| format!("body {}", codec.content_type)),
    );
    for field in meta.parameters {
        // The template may have it too.
        let location = match field.location {
            FieldLocation::Query(style) => format!("query {style:?}"),
            location => format!("{location:?}"),
        };
        let optional = if field.required { "" } else { "?" };
        let secret = if field.secret { "#[secret] " } else { "" };
        let ty = kind(field.type_name);
        // A whole body has no name in a document.
        let name = if field.location == FieldLocation::Body {
            ""
        } else {
            field.name
        };
        facts.push(format!("{location} {secret}{name}{optional}: {ty}"));
    }
    let responses = meta.responses();
    facts.extend(
        responses.flat_map(|it| it.statuses.iter().map(move |status| response(*status, it))),
    );
    facts.sort();
    facts
}

fn response(status: callpoint::meta::StatusPattern, declared: &ResponseMeta) -> String {
    let codec = declared
        .body_codec()
        .map_or("-", |codec| codec.content_type);
    let headers = declared.whole.map_or(&[][..], |whole| whole.headers);
    let headers = headers.iter().map(|header| {
        let optional = if header.required { "" } else { "?" };
        format!(", {}{optional}", header.name)
    });
    format!("{status} {codec}{}", headers.collect::<String>())
}

/// The type as far as its name says it: one without a schema is any value in a document, which a parameter sends as text.
fn kind(type_name: &str) -> &str {
    let inner = type_name.rsplit(['<', '&', ' ']).next().unwrap_or_default();
    let inner = inner.trim_end_matches('>');
    let is_number =
        |name: &str| name.starts_with(['i', 'u', 'f']) && name[1..].parse::<u8>().is_ok();
    if inner == "bool" || is_number(inner) {
        inner
    } else {
        "text"
    }
}

const fn loss(
    place: &'static str,
    reason: &'static str,
    lines: &'static [(&'static str, usize)],
) -> Loss {
    Loss {
        place,
        reason,
        lines,
    }
}

const SHARED: &str = "errors that operations share have the statuses of all of them";
const OPEN: &str = "an object without a schema could be any value, which is sent as text";

/// What does not come back, and why. Every entry is needed.
const LOSSES: &[Loss] = &[
    loss(
        "belvo / UpdateLink",
        SHARED,
        &[("+ 403 application/json", 1), ("+ 429 application/json", 1)],
    ),
    loss(
        "rabbitmq / PageQueues",
        "a document has one operation with a method and a path, which a note says",
        &[("- all", 1)],
    ),
    loss(
        "registry / GetManifest",
        "a type for each of several media types is one that is declared by hand, which a note says",
        &[
            (
                "- 200 application/vnd.docker.distribution.manifest.v2+json",
                1,
            ),
            ("- 200 application/vnd.oci.image.index.v1+json", 1),
        ],
    ),
    loss(
        "registry / HeadBlob",
        "a response to HEAD has no body, and the length of one is not declared",
        &[
            ("- 200 -, content-length, docker-content-digest?", 1),
            ("+ 200 -, docker-content-digest?", 1),
            ("- 4", 6),
            ("+ 4", 6),
        ],
    ),
    loss(
        "registry / PutManifest",
        "a body that one operation has becomes its fields: the same is sent",
        &[
            ("- Body : text", 1),
            ("+ BodyField annotations?: text", 1),
            ("+ BodyField config: text", 1),
            ("+ BodyField layers: text", 1),
            ("+ BodyField mediaType?: text", 1),
            ("+ BodyField schemaVersion: u32", 1),
        ],
    ),
    loss(
        "forms / GetPoint",
        "what a style of a segment begins with is text of the path: the same is sent",
        &[
            ("- GET /points/<at>/<tags>/<level>/<marks>/<steps>", 1),
            (
                "+ GET /points/<at>/.<tags>/;level=<level>/;marks=<marks>/<steps>",
                1,
            ),
        ],
    ),
    loss(
        "forms / GetPoint",
        OPEN,
        &[
            ("- query Deep created?: text", 1),
            ("+ query Repeat created?: text", 1),
        ],
    ),
    loss(
        "pets / ListPets",
        OPEN,
        &[
            ("- query Deep filter?: text", 1),
            ("+ query Repeat filter?: text", 1),
        ],
    ),
    loss(
        "pets / GetPet",
        SHARED,
        &[("+ 4xx application/problem+json", 1)],
    ),
];
