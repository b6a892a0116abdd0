//! One accessor over the variants that carry the same type.

use callpoint::{Endpoint, ErrorSet, endpoint};
use serde::Deserialize;

use crate::response;

#[endpoint(GET, "/a",
    204 => (),
    400 => Problem { code: u8 },
    401 => Unauthorized(Problem),
    404 => Listed([Item { code: u8 }]),
    410 => Vec<Item>,
    409 => Option<Other>,
    500 => Option<Other>,
    501 => (),
    502 => (),
    503 => String as Text,
)]
struct Get;

#[derive(Debug, PartialEq, Deserialize)]
struct Other {
    code: u8,
}

mod inner {
    #[derive(Debug, serde::Deserialize)]
    pub(super) struct Other {
        pub(super) code: u8,
    }
}

#[derive(Debug, ErrorSet)]
enum Shared {
    #[status(400)]
    First(Other),
    #[status(401)]
    Second(Other),
    #[status(402)]
    Third(inner::Other),
}

/// What each accessor gives.
fn codes(status: u16, body: &str) -> [Option<u8>; 3] {
    let error = Get::from_http(response(status, "application/json", body.to_owned())).unwrap_err();
    let error = error.into_api().unwrap();
    let optional = error.any_optional_other().and_then(Option::as_ref);
    [
        error.any_problem().map(|problem| problem.code),
        error
            .any_item_list()
            .and_then(|list| Some(list.first()?.code)),
        optional.map(|other| other.code),
    ]
}

#[test]
fn whichever_variant_it_is() {
    let (one, list) = (r#"{"code":1}"#, r#"[{"code":2}]"#);
    let cases = [
        (400, one, [Some(1), None, None]),
        (401, one, [Some(1), None, None]),
        (404, list, [None, Some(2), None]),
        (410, list, [None, Some(2), None]),
        (409, one, [None, None, Some(1)]),
        (500, "", [None, None, None]),
        (501, "", [None, None, None]),
    ];
    for (status, body, expected) in cases {
        assert_eq!(codes(status, body), expected, "{status}");
    }
}

#[test]
fn in_a_shared_set() {
    let error = Shared::Second(Other { code: 1 });
    assert_eq!(error.any_other(), Some(&Other { code: 1 }));
    let third = Shared::Third(inner::Other { code: 3 });
    assert_eq!(
        (third.any_other(), third.as_third().unwrap().code),
        (None, 3)
    );
    assert!(Shared::First(Other { code: 0 }).any_other().is_some());
}
