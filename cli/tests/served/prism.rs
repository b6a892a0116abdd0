//! The clients of imported modules against Prism, which serves the documents of their declarations: it rejects a request that a document does not allow,
//! and responds with what it does. `tests/live/documents.sh` starts it and runs this.

use std::collections::BTreeSet;

use crate::calls;
use crate::exports::apis;

const RECURSIVE: &str = "a value of a type that contains itself ends with one that is none";
const BRACKETS: &str =
    "Prism renames a parameter with brackets where it lists its operations, and then misses it";

/// What is known to fail: the API, its endpoints, what their failures say, and why. One that does not fail is too much here.
#[rustfmt::skip]
const LEFT_OUT: &[(&str, &[&str], &str, &str)] = &[
    ("hard", &["IdsTwice"], "must have required property 'ids%5b%5d'", BRACKETS),
    ("hard", &["HeadersTwice"], "#NOT_ACCEPTABLE", "the collection asks for another media type than that of its response"),
    ("pets", &["UpdatePet"], "Response body property children.0", RECURSIVE),
    ("shop", &["ListAllProducts"], "must have required property 'ids%5b%5d'", BRACKETS),
    ("shop", &["UploadPicture"], "Request body property about must be object", "Prism reads no JSON in a part"),
    ("shop", &["ReplacePicture"], "#INVALID_CONTENT_TYPE", "the caller says the media type, and the document has that of the codec"),
    ("shop", &["LogIn"], "property scope must be array", "Prism reads one value of a field of a form, unless its encoding is written"),
    ("shop", &["FindFiles"], "#NO_PATH_MATCHED_ERROR", "a document has no operation of the method PROPFIND"),
    ("xml", &["GetFeed"], r#"the body does not match the declared type: "<xml/>""#, "every value fits a type without a schema: here an empty element"),
    ("xml", &["PutFeed"], "Response body property about.parent.parent", RECURSIVE),
];

fn url(name: &str) -> String {
    let name = format!("PRISM_{}", name.to_uppercase());
    std::env::var(&name).unwrap_or_else(|_| panic!("tests/live/documents.sh sets {name}"))
}

#[tokio::test]
#[ignore = "needs Prism: tests/live/documents.sh"]
async fn prism_serves_imported_declarations() {
    let mut wrong = Vec::new();
    let mut needed = BTreeSet::new();
    for (api, endpoints) in apis() {
        let outcomes = calls::of(api, &url(api)).await;
        let names: BTreeSet<_> = outcomes.iter().map(|(name, _)| *name).collect();
        let all: BTreeSet<_> = endpoints.iter().map(|meta| meta.name).collect();
        assert_eq!(names, all, "{api}: each endpoint is called");
        for (name, failure) in outcomes {
            let Some(failure) = failure else { continue };
            let reason = LEFT_OUT.iter().find(|(left_out, names, says, _)| {
                *left_out == api && names.contains(&name) && failure.contains(says)
            });
            match reason {
                Some(_) => drop(needed.insert((api, name))),
                None => wrong.push(format!("{api}, {name}: {failure}")),
            }
        }
    }
    for (api, names, _, reason) in LEFT_OUT {
        for name in *names {
            if !needed.contains(&(*api, *name)) {
                wrong.push(format!(
                    "{api}, {name}: Prism serves it, but it is left out: {reason}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
