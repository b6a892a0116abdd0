//! The options of `#[endpoint]` and `#[api]`: `auth = Basic`, `timeout = "5s"`.

use std::time::Duration;

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitInt, LitStr, Path, Token, Type};

use super::codec::{Codec, Wildcards, check_media_type};
use super::fixed_header::{FixedHeader, fixed_header};
use super::required::required;
use super::tokens::{KEYS, is_token, ty, written};
use super::{arms, split};
use crate::diag::Errors;
use crate::model::Auth;
use crate::{names, suggest};

/// The options; each value with its key.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) auth: Option<Given<Auth>>,
    pub(crate) base: Option<Given<Type>>,
    pub(crate) headers: Vec<Given<FixedHeader>>,
    pub(crate) errors: Option<Given<Type>>,
    pub(crate) body: Option<Given<Codec>>,
    pub(crate) timeout: Option<Given<Duration>>,
    pub(crate) max_response: Option<Given<u64>>,
    pub(crate) max_retries: Option<Given<u32>>,
    pub(crate) idempotent: Option<Given<()>>,
    pub(crate) idempotency_key: Option<Given<LitStr>>,
    pub(crate) required: Option<Given<Ident>>,
    pub(crate) message: Option<Given<()>>,
    pub(crate) non_exhaustive: Option<Given<()>>,
    pub(crate) serve: Option<Given<()>>,
    pub(crate) krate: Option<Given<Path>>,
    /// Schemes with a mistake between them.
    pub(crate) misread: Vec<TokenStream>,
    /// From `#[api]`: the defaults for options that the endpoint does not set.
    pub(crate) defaults: Option<Box<Options>>,
    /// From `#[api]`: the constant for the metadata, because that of a generic struct cannot be named from outside.
    pub(crate) meta: Option<Ident>,
    /// From `#[api]`: the inline structs that an endpoint before it declares as well, which is reported there.
    pub(crate) declared: Vec<Ident>,
}

/// A value and its key.
#[derive(Clone)]
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// The keys that `#[api]` accepts: options that make sense for every endpoint of a module.
pub(crate) const API_KEYS: [&str; 13] = [
    "auth",
    "base",
    "header",
    "errors",
    "body",
    "timeout",
    "max_response",
    "max_retries",
    "idempotency_key",
    "message",
    "non_exhaustive",
    "serve",
    "crate",
];

/// Parses one option of `#[endpoint(…)]` and records mistakes; `false` if it may have been meant as a response.
pub(crate) fn parse_into(options: &mut Options, chunk: TokenStream, errors: &Errors) -> bool {
    read(options, chunk, &KEYS, errors)
}

/// Parses the options of `#[api(…)]`; `false` if one that cannot be parsed may have been meant as a response.
pub(crate) fn parse_api(tokens: TokenStream, errors: &Errors) -> (Options, bool) {
    let mut options = Options::default();
    let mut responses_are_known = true;
    for chunk in split::at_commas(tokens, errors) {
        if let Some((token, message)) = of_one_endpoint(&chunk) {
            errors.at(token, message);
        } else {
            responses_are_known &= read(&mut options, chunk, &API_KEYS, errors);
        }
    }
    (options, responses_are_known)
}

/// An argument of `#[api(…)]` that makes sense in an endpoint only.
fn of_one_endpoint(chunk: &TokenStream) -> Option<(TokenTree, String)> {
    let first = chunk.clone().into_iter().next()?;
    let name = first.to_string();
    let is_text = matches!(&first, TokenTree::Literal(_)) && name.contains('"');
    if arms::is_arm(chunk) && !is_text {
        let message = "an arm belongs to one endpoint\nhelp: write it in that `#[endpoint(…)]`, or `errors = Type` here";
        return Some((first, message.to_owned()));
    }
    (KEYS.contains(&name.as_str()) && !API_KEYS.contains(&name.as_str())).then(|| {
        let message =
            format!("`{name}` belongs to one endpoint\nhelp: write it in that `#[endpoint(…)]`");
        (first, message)
    })
}

/// Whether what is written for an option may be about the responses: `errors`, or what is close to no other option.
pub(super) fn may_be_response(chunk: &TokenStream) -> bool {
    let key = first_word(chunk);
    if KEYS.contains(&key.as_str()) {
        return key == "errors";
    }
    let is_alone = chunk.clone().into_iter().nth(1).is_none();
    match meant(&key, &KEYS) {
        Some(meant) => meant == "errors" && !is_alone,
        None => !is_alone || !key.starts_with(|c: char| c.is_ascii_lowercase()),
    }
}

/// The key that a word is close to, or that it begins.
pub(super) fn meant<'a>(word: &str, keys: &[&'a str]) -> Option<&'a str> {
    let begun = || {
        keys.iter()
            .find(|key| word.len() > 1 && key.starts_with(word))
    };
    suggest::nearest(word, keys.iter().copied()).or_else(|| begun().copied())
}

fn first_word(chunk: &TokenStream) -> String {
    let first = chunk.clone().into_iter().next();
    first.map(|word| word.to_string()).unwrap_or_default()
}

fn read(options: &mut Options, chunk: TokenStream, keys: &[&str], errors: &Errors) -> bool {
    let key = first_word(&chunk);
    let is_about_responses = may_be_response(&chunk);
    let mut defaults_are_known = true;
    let parser = |input: ParseStream<'_>| {
        if key == "__defaults" {
            input.call(Ident::parse_any)?;
            let content;
            syn::parenthesized!(content in input);
            // `#[api]` itself reports mistakes in them, once for all endpoints.
            let unheard = Errors::new();
            let (defaults, are_known) = parse_api(content.parse()?, &unheard);
            unheard.finish();
            options.defaults = Some(Box::new(defaults));
            defaults_are_known = are_known;
            return Ok(());
        }
        option(input, options, keys, errors)
    };
    let is_read = errors.keep(parser.parse2(chunk.clone())).is_some();
    if !is_read && key == "auth" {
        options.misread.push(chunk);
    }
    (is_read || !is_about_responses) && defaults_are_known
}

fn option(
    input: ParseStream<'_>,
    options: &mut Options,
    keys: &[&str],
    errors: &Errors,
) -> syn::Result<()> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error(if keys.len() == KEYS.len() {
            "expected an option like `auth = Basic`, or an arm like `200 => Type`"
        } else {
            "expected an option like `auth = Basic`"
        }));
    }
    let key = input.call(Ident::parse_any)?;
    let name = key.to_string();
    match name.as_str() {
        "auth" => set(&mut options.auth, key, input, super::auth::auth, errors),
        "base" => set(&mut options.base, key, input, base, errors),
        "header" => {
            let mut header = None;
            set(&mut header, key, input, fixed_header, errors)?;
            if let Some(header) = header {
                add(&mut options.headers, header, errors);
            }
            Ok(())
        }
        "errors" => set(&mut options.errors, key, input, error_set, errors),
        "body" => set(&mut options.body, key, input, body, errors),
        "timeout" => set(&mut options.timeout, key, input, duration, errors),
        "max_response" => set(&mut options.max_response, key, input, size, errors),
        "max_retries" => set(&mut options.max_retries, key, input, count, errors),
        "idempotency_key" => set(
            &mut options.idempotency_key,
            key,
            input,
            header_name,
            errors,
        ),
        "crate" => set(&mut options.krate, key, input, path, errors),
        "idempotent" => word(&mut options.idempotent, key, input, errors),
        "required" => set(&mut options.required, key, input, required, errors),
        "message" => word(&mut options.message, key, input, errors),
        "non_exhaustive" => word(&mut options.non_exhaustive, key, input, errors),
        "serve" => word(&mut options.serve, key, input, errors),
        "__declared" => {
            let content;
            syn::parenthesized!(content in input);
            while !content.is_empty() {
                options.declared.push(content.parse()?);
            }
            Ok(())
        }
        "__meta" => {
            input.parse::<Token![=]>()?;
            options.meta = Some(input.parse()?);
            Ok(())
        }
        _ => {
            let rest: TokenStream = input.parse()?;
            Err(unknown(&key, &rest, keys))
        }
    }
}

fn unknown(key: &Ident, rest: &TokenStream, keys: &[&str]) -> syn::Error {
    let name = key.to_string();
    let is_endpoint = keys.len() == KEYS.len();
    let near = meant(&name, keys);
    let message = match (name.as_str(), near) {
        ("response" | "output" | "ok" | "returns", _) if is_endpoint => {
            let ty = rest.clone().into_iter().skip(1).collect();
            format!(
                "unknown option `{name}`\nhelp: write an arm: `200 => {}`",
                written(ty)
            )
        }
        ("error", _) if is_endpoint => {
            "unknown option `error`\nhelp: write `errors = Type`, or an arm like `404 => Type`"
                .to_owned()
        }
        ("retry" | "retries" | "attempts" | "max_attempts", _) => {
            format!("unknown option `{name}`; did you mean `max_retries`?")
        }
        ("server" | "servers" | "host" | "base_url", _) => {
            format!("unknown option `{name}`; did you mean `base`?")
        }
        ("cookie", _) if is_endpoint => {
            "unknown option `cookie`\nhelp: write `#[cookie(\"name\")]` on a field, or `header = \"Cookie: name=value\"`"
                .to_owned()
        }
        ("method" | "path", _) if is_endpoint => {
            format!(
                "unknown option `{name}`\nhelp: write the method and the path first: #[endpoint(GET, \"/path\")]"
            )
        }
        (_, Some(near)) => format!("unknown option `{name}`; did you mean `{near}`?"),
        (_, None) => format!(
            "unknown option `{name}`, expected one of {}",
            suggest::list(keys.iter().copied())
        ),
    };
    syn::Error::new_spanned(key, message)
}

/// The codec of `body = …`.
fn body(input: ParseStream<'_>) -> syn::Result<Codec> {
    let codec: Codec = input.parse()?;
    if let Some(media_type) = &codec.media_type {
        check_media_type(media_type, Wildcards::Refused)?;
    }
    Ok(codec)
}

/// The type of `base = …`.
fn base(input: ParseStream<'_>) -> syn::Result<Type> {
    if input.peek(LitStr) {
        let url: LitStr = input.parse()?;
        let message = "a base is a type; a URL is given to the client's builder\nhelp: write `#[derive(Base)] struct Uploads;`, `base = Uploads` here, and `.base::<Uploads>(\"https://…\")` there";
        return Err(syn::Error::new_spanned(url, message));
    }
    if input.peek(Ident) {
        let word: Ident = input.fork().parse()?;
        if word == "none" || word == "None" {
            let _: TokenStream = input.parse()?;
            let message = format!(
                "`{word}` is not a base\nhelp: remove `base = {word}`; without it, the client's base URL is used"
            );
            return Err(syn::Error::new_spanned(word, message));
        }
    }
    ty(input)
}

/// The enum of `errors = …`.
fn error_set(input: ParseStream<'_>) -> syn::Result<Type> {
    let ty = ty(input)?;
    let is_named = matches!(names::peeled(&ty), Type::Path(_) | Type::Macro(_));
    if is_named && !names::is_word(&ty, "str") {
        return Ok(ty);
    }
    let message = "`errors` names an enum with `#[derive(ErrorSet)]`\nhelp: declare one and write its name, or write an arm like `400 => Type`";
    Err(syn::Error::new_spanned(ty, message))
}

fn set<T>(
    slot: &mut Option<Given<T>>,
    key: Ident,
    input: ParseStream<'_>,
    value: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
    errors: &Errors,
) -> syn::Result<()> {
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() {
        let name = key.unraw();
        let example = match name.to_string().as_str() {
            "auth" => "auth = Basic",
            "base" => "base = Uploads",
            "header" => "header = \"X-Version: 2\"",
            "errors" => "errors = ApiError",
            "body" => "body = Form",
            "timeout" => "timeout = \"5s\"",
            "max_response" => "max_response = \"64 MiB\"",
            "max_retries" => "max_retries = 0",
            "required" => "required = Fields",
            "idempotency_key" => "idempotency_key = \"Idempotency-Key\"",
            _ => "crate = path",
        };
        let _: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(
            &key,
            format!("`{name}` needs a value\nhelp: write `{example}`"),
        ));
    }
    let value = value(input)?;
    if !input.is_empty() {
        return Err(input.error("unexpected after the value\nhelp: separate arguments with `,`"));
    }
    once(slot, Given { key, value }, errors);
    Ok(())
}

/// An option that is a word alone.
fn word(
    slot: &mut Option<Given<()>>,
    key: Ident,
    input: ParseStream<'_>,
    errors: &Errors,
) -> syn::Result<()> {
    if !input.is_empty() {
        let rest: TokenStream = input.parse()?;
        let message = if key == "message" {
            let field = written(rest.clone().into_iter().skip(1).collect());
            let field = field.trim_matches(|c| "\"() ".contains(c));
            format!(
                "`message` takes no value\nhelp: write `#[message({field})]` above the arm, or `#[derive(ErrorMessage)]` above its type and `message` here"
            )
        } else {
            format!("`{key}` takes no value\nhelp: write `{key}`")
        };
        return Err(syn::Error::new_spanned(rest, message));
    }
    once(slot, Given { key, value: () }, errors);
    Ok(())
}

fn once<T>(slot: &mut Option<Given<T>>, given: Given<T>, errors: &Errors) {
    if slot.is_some() {
        errors.at(
            &given.key,
            format!("`{}` is given twice\nhelp: keep one of the two", given.key),
        );
    } else {
        *slot = Some(given);
    }
}

/// `header` may be given several times, with another name each.
fn add(headers: &mut Vec<Given<FixedHeader>>, given: Given<FixedHeader>, errors: &Errors) {
    let is_same = |header: &Given<FixedHeader>| header.value.name == given.value.name;
    if headers.iter().any(is_same) {
        errors.at(
            &given.value.literal,
            format!(
                "header `{}` is given twice\nhelp: keep one of the two",
                given.value.name
            ),
        );
    } else {
        headers.push(given);
    }
}

fn path(input: ParseStream<'_>) -> syn::Result<Path> {
    if input.peek(Ident::peek_any) || input.peek(Token![::]) {
        return input.call(Path::parse_mod_style);
    }
    let token: TokenTree = input.parse()?;
    let text = token.to_string();
    let text = text.trim_matches('"');
    let is_path = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
    let path = if is_path { text } else { "callpoint" };
    Err(syn::Error::new_spanned(
        token,
        format!("expected a path\nhelp: write `crate = {path}`"),
    ))
}

fn duration(input: ParseStream<'_>) -> syn::Result<Duration> {
    let literal = quantity(input, "5s")?;
    let parsed = number_and_unit(&literal.value()).and_then(|(number, unit)| {
        let millis = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return None,
        };
        number.checked_mul(millis)
    });
    match parsed {
        Some(0) => Err(syn::Error::new_spanned(
            literal,
            "a timeout of zero\nhelp: write a time like \"5s\"",
        )),
        Some(millis) => Ok(Duration::from_millis(millis)),
        None => {
            let message = format!(
                "`{}` is not a time\nhelp: write a number and `ms`, `s`, `m` or `h`: \"5s\"",
                literal.value()
            );
            Err(syn::Error::new_spanned(literal, message))
        }
    }
}

fn size(input: ParseStream<'_>) -> syn::Result<u64> {
    let literal = quantity(input, "64 MiB")?;
    let parsed = number_and_unit(&literal.value()).and_then(|(number, unit)| {
        let bytes = match unit {
            "B" => 1,
            "kB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => return None,
        };
        number.checked_mul(bytes)
    });
    parsed.ok_or_else(|| {
        let message = format!(
            "`{}` is not a size\nhelp: write a number and `B`, `KiB`, `MiB` or `GiB`: \"64 MiB\"",
            literal.value()
        );
        syn::Error::new_spanned(literal, message)
    })
}

/// A whole number without a unit.
fn count(input: ParseStream<'_>) -> syn::Result<u32> {
    let token: TokenTree = input.parse()?;
    let parsed = syn::parse2::<LitInt>(token.clone().into());
    parsed
        .and_then(|literal| literal.base10_parse())
        .map_err(|_| {
            syn::Error::new_spanned(
                token,
                "expected the number of retries\nhelp: write a number: `max_retries = 0`",
            )
        })
}

fn quantity(input: ParseStream<'_>, example: &str) -> syn::Result<LitStr> {
    if input.peek(LitStr) {
        return input.parse();
    }
    let token: TokenTree = input.parse()?;
    Err(syn::Error::new_spanned(
        token,
        format!("expected a number with its unit\nhelp: write \"{example}\""),
    ))
}

fn number_and_unit(text: &str) -> Option<(u64, &str)> {
    let unit = text.find(|c: char| !c.is_ascii_digit() && c != '_')?;
    let number = text[..unit].replace('_', "").parse().ok()?;
    Some((number, text[unit..].trim()))
}

fn header_name(input: ParseStream<'_>) -> syn::Result<LitStr> {
    if !input.peek(LitStr) {
        let rest: TokenStream = input.parse()?;
        let name = in_quotes(&rest).unwrap_or_else(|| "\"Idempotency-Key\"".to_owned());
        return Err(syn::Error::new_spanned(
            rest,
            format!("expected the header name in quotes\nhelp: write {name}"),
        ));
    }
    let literal: LitStr = input.parse()?;
    check_header_name(&literal)?;
    Ok(literal)
}

/// A header name that was written without quotes: `X-Request-Mode` is five tokens.
pub(crate) fn in_quotes(tokens: &TokenStream) -> Option<String> {
    let name = tokens.to_string().replace(' ', "");
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let is_header =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_name);
    is_header.then(|| format!("\"{name}\""))
}

/// RFC 9110, section 5.1: a field name is a token.
pub(crate) fn check_header_name(literal: &LitStr) -> syn::Result<()> {
    let name = literal.value();
    if is_token(&name) {
        return Ok(());
    }
    let recovered: String = name
        .trim_end_matches(':')
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let message = if recovered.is_empty() {
        "a header needs a name\nhelp: write a name like \"X-Request-Mode\"".to_owned()
    } else {
        format!("`{name}` is not a header name\nhelp: write \"{recovered}\"")
    };
    Err(syn::Error::new_spanned(literal, message))
}
