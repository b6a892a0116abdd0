//! Each operator at each place: where a response can show the change, drift finds it.

use std::collections::BTreeMap;

use callpoint::Endpoint;
use callpoint::drift::{DriftKind, of_response};

use crate::declarations::{broker, files, links};
use crate::instances::{self, Instance};
use crate::operators::all;
use crate::services;

/// The operators that a response can show, and what is found of it, at least one of these.
const SHOWN: &[(&str, &[DriftKind])] = &[
    ("alternative added", &[DriftKind::UnknownValue]),
    (
        "any value allowed",
        &[DriftKind::WrongType, DriftKind::MissingField],
    ),
    ("body of a response removed", &[DriftKind::WrongType]),
    ("const changed", &[DriftKind::UnknownValue]),
    ("error status added", &[DriftKind::UndeclaredStatus]),
    ("field added", &[DriftKind::UnknownField]),
    ("field made optional", &[DriftKind::MissingField]),
    ("field removed", &[DriftKind::MissingField]),
    (
        "field renamed",
        &[DriftKind::UnknownField, DriftKind::MissingField],
    ),
    ("header removed", &[DriftKind::MissingHeader]),
    ("integer to number", &[DriftKind::WrongType]),
    ("items changed", &[DriftKind::WrongType]),
    (
        "media type of a response added",
        &[DriftKind::UndeclaredMediaType],
    ),
    (
        "media type of a response replaced",
        &[DriftKind::UndeclaredMediaType],
    ),
    ("more bits", &[DriftKind::WrongType]),
    ("null added", &[DriftKind::UnexpectedNull]),
    ("required field added", &[DriftKind::UnknownField]),
    ("required of a header", &[DriftKind::MissingHeader]),
    (
        "success added",
        &[DriftKind::UndeclaredStatus, DriftKind::WrongType],
    ),
    ("tuple shorter", &[DriftKind::WrongType]),
    ("type changed", &[DriftKind::WrongType]),
    ("value added", &[DriftKind::UnknownValue]),
    ("values not listed", &[DriftKind::UnknownValue]),
    ("values of a map", &[DriftKind::WrongType]),
];

/// Where one of them changes nothing that can be seen, and why.
const UNSEEN: &[(&str, &str)] = &[
    // The type allows that they never come.
    (
        "field removed",
        "Arguments/properties/length Link/properties/status Owner/properties/deputy Owner/properties/email \
         Problem/properties/field Stored/properties/tags",
    ),
    // serde reads an enum with an internal tag as a whole.
    ("field added", "Policy/oneOf/0 Policy/oneOf/2"),
    ("required field added", "Policy/oneOf/0 Policy/oneOf/2"),
    // A text can be empty.
    ("body of a response removed", "~1note/get/responses/200"),
    // An arm for a class or for every other status takes it.
    (
        "error status added",
        "~1queues~1{vhost}/get/responses ~1queues~1{vhost}~1{name}/put/responses ~1files~1{id}/patch/responses",
    ),
    // The header is not needed.
    ("required of a header", "headers/etag"),
];

#[test]
fn what_a_response_can_show_is_found() {
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for service in services() {
        let before = instances::all(&service.document);
        for instance in &before {
            assert_eq!(drift(instance), [], "{instance:?}");
        }
        for mutation in all(&service.document) {
            let after = instances::all(&mutation.document);
            if before == after {
                continue;
            }
            let found: Vec<_> = after.iter().flat_map(drift).collect();
            let shown = SHOWN.iter().find(|(it, _)| *it == mutation.operator);
            let shown = shown.map_or(&[][..], |(_, kinds)| kinds);
            let is_unseen = UNSEEN.iter().any(|(operator, places)| {
                let mut places = places.split(' ');
                *operator == mutation.operator && places.any(|it| mutation.place.ends_with(it))
            });
            let is_found = shown.iter().any(|kind| found.contains(kind));
            let is_right = if shown.is_empty() || is_unseen {
                found.is_empty()
            } else {
                is_found
            };
            let entry = table.entry(mutation.operator).or_default();
            entry.0 += 1;
            entry.1 += usize::from(is_found);
            if !is_right {
                wrong.push(format!(
                    "{} at {} of {}: {found:?}",
                    mutation.operator, mutation.place, service.name
                ));
            }
        }
    }
    println!("{:40} {:>7} {:>7}", "operator", "changes", "drift");
    for (operator, (changes, found)) in &table {
        println!("{operator:40} {changes:>7} {found:>7}");
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), wrong.len());
    let found: usize = table.values().map(|(_, found)| found).sum();
    assert!(found >= LEAST, "{found} changes are found");
}

/// How many changes there have to be.
const LEAST: usize = 250;

/// What the declaration does not know of a response.
fn drift(instance: &Instance) -> Vec<DriftKind> {
    let mut response = http::Response::builder().status(instance.status);
    for (name, value) in &instance.headers {
        response = response.header(name, value);
    }
    let body = instance.body.clone().unwrap_or_default();
    let response = response.body(body.into()).unwrap();
    let known = KNOWN.iter().find(|(name, _)| *name == instance.operation);
    let Some((_, look)) = known else {
        return Vec::new();
    };
    look(response)
}

type Look = fn(http::Response<callpoint::Bytes>) -> Vec<DriftKind>;

const KNOWN: &[(&str, Look)] = &[
    ("ListLinks", kinds::<links::calls::ListLinks>),
    ("MakeLink", kinds::<links::calls::MakeLink>),
    ("GetLink", kinds::<links::calls::GetLink>),
    ("DeleteLink", kinds::<links::calls::DeleteLink>),
    ("ListQueues", kinds::<broker::calls::ListQueues>),
    ("PutQueue", kinds::<broker::calls::PutQueue>),
    ("SetPolicy", kinds::<broker::calls::SetPolicy>),
    ("Search", kinds::<files::calls::Search>),
    ("ChangeFile", kinds::<files::calls::ChangeFile>),
    ("GetNote", kinds::<files::calls::GetNote>),
];

fn kinds<E: Endpoint>(response: http::Response<callpoint::Bytes>) -> Vec<DriftKind> {
    of_response::<E>(response)
        .iter()
        .map(|drift| drift.kind)
        .collect()
}
