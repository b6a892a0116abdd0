//! The rows of "The request" about bodies.

use std::collections::HashMap;

use callpoint::{BaseUrl, Endpoint as _, Upload, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct Item {
    id: u8,
}

//~ a JSON body of these fields
mod json {
    use super::*;

    #[endpoint(POST, "/links")]
    struct CreateLink {
        name: String,
    }
}

//~ a JSON body that is a list, or any other type
mod whole_json {
    use super::*;

    #[endpoint(POST, "/items")]
    struct CreateItems {
        #[body]
        items: Vec<Item>,
    }
}

//~ JSON under another media type, `application/merge-patch+json`
mod media_type {
    use super::*;

    #[endpoint(PATCH, "/items")]
    struct PatchItem {
        #[body(Json, type = "application/merge-patch+json")]
        item: Item,
    }

    #[endpoint(PATCH, "/items", body = Json("application/merge-patch+json"))]
    struct PatchFields {
        id: u8,
    }
}

//~ a form
mod form {
    use super::*;

    #[endpoint(POST, "/subscriptions", body = Form)]
    struct Subscribe {
        metadata: HashMap<String, String>,
        items: Vec<Planned>,
    }

    #[test]
    fn nested_values_use_brackets() {
        let metadata = HashMap::from([("order".to_owned(), "7".to_owned())]);
        let base = BaseUrl::parse("https://api.example.com").unwrap();
        let request = Subscribe::new(metadata, vec![Planned { plan: "gold" }]);
        let request = request.to_http(&base).unwrap();
        let body = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
        let body = body.replace("%5B", "[").replace("%5D", "]");
        // The example `payments` has more of them: metadata[order]=7, items[0][plan]=gold.
        assert_eq!(body, "metadata[order]=7&items[0][plan]=gold");
    }

    #[derive(Serialize)]
    struct Planned {
        plan: &'static str,
    }
}

//~ a form with `tags[]=a&tags[]=b`, or `tags=a,b`
mod lists_in_a_form {
    use super::*;

    #[endpoint(POST, "/links", body = Form(lists = brackets))]
    struct InBrackets {
        tags: Vec<String>,
    }

    #[endpoint(POST, "/links", body = Form(lists = csv))]
    struct WithCommas {
        tags: Vec<String>,
    }
}

//~ `created=5` beside `created[gt]=5`
mod deep_or_single {
    use super::*;

    #[derive(Serialize)]
    #[serde(untagged)]
    enum Created {
        At(u64),
        Range { gt: u64 },
    }

    #[endpoint(GET, "/charges")]
    struct ListCharges {
        #[query(style = deep)]
        created: Created,
    }
}

//~ a form with files (`multipart/form-data`)
mod multipart {
    use super::*;

    #[endpoint(POST, "/files", body = Multipart)]
    struct SendFile {
        #[part("file")]
        file: Upload,
    }
}

//~ a file as the body
mod file {
    use super::*;

    #[endpoint(PUT, "/file")]
    struct PutFile {
        #[body(Stream)]
        file: Upload,
    }
}

//~ a body on GET or DELETE
mod body_on_get {
    use super::*;

    #[endpoint(GET, "/search")]
    struct Search {
        #[body]
        query: Item,
    }

    #[endpoint(DELETE, "/items")]
    struct DeleteItems {
        #[body(Form)]
        items: Item,
    }
}

//~ text or bytes as the body
mod text_and_bytes {
    use super::*;

    #[endpoint(PUT, "/text")]
    struct PutText {
        #[body(Text)]
        text: String,
    }

    #[endpoint(PUT, "/bytes")]
    struct PutBytes {
        #[body(Raw)]
        bytes: Vec<u8>,
    }
}

//~ XML
mod xml {
    use super::*;

    #[endpoint(POST, "/items", body = Xml)]
    struct PostItem {
        id: u8,
    }

    #[endpoint(PUT, "/items")]
    struct PutItem {
        #[body(Xml)]
        item: Item,
    }

    // With the feature `xml`.
}
