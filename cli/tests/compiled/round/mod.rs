//! There and back: a collection becomes declarations, and these a collection that sends the same.

mod effective;

use std::fs;

use callpoint::meta::EndpointMeta;
use callpoint::{Endpoint as _, postman};
use callpoint_cli::Options;

use self::effective::requests;
use crate::{belvo_update_postman, converted, hard, odd, shop};

/// A document and what was made of it.
struct Case {
    /// The file in `tests/data`.
    document: &'static str,
    /// The file in `tests/generated`.
    module: &'static str,
    name: &'static str,
    endpoints: Vec<&'static EndpointMeta>,
}

fn cases() -> Vec<Case> {
    let all = |lists: &[&[&'static EndpointMeta]]| lists.concat();
    vec![
        Case {
            document: "belvo-update.postman_item.json",
            module: "belvo_update_postman.rs",
            name: "",
            endpoints: vec![belvo_update_postman::UpdateLink::META],
        },
        Case {
            document: "converted.postman_collection.json",
            module: "converted.rs",
            name: "Converted",
            endpoints: all(&[converted::api_users_user_id::ENDPOINTS]),
        },
        Case {
            document: "hard.postman_collection.json",
            module: "hard.rs",
            name: "Hard API",
            endpoints: all(&[
                hard::serde2::ENDPOINTS,
                hard::mod2::ENDPOINTS,
                hard::folder::ENDPOINTS,
            ]),
        },
        Case {
            document: "odd.postman_collection.json",
            module: "odd.rs",
            name: "类型 & Types! 🎉",
            endpoints: all(&[odd::类型_types::ENDPOINTS]),
        },
        Case {
            document: "shop.postman_collection.json",
            module: "shop.rs",
            name: "Shop API",
            endpoints: all(&[
                shop::products::ENDPOINTS,
                shop::session::ENDPOINTS,
                shop::shop_api::ENDPOINTS,
            ]),
        },
    ]
}

fn read(folder: &str, file: &str) -> String {
    fs::read_to_string(format!("{}/tests/{folder}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The lines of one that the other does not have, each as often as it is missing.
fn missing<'a>(one: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let mut other = other.to_vec();
    let mut missing = Vec::new();
    for line in one {
        match other.iter().position(|known| known == line) {
            Some(position) => {
                other.remove(position);
            }
            None => missing.push(*line),
        }
    }
    missing
}

fn export(case: &Case) -> String {
    let module = read("generated", case.module);
    let base = module
        .lines()
        .find_map(|line| line.strip_prefix("//! The base URL is `"));
    let base = base.map_or("", |base| base.trim_end_matches("`."));
    postman::collection(&case.endpoints)
        .name(case.name)
        .base_url(base)
        .to_json()
}

#[test]
fn a_collection_comes_back() {
    for case in cases() {
        let before = requests(&read("data", case.document));
        let after = requests(&export(&case));
        println!("#### {} {} {}", case.document, before.len(), after.len());
        let mut after = after.iter();
        for one in &before {
            if ["Empty segment", "Climb", "No URL", "Bad method"].contains(&one.name.as_str()) { continue; }
            let other = after.next().unwrap();
            let a: Vec<&str> = one.lines.iter().map(String::as_str).collect();
            let b: Vec<&str> = other.lines.iter().map(String::as_str).collect();
            println!("## {} / {}", one.name, other.name);
            for l in missing(&a, &b) { println!("  - {l}"); }
            for l in missing(&b, &a) { println!("  + {l}"); }
        }
    }
}

#[test]
fn declarations_come_back() {
    for case in cases() {
        let text = export(&case);
        let dir = std::env::temp_dir().join("round");
        fs::create_dir_all(&dir).unwrap();
        let module = callpoint_cli::postman(&text, &Options::default()).unwrap();
        fs::write(dir.join(case.module).with_extension("json"), &text).unwrap();
        fs::write(dir.join(case.module), &module.files[0].text).unwrap();
    }
}
