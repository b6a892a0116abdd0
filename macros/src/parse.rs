//! Tokens to syntax: what was written, with its spans. It checks nothing that needs a comparison with another part.

pub(crate) mod arms;
mod auth;
pub(crate) mod codec;
pub(crate) mod example;
pub(crate) mod fields;
pub(crate) mod fixed_header;
pub(crate) mod item;
pub(crate) mod message;
mod method;
pub(crate) mod options;
mod recover;
mod required;
pub(crate) mod shape;
pub(crate) mod split;
pub(crate) mod status;
pub(crate) mod tokens;
pub(crate) mod unfinished;

use std::iter::Peekable;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::{LitStr, Type};

use self::arms::Arm;
use self::method::{method, method_and_path, path_and_rest};
use self::options::Options;
use crate::diag::Errors;
use crate::template::{self, Template};

/// The arguments of `#[endpoint(…)]` as written.
pub(crate) struct Args {
    pub(crate) method: Option<Method>,
    pub(crate) template: Option<Template>,
    pub(crate) options: Options,
    pub(crate) arms: Vec<Arm>,
    /// Whether the statuses and the name of every arm are known, finished or not: only then are the responses.
    pub(crate) arms_are_known: bool,
}

/// A request method with the token that names it.
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) token: TokenStream,
}

/// The methods that are written as identifiers; any other is a string.
pub(crate) const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
];

type Chunks = Peekable<std::vec::IntoIter<TokenStream>>;

impl Args {
    /// Parses the arguments one by one, so that a mistake in one does not hide mistakes in others. `unknown` is the type of a response that is not
    /// finished.
    pub(crate) fn parse(tokens: TokenStream, unknown: &Type, errors: &Errors) -> Self {
        let mut args = Self {
            method: None,
            template: None,
            options: Options::default(),
            arms: Vec::new(),
            arms_are_known: true,
        };
        if tokens.is_empty() {
            errors.at_span(
                Span::call_site(),
                "#[endpoint] needs a method and a path\nhelp: write #[endpoint(GET, \"/path\")]",
            );
            args.arms_are_known = false;
            return args;
        }
        let head = Errors::new();
        let mut chunks = split::joined(recovered(split::at_commas(tokens, &head), &head), &head)
            .into_iter()
            .peekable();
        // After one of these mistakes it is not certain that anything is missing.
        let is_certain = head.is_empty();
        for mistake in head.finish() {
            errors.push(mistake);
        }
        args.arms_are_known = chunks.peek().is_some();
        args.take_method(&mut chunks, is_certain, errors);
        args.take_template(&mut chunks, is_certain, errors);
        for argument in chunks.flat_map(|chunk| recover::arguments(chunk, errors)) {
            args.arms_are_known &= args.take_rest(argument, unknown, errors);
        }
        args
    }

    fn take_method(&mut self, chunks: &mut Chunks, is_certain: bool, errors: &Errors) {
        if let Some(chunk) = chunks.next_if(is_method) {
            self.method = errors.keep(method.parse2(chunk));
        } else if is_certain && let Some(chunk) = chunks.peek() {
            let template = chunk.to_string();
            let example = if template.starts_with("\"/") {
                &template
            } else {
                "\"/path\""
            };
            errors.at(
                chunk,
                format!("the method is missing\nhelp: write #[endpoint(GET, {example}, …)]"),
            );
            // The path cannot be missing at the same place too.
            chunks.next_if(is_expression);
        }
    }

    fn take_template(&mut self, chunks: &mut Chunks, is_certain: bool, errors: &Errors) {
        if let Some(chunk) = chunks.next_if(is_template) {
            let literal = errors.keep(syn::parse2::<LitStr>(chunk));
            self.template = literal.and_then(|literal| template::parse(&literal, errors));
        } else if let Some(chunk) = chunks.next_if(is_expression) {
            errors.at(
                chunk,
                "the path must be a string literal\nhelp: write the path itself: \"/path\"",
            );
        } else if is_certain && let Some(method) = &self.method {
            errors.at(
                &method.token,
                format!(
                    "the path is missing\nhelp: write `{}, \"/path\"`",
                    method.token
                ),
            );
        }
    }

    /// Parses an arm or an option; `false` if a mistake may have hidden a response.
    fn take_rest(&mut self, chunk: TokenStream, unknown: &Type, errors: &Errors) -> bool {
        let open = split::unclosed(&chunk);
        if let Some(open) = &open {
            errors.at(open, split::UNCLOSED);
        }
        let arm = match (arms::is_arm(&chunk), open) {
            (false, Some(_)) => return !options::may_be_response(&chunk),
            (false, None) => return options::parse_into(&mut self.options, chunk, errors),
            (true, Some(_)) => None,
            (true, None) => {
                // syn would say what it expected at the end.
                let arm = arms::arm.parse2(chunk.clone()).map_err(|error| {
                    split::unclosed_inside(&chunk)
                        .map_or(error, |open| syn::Error::new_spanned(open, split::UNCLOSED))
                });
                errors.keep(arm)
            }
        };
        let arm = arm.or_else(|| recover::arm(chunk, unknown));
        let is_read = arm.is_some();
        self.arms.extend(arm);
        is_read
    }
}

/// Whether an argument is in the position of the method: a single word, or a string that is not a path.
fn is_method(chunk: &TokenStream) -> bool {
    let mut tokens = chunk.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), None) => !tokens::is_word(&word.to_string()),
        (Some(TokenTree::Literal(literal)), None) => {
            let text = literal.to_string();
            text.starts_with('"') && !text.contains('/')
        }
        _ => false,
    }
}

fn is_template(chunk: &TokenStream) -> bool {
    let mut tokens = chunk.clone().into_iter();
    tokens.next().is_some_and(|first| is_string(&first)) && tokens.next().is_none()
}

fn is_string(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Literal(literal) if literal.to_string().starts_with(['"', 'r']))
}

/// Whether an argument is meant to be the path, but is not a string: `LINKS`, `concat!("/a", "/b")`, `b"/a"`.
fn is_expression(chunk: &TokenStream) -> bool {
    let mut tokens = chunk.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), next) if !tokens::is_key(&word.to_string()) => match next {
            None | Some(TokenTree::Group(_)) => true,
            Some(TokenTree::Punct(punct)) => "!:.+&".contains(punct.as_char()),
            Some(_) => false,
        },
        (Some(TokenTree::Punct(reference)), Some(_)) => reference.as_char() == '&',
        (Some(TokenTree::Literal(literal)), None) => literal.to_string().contains(['"', '\'']),
        _ => false,
    }
}

/// The arguments with method and path corrected, where they can be recognized.
fn recovered(chunks: Vec<TokenStream>, errors: &Errors) -> Vec<TokenStream> {
    let chunks = in_order(without_keys(chunks, errors), errors);
    let mut recovered = Vec::new();
    let mut chunks = chunks.into_iter();
    if let Some(first) = chunks.next() {
        if let Some((method, path)) = method_and_path(&first, errors) {
            recovered.push(method);
            recovered.extend(
                path.map(|path| path_and_rest(path, errors))
                    .into_iter()
                    .flatten(),
            );
        } else if is_method(&first) {
            recovered.push(first);
        } else {
            recovered.extend(path_and_rest(first, errors));
        }
    }
    if recovered.len() == 1 && is_method(&recovered[0]) {
        let second = chunks.next().map(|second| path_and_rest(second, errors));
        recovered.extend(second.into_iter().flatten());
    }
    recovered.extend(chunks);
    recovered
}

/// `method = GET, path = "/a"`: reported once for both.
fn without_keys(mut chunks: Vec<TokenStream>, errors: &Errors) -> Vec<TokenStream> {
    if !chunks.iter().any(has_key) {
        return chunks;
    }
    let mut take = |key: &str| {
        let position = chunks.iter().position(|chunk| is_keyed(chunk, key))?;
        let mut tokens = chunks.remove(position).into_iter();
        let key = tokens.next();
        Some((key, tokens.skip(1).collect::<TokenStream>()))
    };
    let method = take("method");
    let path = PATH_KEYS.into_iter().find_map(take);
    let word = |method: &TokenStream| {
        let text = method.to_string();
        let word = text.trim_matches('"');
        if METHODS.contains(&word) {
            word.to_owned()
        } else {
            text
        }
    };
    let (place, problem, help) = match (&method, &path) {
        (Some((key, method)), Some((_, path))) => (
            key,
            "the method and the path have no keys",
            format!("{}, {path}", word(method)),
        ),
        (Some((key, method)), None) => (key, "the method has no key", word(method)),
        (None, Some((key, path))) => (key, "the path has no key", path.to_string()),
        (None, None) => return chunks,
    };
    errors.at(place, format!("{problem}\nhelp: write `{help}`"));
    if let Some((_, method)) = method {
        chunks.insert(0, method);
    }
    if let Some((_, path)) = path {
        let has_method = chunks.first().is_some_and(is_method);
        chunks.insert(usize::from(has_method), path);
    }
    chunks
}

/// The keys that are written before the method and the path, although neither has one.
const PATH_KEYS: [&str; 4] = ["path", "url", "uri", "route"];

/// Whether a chunk begins with one of these words: hardly any does.
fn has_key(chunk: &TokenStream) -> bool {
    let Some(TokenTree::Ident(word)) = chunk.clone().into_iter().next() else {
        return false;
    };
    let word = word.to_string();
    word == "method" || PATH_KEYS.contains(&word.as_str())
}

/// `key = value`; `key =` and `key => value` do not count.
fn is_keyed(chunk: &TokenStream, key: &str) -> bool {
    let mut tokens = chunk.clone().into_iter();
    let is = |token: &TokenTree, character| matches!(token, TokenTree::Punct(punct) if punct.as_char() == character);
    tokens
        .next()
        .is_some_and(|word| matches!(word, TokenTree::Ident(word) if word == key))
        && tokens.next().is_some_and(|token| is(&token, '='))
        && tokens.next().is_some_and(|value| !is(&value, '>'))
}

/// `"/a", GET` and `auth = Basic, GET, "/a"`: the method and the path come first.
fn in_order(mut chunks: Vec<TokenStream>, errors: &Errors) -> Vec<TokenStream> {
    let is_known = |chunk: &TokenStream| {
        let mut tokens = chunk.clone().into_iter();
        let word = tokens.next().filter(|_| tokens.next().is_none());
        matches!(word, Some(TokenTree::Ident(word)) if METHODS.iter().any(|method| word == method))
    };
    let Some(position) = chunks
        .iter()
        .position(is_known)
        .filter(|&position| position > 0)
    else {
        return chunks;
    };
    if is_method(&chunks[0]) {
        return chunks;
    }
    let method = chunks.remove(position);
    errors.at(
        &method,
        format!("the method comes first\nhelp: write #[endpoint({method}, \"/path\", …)]"),
    );
    let path = chunks.iter().position(is_template);
    let path = path.map(|position| chunks.remove(position));
    [method].into_iter().chain(path).chain(chunks).collect()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn one_mistake_one_error() {
        let cases = [
            ("", "needs a method and a path"),
            ("GET,, \"/a\"", "an argument is missing between two commas"),
            ("GET \"/a\"", "help: write `GET, \"/a\"`"),
            ("get \"/a\"", "help: write `GET, \"/a\"`"),
            ("get(\"/a\")", "help: write `GET, \"/a\"`"),
            ("\"GET /a\"", "help: write `GET, \"/a\"`"),
            ("Method::GET, \"/a\"", "help: write `GET`"),
            ("\"PROPFIND\" \"/a\"", "help: write `\"PROPFIND\", \"/a\"`"),
            ("method = GET, path = \"/a\"", "help: write `GET, \"/a\"`"),
            (
                "path = \"/a\", method = \"GET\"",
                "help: write `GET, \"/a\"`",
            ),
            ("GET, path = \"/a\"", "help: write `\"/a\"`"),
            ("auth = none, GET, \"/a\"", "the method comes first"),
            ("GET => \"/a\"", "help: write `GET, \"/a\"`"),
            ("GET: \"/a\"", "help: write `GET, \"/a\"`"),
            ("\"GET \", \"/a\"", "help: write `GET`"),
            ("\"get\", \"/a\"", "help: write `GET`"),
            ("GET, \"/a\"; 404 => ()", "separate arguments with `,`"),
            (
                "GET, \"/a\", 200 => Vec<A, 404 => ()",
                "`<` is never closed",
            ),
            ("GET, \"/a\", 404 => A(Vec<)", "`<` is never closed"),
            ("GET, \"/a\", 404 => A { b: Vec< }", "`<` is never closed"),
            ("GET, \"/a\", 400-499 => ()", "a range of statuses"),
            ("GET, \"/a\", >= 400 => ()", "a range of statuses"),
            ("GET, \"/a\", < 400 => ()", "a range of statuses"),
            ("GET, \"/a\", <= 399 => Vec<A>", "a range of statuses"),
            ("GET, \"/a\", default => ()", "help: write `_`"),
            (
                "GET, \"/a\", 200 => Map<u8, A { a: u8 }>",
                "`A` cannot be declared here",
            ),
            (
                "GET, \"/a\", 200 => (A { a: u8 }, B)",
                "`A` cannot be declared here",
            ),
            (
                "GET, \"/a\", 200 => enum A { B }",
                "an enum cannot be declared inline",
            ),
            ("GET, LINKS", "must be a string literal"),
            ("GET, a::LINKS, 404 => ()", "must be a string literal"),
            ("GET, concat!(\"/a\")", "must be a string literal"),
            ("concat!(\"/a\")", "the method is missing"),
            ("GET, auth = none", "the path is missing"),
            ("GET, \"/a\" 404 => ()", "separate arguments with `,`"),
            ("GET, \"/a\" + LINKS", "write the path in one string"),
            (
                "GET, \"/a\", 404 => Missing(String) as Text",
                "`Missing(String as Text)`",
            ),
            ("GET, \"/a\", \"204\" => ()", "help: write `204`"),
            ("GET, \"/a\", \"Foo\" => ()", "expected a status"),
            (
                "GET, \"/a\", 200 => [A { a: u8 }, B { b: u8 }]",
                "help: write `[A { … }]`",
            ),
            (
                "GET, \"/a\", auth = Bearer::new(\"a\")",
                "help: write `auth = Bearer`",
            ),
        ];
        for (text, message) in cases {
            let errors = Errors::new();
            Args::parse(text.parse().unwrap(), &parse_quote!(Unknown), &errors);
            let messages: Vec<_> = errors.finish().iter().map(ToString::to_string).collect();
            assert_eq!(messages.len(), 1, "{text}: {messages:?}");
            assert!(messages[0].contains(message), "{text}: {messages:?}");
        }
    }

    #[test]
    fn what_may_have_been_a_response() {
        let are_known = |text: &str| {
            let errors = Errors::new();
            let args = Args::parse(text.parse().unwrap(), &parse_quote!(Unknown), &errors);
            errors.finish();
            args.arms_are_known
        };
        for text in [
            "",
            ",",
            "GET, \"/a\", response = Link",
            "GET, \"/a\", Link",
            "GET, \"/a\", errors =",
            "GET, \"/a\", erors = ApiError",
            "GET, \"/a\", 4 => Problem",
            "GET, \"/a\", not_found => Problem",
        ] {
            assert!(!are_known(text), "{text}");
        }
        for text in [
            "GET \"/a\" 404 => ()",
            "GET, LINKS",
            "GET, \"/a\", timeout = 5",
            "GET, \"/a\", auht = Basic",
            "GET, \"/a\", tim",
            "GET, \"/a\", time = \"5s\"",
            "GET, \"/a\", auth = Vec<, 404 => Problem",
            "GET, \"/a\", 200 =",
            "GET, \"/a\", 200 => Vec<, 404 => Problem",
        ] {
            assert!(are_known(text), "{text}");
        }
    }
}
