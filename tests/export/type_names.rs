//! Types without a schema, whose names are Rust: no document shows them.

use std::collections::{BTreeMap, HashMap};

use callpoint::{Patch, endpoint};
use callpoint_documents::openapi::{OpenApiVersion, openapi};
use callpoint_documents::{http_file, postman};

pub(crate) mod types {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub(crate) struct Page<T> {
        pub(crate) items: Vec<T>,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    pub(crate) enum Mode {
        Fast,
        Slow,
    }
}

#[callpoint::api]
mod api {
    use super::{BTreeMap, HashMap, Patch, endpoint, types};

    #[endpoint(POST, "/links/<mode>/<modes..>?<page>&<list>",
        200 => types::Page<(types::Mode, Box<[u8]>)>,
        202 => super::types::Page<super::types::Mode>,
        404 => Missing(Vec<types::Page<r#String>>),
        4xx => HashMap<String, types::Mode>,
        _ => Option<types::Mode>,
    )]
    pub(super) struct MakeLinks {
        pub(super) mode: types::Mode,
        pub(super) modes: Vec<types::Mode>,
        pub(super) page: types::Mode,
        pub(super) list: Vec<super::types::Mode>,
        #[header("x-mode")]
        pub(super) header: types::Mode,
        #[cookie("mode")]
        pub(super) cookie: types::Mode,
        #[query(style = deep)]
        pub(super) filter: BTreeMap<String, types::Mode>,
        pub(super) field: types::Page<types::Mode>,
        pub(super) optional: Option<BTreeMap<types::Mode, (types::Mode, [types::Mode; 2])>>,
        pub(super) counts: BTreeMap<String, u32>,
        pub(super) patch: Patch<types::Page<types::Mode>>,
    }

    #[endpoint(PUT, "/links", body = Form, 200 => ())]
    pub(super) struct PutForm {
        pub(super) mode: types::Mode,
    }

    #[endpoint(PUT, "/parts", body = Multipart, 200 => ())]
    pub(super) struct PutParts {
        #[part]
        pub(super) mode: types::Mode,
        #[part(Json)]
        pub(super) page: types::Page<types::Mode>,
    }

    #[endpoint(PUT, "/whole", 200 => ())]
    pub(super) struct PutWhole {
        #[body]
        pub(super) page: types::Page<types::Mode>,
    }
}

#[test]
fn no_document_shows_the_name_of_a_type_as_rust() {
    let description = || openapi(api::ENDPOINTS);
    let documents = [
        postman::collection(api::ENDPOINTS).to_json(),
        http_file(api::ENDPOINTS).to_string(),
        description().to_json(),
        description().format(OpenApiVersion::V30).to_json(),
        description().notes().join("\n"),
    ];
    for document in documents {
        for rust in [
            "::", "types", "Vec<", "Box<", "Option", "Patch", "Map<", "Page<", "<Mode", "<Page",
            "r#",
        ] {
            let mut lines = document.lines();
            let line = lines.find(|line| line.contains(rust));
            assert_eq!(line, None, "`{rust}` is in\n{document}");
        }
    }
    // The words of a type stay, where a document has a place for its name.
    let document = description().to_json();
    for title in ["Page of Mode", "BTreeMap of Mode and Mode and Mode"] {
        let title = format!(r#""title": "{title}""#);
        assert!(document.contains(&title), "{title} is not in\n{document}");
    }
}
