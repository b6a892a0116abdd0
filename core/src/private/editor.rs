//! What an editor offers inside of an attribute: rust-analyzer, and it alone, is given paths into this module.

/// The keys of options; `crate` is no name of an item.
#[allow(non_upper_case_globals)]
pub mod option {
    /// `auth = Basic`: the credentials that a client must have; `A | B`, `A + B`, `none`.
    pub const auth: () = ();
    /// `base = Uploads`: another server, which the client's builder is given.
    pub const base: () = ();
    /// `header = "X-Version: 2"`: a header field that is the same in each request.
    pub const header: () = ();
    /// `errors = ApiError`: error responses that endpoints share, an enum with `#[derive(ErrorSet)]`.
    pub const errors: () = ();
    /// `body = Form`: the codec of the fields that are left over.
    pub const body: () = ();
    /// `timeout = "5s"`: how long a call may take.
    pub const timeout: () = ();
    /// `max_response = "64 MiB"`: how large a response body may be.
    pub const max_response: () = ();
    /// `max_retries = 0`: how often a call is sent again.
    pub const max_retries: () = ();
    /// `idempotent`: a POST or PATCH that is safe to retry.
    pub const idempotent: () = ();
    /// `idempotency_key = "Idempotency-Key"`: a header with a key that makes a POST or PATCH safe to retry.
    pub const idempotency_key: () = ();
    /// `required = PaymentFields`: `new` takes the required fields by their names, as a struct.
    pub const required: () = ();
    /// `message`: each error says what its type says, by `#[derive(ErrorMessage)]`.
    pub const message: () = ();
    /// `non_exhaustive`: the inline structs and the output enum may grow; the structs get a constructor.
    pub const non_exhaustive: () = ();
    /// `serve`: requests can be read and responses written, as a fake of the service does.
    pub const serve: () = ();
}

/// The methods that are written as a word.
pub mod method {
    /// Safe: retried after a transient failure.
    pub const GET: () = ();
    /// Like `GET`, without the body of the response.
    pub const HEAD: () = ();
    /// Not retried, unless it is declared `idempotent`.
    pub const POST: () = ();
    /// Idempotent: retried after a transient failure.
    pub const PUT: () = ();
    /// Not retried, unless it is declared `idempotent`.
    pub const PATCH: () = ();
    /// Idempotent: retried after a transient failure.
    pub const DELETE: () = ();
    /// Safe: retried after a transient failure.
    pub const OPTIONS: () = ();
    /// Safe: retried after a transient failure.
    pub const TRACE: () = ();
}

/// What `#[query(…)]` takes beside a name in quotes.
#[allow(non_upper_case_globals)]
pub mod query {
    /// `style = csv`: how a list or a map is written.
    pub const style: () = ();
    /// `flag`: the key alone where the value is `true`, and nothing where it is `false`.
    pub const flag: () = ();
    /// `flatten`: each entry of a struct or map is a parameter, by its own name.
    pub const flatten: () = ();
    /// `Json`: the value as JSON.
    pub const Json: () = ();
    /// `Display`: values are written by `Display` and not by serde.
    pub const Display: () = ();
}

/// How `#[query(style = …)]` writes lists and maps.
#[allow(non_upper_case_globals)]
pub mod query_style {
    /// `tag=a&tag=b`, as without a style.
    pub const repeat: () = ();
    /// `tag=a,b`
    pub const csv: () = ();
    /// `tag=a%7Cb`: separated by `|`.
    pub const pipes: () = ();
    /// `tag=a%20b`: separated by spaces.
    pub const spaces: () = ();
    /// `tag[]=a&tag[]=b`, with the brackets encoded.
    pub const brackets: () = ();
    /// `filter[name]=a`, with the brackets encoded: the entries of a struct or map.
    pub const deep: () = ();
}

/// What `#[path(…)]` takes.
#[allow(non_upper_case_globals)]
pub mod path {
    /// `style = csv`: how a list is written in its segment.
    pub const style: () = ();
}

/// How `#[path(style = …)]` writes lists.
#[allow(non_upper_case_globals)]
pub mod path_style {
    /// `/a,b`
    pub const csv: () = ();
    /// `/.a,b`
    pub const label: () = ();
    /// `/;ids=a,b`
    pub const matrix: () = ();
}

/// What `Form(…)` takes.
#[allow(non_upper_case_globals)]
pub mod form {
    /// `lists = brackets`: how a list is written.
    pub const lists: () = ();
}

/// How `Form(lists = …)` writes lists.
#[allow(non_upper_case_globals)]
pub mod form_style {
    /// `tag=a&tag=b`, as without it.
    pub const repeat: () = ();
    /// `tag[]=a&tag[]=b`, with the brackets encoded.
    pub const brackets: () = ();
    /// `tag=a,b`
    pub const csv: () = ();
}

/// What `#[header(…)]` and `#[cookie(…)]` take after the name.
#[allow(non_upper_case_globals)]
pub mod header {
    /// `Display`: values are written by `Display` and not by serde.
    pub const Display: () = ();
}

/// What `auth` takes beside schemes.
#[allow(non_camel_case_types)]
pub mod scheme {
    /// No credentials are sent; after `|`, none are needed.
    pub struct none;
}

/// What takes the place of a codec, and codecs that a feature has.
pub mod codec {
    #[cfg(feature = "xml")]
    pub use crate::codec::Xml;

    /// A form with files: each field is a part.
    pub struct Multipart;
}

/// What `#[serde(…)]` takes on a type; `crate` is no name of an item.
#[allow(non_upper_case_globals)]
pub mod serde_container {
    /// `rename = "Link"`: the name of the type.
    pub const rename: () = ();
    /// `rename_all = "camelCase"`: the names of all fields, or of all variants.
    pub const rename_all: () = ();
    /// `rename_all_fields = "camelCase"`: the names of the fields of all variants.
    pub const rename_all_fields: () = ();
    /// `deny_unknown_fields`: a field that is not known is an error.
    pub const deny_unknown_fields: () = ();
    /// `tag = "type"`: the field that says which variant it is.
    pub const tag: () = ();
    /// `content = "value"`: beside `tag`, the field that has the variant's value.
    pub const content: () = ();
    /// `untagged`: the first variant that fits.
    pub const untagged: () = ();
    /// `bound = "T: Trait"`: in place of the bounds that follow from the fields.
    pub const bound: () = ();
    /// `default`, `default = "path"`: what fields have that are absent, by a value of the type.
    pub const default: () = ();
    /// `remote = "Type"`: the type of another crate that this is a copy of.
    pub const remote: () = ();
    /// `transparent`: read as its only field is.
    pub const transparent: () = ();
    /// `from = "Type"`: read as another type.
    pub const from: () = ();
    /// `try_from = "Type"`: read as another type, which may fail.
    pub const try_from: () = ();
    /// `into = "Type"`: written as another type.
    pub const into: () = ();
    /// `expecting = "a link"`: what an error says was expected.
    pub const expecting: () = ();
    /// `variant_identifier`: reads the name or the number of a variant.
    pub const variant_identifier: () = ();
    /// `field_identifier`: reads the name or the number of a field.
    pub const field_identifier: () = ();
}

/// What `#[serde(…)]` takes on a variant.
#[allow(non_upper_case_globals)]
pub mod serde_variant {
    /// `rename = "closed"`: the name of the variant.
    pub const rename: () = ();
    /// `alias = "shut"`: another name that is read.
    pub const alias: () = ();
    /// `rename_all = "camelCase"`: the names of its fields.
    pub const rename_all: () = ();
    /// `skip`: neither read nor written.
    pub const skip: () = ();
    /// `skip_serializing`: not written.
    pub const skip_serializing: () = ();
    /// `skip_deserializing`: not read.
    pub const skip_deserializing: () = ();
    /// `with = "module"`: read and written by two functions.
    pub const with: () = ();
    /// `serialize_with = "path"`: written by a function.
    pub const serialize_with: () = ();
    /// `deserialize_with = "path"`: read by a function.
    pub const deserialize_with: () = ();
    /// `bound = "T: Trait"`: in place of the bounds that follow from its fields.
    pub const bound: () = ();
    /// `borrow`: borrows from what it is read from.
    pub const borrow: () = ();
    /// `other`: the variant of a name that is not known.
    pub const other: () = ();
    /// `untagged`: the variant whose value has no tag.
    pub const untagged: () = ();
}

/// What `#[serde(…)]` takes on a field.
#[allow(non_upper_case_globals)]
pub mod serde_field {
    /// `rename = "e-mail"`: the name of the field.
    pub const rename: () = ();
    /// `alias = "mail"`: another name that is read.
    pub const alias: () = ();
    /// `default`, `default = "path"`: what the field has where it is absent.
    pub const default: () = ();
    /// `flatten`: its fields are fields of this type.
    pub const flatten: () = ();
    /// `skip`: neither read nor written.
    pub const skip: () = ();
    /// `skip_serializing`: not written.
    pub const skip_serializing: () = ();
    /// `skip_deserializing`: not read.
    pub const skip_deserializing: () = ();
    /// `skip_serializing_if = "path"`: not written where a function says so.
    pub const skip_serializing_if: () = ();
    /// `with = "module"`: read and written by two functions.
    pub const with: () = ();
    /// `serialize_with = "path"`: written by a function.
    pub const serialize_with: () = ();
    /// `deserialize_with = "path"`: read by a function.
    pub const deserialize_with: () = ();
    /// `borrow`: borrows from what it is read from.
    pub const borrow: () = ();
    /// `bound = "T: Trait"`: in place of the bounds that follow from the field.
    pub const bound: () = ();
    /// `getter = "path"`: how a private field of a `remote` type is written.
    pub const getter: () = ();
}
