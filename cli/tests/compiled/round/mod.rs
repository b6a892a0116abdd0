//! There and back: collections become declarations, and these become collections that send the same.
//!
//! The modules that come back stand in `tests/round`. `BLESS=1` regenerates them.

mod effective;
mod losses;
mod optional;
mod places;

use std::fs;
use std::path::PathBuf;

use callpoint::Endpoint as _;
use callpoint::meta::EndpointMeta;
use callpoint_cli::Options;
use callpoint_documents::postman;
use serde_json::Value;

use self::effective::requests;
pub(crate) use self::losses::Loss;
use self::losses::{REQUESTS, SECOND, TEXT, UNDECLARED};
use crate::{belvo_update_postman, converted, hard, odd, shop};

#[allow(dead_code, unreachable_pub)]
#[path = "../../round/belvo_update_postman.rs"]
mod belvo_update_postman_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../../round/converted.rs"]
mod converted_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../../round/hard.rs"]
mod hard_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../../round/odd.rs"]
mod odd_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../../round/places.rs"]
mod places_back;
#[allow(dead_code, unreachable_pub)]
#[path = "../../round/shop.rs"]
mod shop_back;

/// Declarations, and those that come back of their collection.
struct Case {
    name: &'static str,
    /// The file in `tests/data` that the declarations come of.
    document: Option<&'static str>,
    first: Vec<&'static EndpointMeta>,
    back: Vec<&'static EndpointMeta>,
}

type List<'a> = &'a [&'static EndpointMeta];

impl Case {
    fn new(
        name: &'static str,
        document: Option<&'static str>,
        first: &[List<'_>],
        back: &[List<'_>],
    ) -> Self {
        Self {
            name,
            document,
            first: first.concat(),
            back: back.concat(),
        }
    }
}

fn cases() -> [Case; 6] {
    [
        Case::new(
            "belvo_update_postman",
            Some("belvo-update.postman_item.json"),
            &[&[belvo_update_postman::UpdateLink::META]],
            &[&[belvo_update_postman_back::UpdateLink::META]],
        ),
        Case::new(
            "converted",
            Some("converted.postman_collection.json"),
            &[converted::api_users_user_id::ENDPOINTS],
            &[&[converted_back::GetUser::META]],
        ),
        Case::new(
            "hard",
            Some("hard.postman_collection.json"),
            &[
                hard::serde2::ENDPOINTS,
                hard::mod2::ENDPOINTS,
                hard::folder::ENDPOINTS,
            ],
            &[
                hard_back::serde2::ENDPOINTS,
                hard_back::mod2::ENDPOINTS,
                hard_back::folder::ENDPOINTS,
            ],
        ),
        Case::new(
            "odd",
            Some("odd.postman_collection.json"),
            &[odd::类型_types::ENDPOINTS],
            &[odd_back::类型_types::ENDPOINTS],
        ),
        Case::new(
            "shop",
            Some("shop.postman_collection.json"),
            &[
                shop::products::ENDPOINTS,
                shop::session::ENDPOINTS,
                shop::shop_api::ENDPOINTS,
            ],
            &[
                shop_back::products::ENDPOINTS,
                shop_back::session::ENDPOINTS,
                shop_back::shop_api::ENDPOINTS,
            ],
        ),
        Case::new(
            "places",
            None,
            &[places::parameters::ENDPOINTS, places::bodies::ENDPOINTS],
            &[
                places_back::parameters::ENDPOINTS,
                places_back::bodies::ENDPOINTS,
            ],
        ),
    ]
}

fn path(folder: &str, file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{folder}/{file}"))
}

fn read(folder: &str, file: &str) -> String {
    fs::read_to_string(path(folder, file)).unwrap()
}

/// A collection with the name, the description and the base URL of the document.
fn export(case: &Case, endpoints: &[&'static EndpointMeta]) -> String {
    let document = case
        .document
        .map_or_else(String::new, |document| read("data", document));
    let document: Value = serde_json::from_str(&document).unwrap_or_default();
    let info = |key: &str| {
        let value = &document["info"][key];
        let text = value.as_str().or(value["content"].as_str());
        text.unwrap_or_default().to_owned()
    };
    let base = effective::base(&document);
    postman::collection(endpoints)
        .name(info("name"))
        .description(info("description"))
        .base_url(base)
        .to_json()
}

/// What two texts do not share, each line with its side: a longest common subsequence of lines.
pub(crate) fn differences(one: &[&str], other: &[&str]) -> Vec<String> {
    let mut lengths = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            lengths[i][j] = if one[i] == other[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < one.len() || j < other.len() {
        if i < one.len() && j < other.len() && one[i] == other[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == other.len() || (i < one.len() && lengths[i + 1][j] >= lengths[i][j + 1]) {
            lines.push(format!("- {}", one[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", other[j]));
            j += 1;
        }
    }
    lines
}

/// Fails for a difference that no entry of the table names, and for a line of an entry that is met less or more often than it says.
pub(crate) fn check(losses: &[Loss], found: &[(String, String)]) {
    let entries = losses.iter().flat_map(|loss| {
        loss.lines
            .iter()
            .map(move |(line, times)| (loss, *line, *times))
    });
    let entries: Vec<_> = entries.collect();
    let mut hits = vec![0; entries.len()];
    let mut wrong = Vec::new();
    for (place, line) in found {
        // The entry that says the most.
        let fitting = entries.iter().enumerate();
        let fitting = fitting.filter(|(_, (loss, start, _))| {
            loss.place == place && (line == start || (start.len() > 2 && line.starts_with(start)))
        });
        match fitting.max_by_key(|(_, (_, start, _))| start.len()) {
            Some((position, _)) => hits[position] += 1,
            None => wrong.push(format!("{place}: {line}")),
        }
    }
    for ((loss, line, times), hits) in entries.iter().zip(hits) {
        if hits != *times {
            let Loss { place, reason, .. } = loss;
            wrong.push(format!(
                "{place}: {line} ({reason}): {hits} instead of {times}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) fn refs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

#[test]
fn collections_come_back() {
    let mut found = Vec::new();
    let mut compared = 0;
    for case in cases() {
        let Some(document) = case.document else {
            continue;
        };
        let before = requests(&read("data", document));
        let after = requests(&export(&case, &case.first));
        let items = before.len();
        let undeclared: Vec<&str> = UNDECLARED
            .iter()
            .filter(|(place, ..)| *place == case.name)
            .map(|(_, item, _)| *item)
            .collect();
        let before: Vec<_> = before
            .into_iter()
            .filter(|item| !undeclared.contains(&item.name.as_str()))
            .collect();
        assert_eq!(before.len() + undeclared.len(), items, "{}", case.name);
        assert_eq!(before.len(), after.len(), "{}", case.name);
        compared += before.len();
        for (one, other) in before.iter().zip(&after) {
            let place = format!("{} / {}", case.name, other.name);
            let lines = differences(&refs(&one.lines), &refs(&other.lines));
            found.extend(lines.into_iter().map(|line| (place.clone(), line)));
        }
    }
    check(REQUESTS, &found);
    assert_eq!(compared, 42);
}

/// Without what `--into` goes by, which are sums of the rest, and without the layout of modules inside of modules.
fn lines(module: &str) -> Vec<&str> {
    let lines = module
        .lines()
        .filter(|line| !line.starts_with("// import:"));
    lines.map(str::trim).collect()
}

/// What comes back could be the same and wrong.
#[test]
fn a_collection_sends_what_the_declarations_say() {
    let [.., places] = cases();
    let collection = export(&places, &places.first);
    let sent = requests(&collection);
    for (name, expected) in places::SENT {
        let sent = sent.iter().find(|request| request.name == *name).unwrap();
        assert_eq!(sent.lines, *expected, "{name}");
    }
    assert_eq!(places::SENT.len(), sent.len());
}

#[test]
fn declarations_come_back() {
    let mut found = Vec::new();
    for case in cases() {
        let collection = export(&case, &case.first);
        let imported = callpoint_cli::postman(&collection, &Options::default()).unwrap();
        let module = &imported.files[0].text;
        let file = format!("{}.rs", case.name);
        if std::env::var_os("BLESS").is_some() {
            fs::write(path("round", &file), module).unwrap();
        }
        assert_eq!(*module, read("round", &file), "BLESS=1 regenerates it");
        if case.document.is_some() {
            let first = read("generated", &file);
            let lines = differences(&lines(&first), &lines(module));
            found.extend(lines.into_iter().map(|line| (case.name.to_owned(), line)));
        }
    }
    check(TEXT, &found);
}

/// A collection with the JSON that is text in it as JSON, so that its layout does not count.
fn layout(collection: &str) -> String {
    fn open(value: &mut Value) {
        match value {
            Value::String(text) => {
                let inside = serde_json::from_str(text);
                if let Ok(inside @ (Value::Object(_) | Value::Array(_))) = inside {
                    *value = inside;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(open),
            Value::Object(fields) => fields.values_mut().for_each(open),
            _ => {}
        }
    }
    let mut collection = serde_json::from_str(collection).unwrap();
    open(&mut collection);
    serde_json::to_string_pretty(&collection).unwrap()
}

#[test]
fn the_second_collection_is_the_first() {
    let mut found = Vec::new();
    for case in cases() {
        let first = layout(&export(&case, &case.first));
        let second = layout(&export(&case, &case.back));
        let [first, second] =
            [&first, &second].map(|text| text.lines().map(str::trim).collect::<Vec<_>>());
        let lines = differences(&first, &second);
        found.extend(lines.into_iter().map(|line| (case.name.to_owned(), line)));
    }
    check(SECOND, &found);
}
