//! The options of `#[endpoint]` and `#[api]`: `auth = Basic`, `timeout = "5s"`.

use std::time::Duration;

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Path, Token, Type};

use crate::diag::Errors;
use crate::parse::split;
use crate::suggest;

/// What the options say; a value with the key that gives it.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) auth: Option<Given<Auth>>,
    pub(crate) errors: Option<Given<Type>>,
    pub(crate) body: Option<Given<Type>>,
    pub(crate) timeout: Option<Given<Duration>>,
    pub(crate) max_response: Option<Given<u64>>,
    pub(crate) idempotent: Option<Given<()>>,
    pub(crate) idempotency_key: Option<Given<LitStr>>,
    pub(crate) krate: Option<Given<Path>>,
    /// From `#[api]`: options that hold where the endpoint says nothing of its own.
    pub(crate) defaults: Option<Box<Options>>,
    /// From `#[api]`: the constant that holds the metadata, because a generic struct's cannot be named from outside.
    pub(crate) meta: Option<Ident>,
}

/// A value and its key.
#[derive(Clone)]
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

#[derive(Clone)]
pub(crate) enum Auth {
    /// `auth = none`
    None,
    /// `auth = Basic`
    Scheme(Type),
}

const KEYS: [&str; 8] = [
    "auth",
    "errors",
    "body",
    "timeout",
    "max_response",
    "idempotent",
    "idempotency_key",
    "crate",
];

/// The keys that `#[api]` takes: what makes sense for every endpoint of a module.
pub(crate) const API_KEYS: [&str; 6] =
    ["auth", "errors", "body", "timeout", "max_response", "crate"];

/// Whether a word alone is an option, not a method.
pub(crate) fn is_word(word: &str) -> bool {
    word == "idempotent"
}

/// Reads one option. What is wrong with it goes on the list.
pub(crate) fn parse_into(options: &mut Options, chunk: TokenStream, errors: &Errors) {
    let parser = |input: ParseStream<'_>| option(input, options, errors);
    errors.keep(parser.parse2(chunk));
}

/// Reads the options of `#[api(…)]`.
pub(crate) fn parse_api(tokens: TokenStream, errors: &Errors) -> Options {
    let mut options = Options::default();
    for chunk in split::at_commas(tokens) {
        if let Some(TokenTree::Ident(key)) = chunk.clone().into_iter().next() {
            let name = key.to_string();
            if KEYS.contains(&name.as_str()) && !API_KEYS.contains(&name.as_str()) {
                errors.at(
                    &key,
                    format!(
                        "`{name}` is about one endpoint\nhelp: write it in that `#[endpoint(…)]`"
                    ),
                );
                continue;
            }
        }
        parse_into(&mut options, chunk, errors);
    }
    options
}

fn option(input: ParseStream<'_>, options: &mut Options, errors: &Errors) -> syn::Result<()> {
    if !input.peek(Ident::peek_any) {
        return Err(
            input.error("expected an option like `auth = Basic`, or an arm like `200 => Type`")
        );
    }
    let key = input.call(Ident::parse_any)?;
    let name = key.to_string();
    match name.as_str() {
        "auth" => set(&mut options.auth, key, input, auth, errors),
        "errors" => set(&mut options.errors, key, input, ty, errors),
        "body" => set(&mut options.body, key, input, ty, errors),
        "timeout" => set(&mut options.timeout, key, input, duration, errors),
        "max_response" => set(&mut options.max_response, key, input, size, errors),
        "idempotency_key" => set(
            &mut options.idempotency_key,
            key,
            input,
            header_name,
            errors,
        ),
        "crate" => set(
            &mut options.krate,
            key,
            input,
            |input| input.call(Path::parse_mod_style),
            errors,
        ),
        "idempotent" => {
            if !input.is_empty() {
                let rest: TokenStream = input.parse()?;
                return Err(syn::Error::new_spanned(
                    rest,
                    "`idempotent` takes no value\nhelp: write `idempotent`",
                ));
            }
            once(&mut options.idempotent, Given { key, value: () }, errors);
            Ok(())
        }
        "__defaults" => {
            let content;
            syn::parenthesized!(content in input);
            options.defaults = Some(Box::new(parse_api(content.parse()?, errors)));
            Ok(())
        }
        "__meta" => {
            input.parse::<Token![=]>()?;
            options.meta = Some(input.parse()?);
            Ok(())
        }
        _ => {
            let rest: TokenStream = input.parse()?;
            Err(unknown(&key, &rest))
        }
    }
}

fn unknown(key: &Ident, rest: &TokenStream) -> syn::Error {
    let name = key.to_string();
    let message = match (name.as_str(), suggest::nearest(&name, KEYS)) {
        ("response" | "output" | "ok" | "returns", _) => {
            format!(
                "unknown option `{name}`\nhelp: say what a status answers: `200{}`",
                rest.to_string().replacen('=', " =>", 1)
            )
        }
        ("error", _) => {
            "unknown option `error`\nhelp: write `errors = Type`, or an arm like `404 => Type`"
                .to_owned()
        }
        ("method" | "path", _) => {
            format!(
                "unknown option `{name}`\nhelp: write the method and the path first: #[endpoint(GET, \"/path\")]"
            )
        }
        (_, Some(near)) => format!("unknown option `{name}`; did you mean `{near}`?"),
        (_, None) => format!(
            "unknown option `{name}`, expected one of {}",
            suggest::list(KEYS)
        ),
    };
    syn::Error::new_spanned(key, message)
}

fn set<T>(
    slot: &mut Option<Given<T>>,
    key: Ident,
    input: ParseStream<'_>,
    value: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
    errors: &Errors,
) -> syn::Result<()> {
    if !input.peek(Token![=]) {
        let name = key.unraw();
        let example = match name.to_string().as_str() {
            "auth" => "auth = Basic",
            "errors" => "errors = ApiError",
            "body" => "body = Form",
            "timeout" => "timeout = \"5s\"",
            "max_response" => "max_response = \"64 MiB\"",
            "idempotency_key" => "idempotency_key = \"Idempotency-Key\"",
            _ => "crate = path",
        };
        let _: TokenStream = input.parse()?;
        return Err(syn::Error::new_spanned(
            &key,
            format!("`{name}` needs a value\nhelp: write `{example}`"),
        ));
    }
    input.parse::<Token![=]>()?;
    let value = value(input)?;
    if !input.is_empty() {
        return Err(input.error("unexpected after the value\nhelp: separate arguments with `,`"));
    }
    once(slot, Given { key, value }, errors);
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

fn auth(input: ParseStream<'_>) -> syn::Result<Auth> {
    if input.peek(Ident) && !input.peek2(Token![::]) && input.fork().parse::<Ident>()? == "none" {
        input.parse::<Ident>()?;
        return Ok(Auth::None);
    }
    ty(input).map(Auth::Scheme)
}

fn ty(input: ParseStream<'_>) -> syn::Result<Type> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let message = format!("expected a type\nhelp: write `{}`", literal.value());
        return Err(syn::Error::new_spanned(literal, message));
    }
    input.parse()
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
            "a timeout of nothing\nhelp: write a time like \"5s\"",
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
    let literal: LitStr = input.parse()?;
    check_header_name(&literal)?;
    Ok(literal)
}

/// RFC 9110, section 5.1: a field name is a token.
pub(crate) fn check_header_name(literal: &LitStr) -> syn::Result<()> {
    let name = literal.value();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.is_empty() && name.bytes().all(is_token) {
        return Ok(());
    }
    let mended: String = name
        .trim_end_matches(':')
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let message = if mended.is_empty() {
        "a header needs a name\nhelp: write a name like \"X-Request-Mode\"".to_owned()
    } else {
        format!("`{name}` is not a header name\nhelp: write \"{mended}\"")
    };
    Err(syn::Error::new_spanned(literal, message))
}
