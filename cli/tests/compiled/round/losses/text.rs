//! What the text of declarations loses.

use super::{EXAMPLE, HEAD, HEADER, Loss, MODULE, NOTE, SECRET, loss};

/// What the text of declarations loses on the way to a collection and back.
pub(in crate::round) const TEXT: &[Loss] = &[
    loss(
        "belvo_update_postman",
        SECRET,
        &[
            ("- #[example(", 5),
            ("+ #[example(\"{{", 5),
            ("- password: ", 1),
            ("+ password: \"{{", 1),
            ("- password2: ", 1),
            ("+ password2: \"{{", 1),
            ("- token: ", 1),
            ("+ token: \"{{", 1),
            ("- encryption_key: ", 1),
            ("+ encryption_key: \"{{", 1),
            ("- private_key: ", 1),
            ("+ private_key: \"{{", 1),
        ],
    ),
    loss(
        "converted",
        "a module that holds everything is no folder",
        &[
            ("- use callpoint::{Deserialize, api};", 1),
            ("- use callpoint::endpoint;", 1),
            ("+ use callpoint::{Deserialize, endpoint};", 1),
            ("- #[api(auth = Bearer)]", 1),
            ("+ auth = Bearer,", 1),
            ("- pub mod api_users_user_id {", 1),
            ("- use super::{NotFound, User};", 1),
            ("- }", 1),
            ("- ", 2),
        ],
    ),
    loss("converted", NOTE, &[("- // note: OAuth 2.0", 1)]),
    loss(
        "converted",
        HEADER,
        &[("- #[header(\"X-", 2), ("+ #[header(\"x-", 2)],
    ),
    loss(
        "converted",
        "what is optional is switched off",
        &[
            ("- page: Some(0),", 1),
            ("+ page: None,", 1),
            ("- x_mode: Some(\"<string>\".to_owned()),", 1),
            ("+ x_mode: None,", 1),
        ],
    ),
    loss("hard", MODULE, &[("- ///", 29)]),
    loss(
        "hard",
        HEADER,
        &[
            ("- #[header(\"X-", 2),
            ("- header = \"Accept: ", 1),
            ("+ #[header(\"x-", 2),
            ("+ header = \"accept: ", 1),
        ],
    ),
    loss(
        "hard",
        "a module without endpoints is no folder",
        &[("- // note: the folder `std` is empty", 1), ("- ", 1)],
    ),
    loss(
        "hard",
        "an empty value is no example",
        &[
            ("- Self { a: String::new() }", 1),
            ("+ Self {", 1),
            ("+ a: \"<string>\".to_owned(),", 1),
            ("+ }", 1),
        ],
    ),
    loss(
        "hard",
        EXAMPLE,
        &[
            ("- /// ok.", 1),
            ("- /// With 200: ", 1),
            ("- pub user_mail: Option<String>,", 1),
            ("+ pub user_mail: Option<serde_json::Value>,", 1),
        ],
    ),
    loss(
        "odd",
        "the client knows the name of its key; a declaration does not",
        &[
            ("- //! The API key travels in header `X-Api-Key`.", 1),
            ("+ //! The API key travels in header `{{apiKeyName}}`.", 1),
        ],
    ),
    loss("odd", NOTE, &[("- // note: ", 11), ("- ", 5)]),
    loss(
        "odd",
        "what takes the client's credentials does not contradict the key of all others",
        &[
            ("- #[api]", 1),
            ("+ #[api(auth = ApiKey)]", 1),
            ("- auth = ApiKey,", 2),
            ("- #[endpoint(", 12),
            ("+ #[endpoint(", 12),
        ],
    ),
    loss(
        "odd",
        HEADER,
        &[("- #[header(\"X-", 1), ("+ #[header(\"x-", 1)],
    ),
    loss(
        "odd",
        SECRET,
        &[
            ("+ #[example(\"{{x-token}}\")]", 1),
            ("- x_token: \"secret\".to_owned(),", 1),
            ("+ x_token: \"{{x-token}}\".to_owned(),", 1),
        ],
    ),
    loss("shop", MODULE, &[("- /// What can be bought.", 1)]),
    loss(
        "shop",
        EXAMPLE,
        &[
            ("- ///", 6),
            ("- pub next: Option<String>,", 1),
            ("+ pub next: String,", 1),
            ("- // note: the examples disagree", 1),
            ("- pub anything: serde_json::Value,", 1),
            ("+ pub anything: i64,", 1),
            ("- pub extra: Option<bool>,", 1),
        ],
    ),
    loss(
        "shop",
        HEADER,
        &[
            ("- #[header(\"X-", 2),
            ("- #[header(\"Depth\")]", 1),
            ("+ #[header(\"x-", 2),
            ("+ #[header(\"depth\")]", 1),
        ],
    ),
    loss(
        "shop",
        "an example of a file is its name alone",
        &[
            ("- picture: Upload::bytes(\"\")", 1),
            ("- .file_name(\"chair.png\")", 1),
            ("- .content_type(\"image/png\"),", 1),
            (
                "+ picture: Upload::bytes(\"\").file_name(\"chair.png\"),",
                1,
            ),
        ],
    ),
    loss(
        "shop",
        SECRET,
        &[
            ("- #[example(\"x\")]", 1),
            ("+ #[example(\"{{password}}\")]", 1),
            ("- password: \"x\".to_owned(),", 1),
            ("+ password: \"{{password}}\".to_owned(),", 1),
        ],
    ),
    loss(
        "shop",
        HEAD,
        &[
            ("+ /// Unauthorized; Server error.", 1),
            ("+ 401 | 500 => Rejected(()),", 1),
        ],
    ),
];
