//! What `#[query(…)]` says.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Meta, Token};

use super::{Place, Style, value_of};
use crate::suggest;

const STYLES: [(&str, Style); 6] = [
    ("repeat", Style::Repeat),
    ("csv", Style::Csv),
    ("pipes", Style::Pipes),
    ("spaces", Style::Spaces),
    ("brackets", Style::Brackets),
    ("deep", Style::Deep),
];

/// What may stand in `#[query(…)]`.
const QUERY_WORDS: &str = "a name in quotes, `style = …`, `flag` or `flatten`";

/// What `#[query(…)]` says so far.
#[derive(Default)]
struct Query {
    name: Option<LitStr>,
    /// The style, as what it is written.
    style: Option<(String, Style)>,
}

pub(super) fn query(attr: &Attribute) -> syn::Result<Place> {
    let Query { name, style } = match &attr.meta {
        Meta::Path(_) => Query::default(),
        Meta::List(_) => attr.parse_args_with(Query::parse)?,
        Meta::NameValue(given) => {
            let value = value_of(&given.value.to_token_stream());
            return Err(syn::Error::new_spanned(
                attr,
                format!("`=` in `#[query]`\nhelp: write `#[query({value})]`"),
            ));
        }
    };
    if let Some(literal) = name.as_ref().filter(|literal| literal.value().is_empty()) {
        return Err(syn::Error::new_spanned(
            literal,
            "a query parameter needs a name\nhelp: write a name like \"page\"",
        ));
    }
    Ok(Place::Query {
        name,
        style: style.map_or(Style::Repeat, |(_, style)| style),
    })
}

impl Query {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut query = Self::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                query.named(input.parse()?)?;
            } else if input.peek(syn::Ident) {
                query.word(&input.parse()?, input)?;
            } else {
                return Err(input.error(format!("expected {QUERY_WORDS}")));
            }
            if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
                return Err(
                    input.error(if input.peek(LitStr) || input.peek(syn::Ident) {
                        "a comma is missing\nhelp: write `,` before this"
                    } else {
                        "unexpected in `#[query(…)]`\nhelp: remove it"
                    }),
                );
            }
        }
        Ok(query)
    }

    fn named(&mut self, name: LitStr) -> syn::Result<()> {
        let message = match (&self.name, &self.style) {
            (Some(_), _) => "a second name\nhelp: keep one of the two".to_owned(),
            (None, Some((_, Style::Flatten))) => FLATTENED_WITH_NAME.to_owned(),
            (None, Some((written, _))) => format!(
                "the name stands first\nhelp: write `#[query({}, {written})]`",
                name.token()
            ),
            (None, None) => {
                self.name = Some(name);
                return Ok(());
            }
        };
        Err(syn::Error::new_spanned(name, message))
    }

    fn word(&mut self, word: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let (written, style) = match word.to_string().as_str() {
            "flatten" if self.name.is_some() => {
                return Err(syn::Error::new_spanned(word, FLATTENED_WITH_NAME));
            }
            "flatten" => ("flatten".to_owned(), Style::Flatten),
            "flag" => ("flag".to_owned(), Style::Flag),
            "style" => query_style(word, input)?,
            other => return Err(unknown_word(word, other, input)),
        };
        if word != "style" && input.peek(Token![=]) {
            let value: TokenStream = input.parse()?;
            return Err(syn::Error::new_spanned(
                value,
                format!("`{word}` takes no value\nhelp: write `{word}`"),
            ));
        }
        let Some((first, _)) = &self.style else {
            self.style = Some((written, style));
            return Ok(());
        };
        let is_repeated = first.split(' ').next() == written.split(' ').next();
        let problem = if is_repeated {
            format!("`{word}` is given twice")
        } else {
            format!("`{first}` and `{written}` cannot stand together")
        };
        Err(syn::Error::new_spanned(
            word,
            format!("{problem}\nhelp: keep one of the two"),
        ))
    }
}

const FLATTENED_WITH_NAME: &str =
    "a flattened field has no name of its own\nhelp: remove the name, or `flatten`";

fn unknown_word(word: &Ident, name: &str, input: ParseStream<'_>) -> syn::Error {
    if ["name", "rename"].contains(&name)
        && input.parse::<Token![=]>().is_ok()
        && let Ok(literal) = input.parse::<LitStr>()
    {
        let message = format!(
            "the name needs no key\nhelp: write {} alone",
            literal.token()
        );
        return syn::Error::new_spanned(word, message);
    }
    let message = if STYLES.iter().any(|(style, _)| *style == name) {
        format!("`{name}` is a style\nhelp: write `style = {name}`")
    } else {
        match suggest::nearest(name, ["flag", "flatten", "style"]) {
            Some(near) => format!("unknown word `{name}`; did you mean `{near}`?"),
            None => format!("unknown word `{name}`, expected {QUERY_WORDS}"),
        }
    };
    syn::Error::new_spanned(word, message)
}

/// What stands behind `style`: `= csv`.
fn query_style(word: &Ident, input: ParseStream<'_>) -> syn::Result<(String, Style)> {
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() || input.peek(Token![,]) {
        let message = "`style` needs a value\nhelp: write `style = csv`";
        return Err(syn::Error::new_spanned(word, message));
    }
    let token: TokenTree = input.parse()?;
    let written = token.to_string();
    let name = written.trim_matches('"');
    let styles = STYLES.map(|(name, _)| name);
    let style = STYLES.iter().find(|(known, _)| *known == name);
    let message = match (style, suggest::nearest(name, styles)) {
        (Some(&(_, style)), _) if written == name => {
            return Ok((format!("style = {name}"), style));
        }
        (Some(_), _) => format!("a style in quotes\nhelp: write `style = {name}`"),
        (None, Some(near)) => format!("unknown style `{name}`; did you mean `{near}`?"),
        (None, None) => format!(
            "unknown style `{name}`, expected one of {}",
            suggest::list(styles)
        ),
    };
    Err(syn::Error::new_spanned(token, message))
}
