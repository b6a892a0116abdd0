//! Tokens to syntax: what was written, with its spans. Nothing is judged here that needs a second thing to compare with.

pub(crate) mod arms;
pub(crate) mod fields;
pub(crate) mod options;
pub(crate) mod serde_attr;
pub(crate) mod split;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token};

use self::arms::Arm;
use self::options::Options;
use crate::diag::Errors;
use crate::suggest;
use crate::template::{self, Template};

/// The arguments of `#[endpoint(…)]` as they were written.
pub(crate) struct Args {
    pub(crate) method: Option<Method>,
    pub(crate) template: Option<Template>,
    pub(crate) options: Options,
    pub(crate) arms: Vec<Arm>,
    /// Whether every arm could be read: only then is it known what the endpoint answers.
    pub(crate) arms_are_whole: bool,
}

/// A request method with the token that names it.
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) token: TokenStream,
}

/// The methods that are written as words; any other is a string.
pub(crate) const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
];

impl Args {
    /// Reads the arguments one by one, so that a mistake in one does not hide those in the others.
    pub(crate) fn parse(tokens: TokenStream, errors: &Errors) -> Self {
        let mut args = Self {
            method: None,
            template: None,
            options: Options::default(),
            arms: Vec::new(),
            arms_are_whole: true,
        };
        let mut chunks = split::at_commas(tokens).into_iter().peekable();
        if chunks.peek().is_none() {
            errors.at_span(
                proc_macro2::Span::call_site(),
                "#[endpoint] needs a method and a path\nhelp: write #[endpoint(GET, \"/path\")]",
            );
            return args;
        }
        if chunks.peek().is_some_and(is_method) {
            args.method = chunks
                .next()
                .and_then(|chunk| errors.keep(method.parse2(chunk)));
        } else if let Some(chunk) = chunks.peek() {
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
        }
        if chunks.peek().is_some_and(is_template) {
            let literal = chunks
                .next()
                .and_then(|chunk| errors.keep(template_literal.parse2(chunk)));
            args.template = literal.and_then(|literal| template::parse(&literal, errors));
        } else if let Some(method) = &args.method {
            errors.at(
                &method.token,
                format!(
                    "the path is missing\nhelp: write `{}, \"/path\"`",
                    method.token
                ),
            );
        }
        for chunk in chunks {
            if arms::is_arm(&chunk) {
                match errors.keep(arms::arm.parse2(chunk)) {
                    Some(arm) => args.arms.push(arm),
                    None => args.arms_are_whole = false,
                }
            } else {
                options::parse_into(&mut args.options, chunk, errors);
            }
        }
        args
    }
}

/// Whether an argument stands where the method does: a word alone, or a string that is no path.
fn is_method(chunk: &TokenStream) -> bool {
    let mut tokens = chunk.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(word)), None) => !options::is_word(&word.to_string()),
        (Some(TokenTree::Literal(literal)), None) => {
            let text = literal.to_string();
            text.starts_with('"') && !text.contains('/')
        }
        _ => false,
    }
}

fn is_template(chunk: &TokenStream) -> bool {
    matches!(chunk.clone().into_iter().next(), Some(TokenTree::Literal(literal)) if literal.to_string().contains('"'))
}

fn method(input: ParseStream<'_>) -> syn::Result<Method> {
    if let Some(literal) = input.parse::<Option<LitStr>>()? {
        let name = literal.value();
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_token) {
            let message = format!(
                "`{name}` is not a method: RFC 9110 allows letters, digits and !#$%&'*+-.^_`|~"
            );
            return Err(syn::Error::new_spanned(literal, message));
        }
        return Ok(Method {
            name,
            token: quote::quote!(#literal),
        });
    }
    let word: Ident = input.parse()?;
    let name = word.to_string();
    if METHODS.contains(&name.as_str()) {
        return Ok(Method {
            name,
            token: quote::quote!(#word),
        });
    }
    let upper = name.to_ascii_uppercase();
    let message = if METHODS.contains(&upper.as_str()) {
        format!("unknown method `{name}`\nhelp: write `{upper}`")
    } else if let Some(near) = suggest::nearest(&name, METHODS) {
        format!(
            "unknown method `{name}`; did you mean `{near}`?\nhelp: a method of your own is a string: \"{upper}\""
        )
    } else {
        let methods = suggest::list(METHODS);
        format!(
            "unknown method `{name}`, expected one of {methods}\nhelp: a method of your own is a string: \"{upper}\""
        )
    };
    Err(syn::Error::new_spanned(word, message))
}

fn template_literal(input: ParseStream<'_>) -> syn::Result<LitStr> {
    let literal = input.parse()?;
    if !input.is_empty() {
        let message = if input.peek(Token![=]) || input.peek(syn::Ident) {
            "unexpected after the path\nhelp: separate arguments with `,`"
        } else {
            "unexpected after the path"
        };
        return Err(input.error(message));
    }
    Ok(literal)
}
