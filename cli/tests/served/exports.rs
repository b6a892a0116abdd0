//! The documents of imported declarations, for `tests/live/documents.sh`: validators read them, and Prism serves them.

use std::fs;
use std::path::PathBuf;

use callpoint::meta::EndpointMeta;
use callpoint_documents::openapi::{OpenApiVersion, openapi};

use crate::api::{forms, hard, keys, pages, pets, shop, xml};

type List = &'static [&'static EndpointMeta];

/// The imported APIs that have a document, by its name.
pub(crate) fn apis() -> [(&'static str, Vec<&'static EndpointMeta>); 7] {
    let lists: [(&'static str, &[List]); 7] = [
        ("forms", &[forms::forms::ENDPOINTS]),
        ("hard", &[hard::serde2::ENDPOINTS, hard::mod2::ENDPOINTS]),
        ("keys", &[keys::orders::ENDPOINTS, keys::reports::ENDPOINTS]),
        ("pages", &[pages::pages::ENDPOINTS]),
        ("pets", &[pets::pets::ENDPOINTS, pets::store::ENDPOINTS]),
        (
            "shop",
            &[
                shop::products::ENDPOINTS,
                shop::session::ENDPOINTS,
                shop::shop_api::ENDPOINTS,
            ],
        ),
        ("xml", &[xml::feeds::ENDPOINTS]),
    ];
    lists.map(|(name, lists)| (name, lists.concat()))
}

/// The endpoints of one of them.
pub(crate) fn list(name: &str) -> Vec<&'static EndpointMeta> {
    let found = apis().into_iter().find(|(known, _)| *known == name);
    found.expect("an API").1
}

#[test]
#[ignore = "tests/live/documents.sh"]
fn documents_are_written() {
    let folder = PathBuf::from(std::env::var_os("DOCUMENTS").expect("DOCUMENTS is the folder"));
    for (name, endpoints) in apis() {
        for (suffix, version) in [("", OpenApiVersion::V31), ("-3.0", OpenApiVersion::V30)] {
            let document = openapi(&endpoints)
                .title(name)
                .description("Imported declarations.")
                .version("1.0.0")
                .server("https://api.example.com")
                .format(version);
            let file = folder.join(format!("imported-{name}{suffix}.json"));
            fs::write(file, document.to_json()).unwrap();
        }
    }
}
