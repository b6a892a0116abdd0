//! The arguments of `#[query(…)]`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Meta, Token};

use super::{FieldLocation, value_of};
use crate::styles::{self, Style};
use crate::suggest;

/// The allowed arguments of `#[query(…)]`.
const QUERY_WORDS: &str = "a name in quotes, `style = …`, `flag`, `flatten`, `Json` or `Display`";

/// The words among them.
pub(crate) const WORDS: [&str; 5] = ["flag", "flatten", "style", "Json", "Display"];

/// The arguments of `#[query(…)]` parsed so far.
#[derive(Default)]
struct Query {
    name: Option<LitStr>,
    /// The style, with its source text.
    style: Option<(String, Style)>,
    by_display: bool,
}

pub(super) fn query(attr: &Attribute) -> syn::Result<FieldLocation> {
    let Query {
        name,
        style,
        by_display,
    } = match &attr.meta {
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
    Ok(FieldLocation::Query {
        name,
        style: style.map_or(styles::DEFAULT, |(_, style)| style),
        by_display,
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
            (None, None) if self.by_display => format!(
                "the name stands first\nhelp: write `#[query({}, Display)]`",
                name.token()
            ),
            (Some(_), _) => "a second name\nhelp: keep one of the two".to_owned(),
            (None, Some((_, style))) if style.has_own_names() => FLATTENED_WITH_NAME.to_owned(),
            (None, Some((written, _))) => format!(
                "the name comes first\nhelp: write `#[query({}, {written})]`",
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
        if word == "Display" {
            return self.display(word);
        }
        let (written, style) = match word.to_string().as_str() {
            "flatten" if self.name.is_some() => {
                return Err(syn::Error::new_spanned(word, FLATTENED_WITH_NAME));
            }
            "flatten" => ("flatten".to_owned(), styles::FLATTEN),
            "flag" => ("flag".to_owned(), styles::FLAG),
            "Json" => ("Json".to_owned(), styles::JSON),
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
            if self.by_display && !takes_display(style) {
                return Err(together(word, &written, "Display"));
            }
            self.style = Some((written, style));
            return Ok(());
        };
        let is_repeated = first.split(' ').next() == written.split(' ').next();
        Err(if is_repeated {
            twice(word)
        } else {
            together(word, first, &written)
        })
    }

    /// `Display`: the values are sent by it and not by serde.
    fn display(&mut self, word: &Ident) -> syn::Result<()> {
        match &self.style {
            _ if self.by_display => Err(twice(word)),
            Some((written, style)) if !takes_display(*style) => {
                Err(together(word, written, "Display"))
            }
            _ => {
                self.by_display = true;
                Ok(())
            }
        }
    }
}

/// Whether the style is one of single values. The entries of a struct or a map, and flags, have none that `Display` could write.
fn takes_display(style: Style) -> bool {
    style.has_values()
}

fn twice(word: &Ident) -> syn::Error {
    let message = format!("`{word}` is given twice\nhelp: keep one of the two");
    syn::Error::new_spanned(word, message)
}

fn together(word: &Ident, first: &str, second: &str) -> syn::Error {
    let message = format!("`{first}` and `{second}` cannot be combined\nhelp: keep one of the two");
    syn::Error::new_spanned(word, message)
}

const FLATTENED_WITH_NAME: &str =
    "a flattened field has no name\nhelp: remove the name, or `flatten`";

fn unknown_word(word: &Ident, name: &str, input: ParseStream<'_>) -> syn::Error {
    if ["name", "rename"].contains(&name)
        && input.parse::<Token![=]>().is_ok()
        && let Ok(literal) = input.parse::<LitStr>()
    {
        let message = format!("the name needs no key\nhelp: write {}", literal.token());
        return syn::Error::new_spanned(word, message);
    }
    let message = if styles::NAMED.iter().any(|style| style.word == name) {
        format!("`{name}` is a style\nhelp: write `style = {name}`")
    } else {
        match suggest::nearest(name, WORDS) {
            Some(near) => format!("unknown word `{name}`; did you mean `{near}`?"),
            None => format!("unknown word `{name}`, expected {QUERY_WORDS}"),
        }
    };
    syn::Error::new_spanned(word, message)
}

/// The value of `style`: `= csv`.
fn query_style(word: &Ident, input: ParseStream<'_>) -> syn::Result<(String, Style)> {
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() || input.peek(Token![,]) {
        let message = "`style` needs a value\nhelp: write `style = csv`";
        return Err(syn::Error::new_spanned(word, message));
    }
    let token: TokenTree = input.parse()?;
    let written = token.to_string();
    let name = written.trim_matches('"');
    let words = styles::NAMED.map(|style| style.word);
    let style = styles::NAMED.iter().find(|style| style.word == name);
    if name.eq_ignore_ascii_case("json") {
        let message = "JSON is written by a codec\nhelp: write `#[query(Json)]`";
        return Err(syn::Error::new_spanned(token, message));
    }
    let near = styles::meant(name).or_else(|| suggest::nearest(name, words));
    let message = match (style, near) {
        (Some(&style), _) if written == name => {
            return Ok((format!("style = {name}"), style));
        }
        (Some(_), _) => format!("a style is written without quotes\nhelp: write `style = {name}`"),
        (None, Some(near)) => format!("unknown style `{name}`; did you mean `{near}`?"),
        (None, None) => format!(
            "unknown style `{name}`, expected one of {}",
            suggest::list(words)
        ),
    };
    Err(syn::Error::new_spanned(token, message))
}
