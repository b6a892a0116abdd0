//! What does not come back, and why. Every entry is needed.

mod text;

pub(super) use self::text::TEXT;

/// Differences at one place for one reason.
#[derive(Debug)]
pub(crate) struct Loss {
    pub(crate) place: &'static str,
    pub(crate) reason: &'static str,
    /// How the lines begin, and how many of them there are: `-` is lost, `+` comes instead.
    pub(crate) lines: &'static [(&'static str, usize)],
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

/// Items without a declaration: the document, the item, and why.
pub(super) const UNDECLARED: &[(&str, &str, &str)] = &[
    ("odd", "Empty segment", "no template has an empty segment"),
    ("odd", "Climb", "no template has a `..` segment"),
    ("odd", "No URL", "there is nothing to call"),
    (
        "odd",
        "Bad method",
        "`GET IT` is not a method (RFC 9110, section 9.1)",
    ),
];

/// What the requests of a collection lose on the way to declarations and back.
pub(super) const REQUESTS: &[Loss] = &[
    loss(
        "converted / Get user",
        "a parameter of the path has the name of its field",
        &[
            ("- path /api/users/<userId>", 1),
            ("+ path /api/users/<user_id>", 1),
            ("- parameter userId=<long>", 1),
            ("+ parameter user_id=<long>", 1),
        ],
    ),
    loss(
        "converted / Get user",
        "what is optional by its mark alone is switched off",
        &[
            ("- query page=<integer>", 1),
            ("+ query page=<integer> (off)", 1),
            ("- header x-mode=<string>", 1),
            ("+ header x-mode=<string> (off)", 1),
        ],
    ),
    loss(
        "converted / Get user",
        "the token of OAuth 2.0 is a bearer token, which a note says",
        &[("- auth oauth2", 1), ("+ auth bearer", 1)],
    ),
    loss(
        "hard / Get root",
        "each parameter of a path has a name of its own",
        &[
            ("- path /<a>/<a>/<a>", 1),
            ("+ path /<a>/<a2>/<a3>", 1),
            ("- parameter a=<string>", 2),
            ("+ parameter a2=<string>", 1),
            ("+ parameter a3=<string>", 1),
        ],
    ),
    loss(
        "hard / List links",
        "an empty value is no example: it was not filled in",
        &[("- query a=", 1), ("+ query a=<string>", 1)],
    ),
    loss(
        "odd / Compare",
        "Postman has one parameter in a segment, so the export writes variables",
        &[
            ("- path /compare/<base>...{head}", 1),
            ("+ path /compare/<base>...{{head}}", 1),
        ],
    ),
    loss(
        "odd / Elsewhere",
        "the runtime has no such scheme, which a note says",
        &[("- auth hawk", 1), ("+ auth apikey", 1)],
    ),
    loss(
        "odd / Broken json",
        "the transport sets it, which a note says",
        &[("- header host=x", 1)],
    ),
    loss(
        "odd / Merge patch",
        "it is no name of a header, which a note says",
        &[("- header bad name=x", 1)],
    ),
    loss(
        "odd / Merge patch",
        "secrets in headers are not copied",
        &[
            ("- header x-token=s3cr3t", 1),
            ("+ header x-token={{x-token}}", 1),
        ],
    ),
    loss(
        "odd / Mode",
        "such a body is unknown, which a note says",
        &[("- body of mode carrier-pigeon", 1)],
    ),
];

/// What a collection of declarations loses on the way to declarations and back.
pub(super) const SECOND: &[Loss] = &[
    loss(
        "belvo_update_postman",
        SECRET,
        &[("- \"value\": ", 5), ("+ \"value\": \"\"", 5)],
    ),
    loss(
        "hard",
        EXAMPLE,
        &[("- \"name\": \"200: ok\",", 1), ("+ \"name\": \"200\",", 1)],
    ),
    loss(
        "shop",
        SECRET,
        &[("- \"value\": \"x\"", 1), ("+ \"value\": \"\"", 1)],
    ),
    loss(
        "places",
        SECRET,
        &[
            ("- \"key\": \"key\",", 1),
            ("- \"value\": \"\"", 1),
            ("- },", 1),
            ("- {", 1),
            ("- \"value\": \"my precious\"", 1),
            ("+ \"value\": \"\"", 1),
        ],
    ),
    loss(
        "places",
        "a collection has no parameter of several segments",
        &[("- \"value\": \"a/b\"", 4), ("+ \"value\": \"a%2Fb\"", 4)],
    ),
    loss(
        "places",
        "statuses with the same body share an arm",
        &[
            ("- \"name\": \"404: It is not there\"", 6),
            ("+ \"name\": \"404: It is not there; Not described\"", 6),
            ("+ \"name\": \"500: It is not there; Not described\"", 6),
            ("- \"code\": \"other\"", 6),
            ("+ \"code\": \"missing\"", 6),
        ],
    ),
    loss(
        "places",
        "an import declares the statuses that it sees, with a note for a class of them",
        &[
            ("- \"name\": \"any other, shown as 500: Not described\"", 6),
            ("- \"name\": \"2xx, shown as 200\"", 1),
            ("+ \"name\": \"200\"", 1),
            ("- \"name\": \"4xx, shown as 400: Client error\"", 1),
            ("+ \"name\": \"400: Client error\"", 1),
        ],
    ),
    loss(
        "places",
        "an import says something of what has no docs",
        &[
            ("+ \"description\": \"`", 5),
            ("+ \"description\": \"The media type of the body.\"", 1),
            ("- \"value\": \"text/markdown\"", 1),
            ("+ \"value\": \"text/markdown\",", 1),
            ("- }", 5),
            ("+ },", 5),
        ],
    ),
];

const SECRET: &str =
    "a secret is a variable of the collection, and a variable that is a secret is not opened";
const NOTE: &str = "a note is on what the document has and a declaration does not";
const HEADER: &str = "names of headers have no case, and a declaration has them in small letters";
const MODULE: &str = "the list of endpoints says nothing of their modules but the names";
const EXAMPLE: &str = "a declaration has one example of a response; others made its type wider";
const HEAD: &str =
    "a response to HEAD has no body, so that its error responses are not those of the others";
