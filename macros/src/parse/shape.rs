//! The type of a response, which may be declared inline.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Ident, Token, Type, braced, bracketed, token};

use super::tokens::{ty, written};
use crate::names;

/// A type, or an inline struct.
pub(crate) enum Shape {
    Type(Type),
    /// `Problem { code: String }`
    Struct(InlineStruct),
    /// `[Problem { … }]`, `Vec<Problem { … }>`
    List(Box<Shape>),
    /// `Option<Problem { … }>`
    Option(Box<Shape>),
}

/// A struct that is declared inline, in an arm.
pub(crate) struct InlineStruct {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<InPlaceField>,
}

pub(crate) struct InPlaceField {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) shape: Shape,
}

impl Shape {
    /// Adds the names of the inline structs.
    pub(super) fn declared(self, found: &mut Vec<Ident>) {
        match self {
            Self::Type(_) => {}
            Self::Struct(def) => {
                found.push(def.ident);
                for field in def.fields {
                    field.shape.declared(found);
                }
            }
            Self::List(inner) | Self::Option(inner) => inner.declared(found),
        }
    }
}

impl Parse for Shape {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(token::Bracket)
            && let Some(list) = list(input)?
        {
            return Ok(list);
        }
        if input.peek(token::Brace) {
            return Err(nameless(input));
        }
        if let Some(keyword) = input.parse::<Option<Token![struct]>>()? {
            return Err(syn::Error::new_spanned(
                keyword,
                "an inline struct is written without `struct`\nhelp: remove `struct`",
            ));
        }
        if let Some(keyword) = input.parse::<Option<Token![enum]>>()? {
            return Err(syn::Error::new_spanned(
                keyword,
                "an enum cannot be declared inline\nhelp: declare the enum outside the endpoint, and name it here",
            ));
        }
        if (input.peek(Ident) && input.peek2(token::Brace)) || input.peek(Token![#]) {
            return input.parse().map(Self::Struct);
        }
        if let Some(shape) = wrapped(input)? {
            return Ok(shape);
        }
        let whole = input.fork();
        let elsewhere = |tokens: TokenStream| {
            let name = declared_inside(&tokens)?;
            let message = format!(
                "`{name}` cannot be declared here: an inline struct is the whole response, the item of a list or of an `Option`\nhelp: declare `{name}` as a separate struct"
            );
            Some(syn::Error::new_spanned(name, message))
        };
        // syn reports leftover tokens inside parentheses only at the end.
        if input.peek(token::Paren)
            && let Some(error) = elsewhere(whole.fork().parse::<TokenTree>()?.into())
        {
            return Err(error);
        }
        let ty = ty(input)
            .map_err(|error| elsewhere(whole.parse().unwrap_or_default()).unwrap_or(error))?;
        if input.peek(token::Brace) {
            return Err(more_than_a_name(&ty));
        }
        Ok(Self::Type(ty))
    }
}

/// The `Item` of `Map<String, Item { … }>`.
fn declared_inside(tokens: &TokenStream) -> Option<Ident> {
    let mut name = None;
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => name.take(),
        TokenTree::Group(group) => declared_inside(&group.stream()),
        TokenTree::Ident(ident) => {
            name = Some(ident);
            None
        }
        TokenTree::Punct(_) | TokenTree::Literal(_) => {
            name = None;
            None
        }
    })
}

/// `{}`, or `{ id: String }`
fn nameless(input: ParseStream<'_>) -> syn::Error {
    match input.parse::<TokenTree>() {
        Ok(TokenTree::Group(group)) if group.stream().is_empty() => {
            syn::Error::new_spanned(group, "`{}` is not a type\nhelp: write `()`")
        }
        Ok(group) => syn::Error::new_spanned(
            group,
            "an inline struct needs a name\nhelp: write `Name { … }`",
        ),
        Err(error) => error,
    }
}

/// `Page<T> { … }`, `models::Page { … }`
fn more_than_a_name(ty: &Type) -> syn::Error {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let Some(syn::PathSegment { ident, arguments }) = last else {
        return syn::Error::new_spanned(
            ty,
            "an inline struct needs a name\nhelp: write `Name { … }`",
        );
    };
    if arguments.is_none() {
        return syn::Error::new_spanned(
            ty,
            format!(
                "an inline struct is declared next to the endpoint, so it has no path\nhelp: write `{ident} {{ … }}`"
            ),
        );
    }
    syn::Error::new_spanned(
        arguments,
        format!(
            "an inline struct has no generic parameters\nhelp: remove `{}`, or declare `{ident}` as a separate struct",
            written(arguments.to_token_stream())
        ),
    )
}

/// `[Problem { … }]`; arrays and slices are ordinary types.
fn list(input: ParseStream<'_>) -> syn::Result<Option<Shape>> {
    let fork = input.fork();
    let content;
    bracketed!(content in fork);
    if let Ok(item) = content.parse::<Shape>()
        && content.is_empty()
    {
        input.advance_to(&fork);
        return Ok(Some(Shape::List(Box::new(item))));
    }
    if is_type(input) {
        return Ok(None);
    }
    // The list is the more likely reading, so its error is reported.
    let content;
    let brackets = bracketed!(content in input);
    if content.is_empty() {
        return Err(syn::Error::new(
            brackets.span.join(),
            "a list without the type of its items\nhelp: write `[Type]`",
        ));
    }
    let item = match content.parse()? {
        Shape::Type(ty) => names::type_name(&ty),
        Shape::Struct(InlineStruct { ident, .. }) => format!("{ident} {{ … }}"),
        Shape::List(_) | Shape::Option(_) => "Type".to_owned(),
    };
    let rest: TokenStream = content.parse()?;
    let message = if rest
        .clone()
        .into_iter()
        .next()
        .is_some_and(|token| token.to_string() == "as")
    {
        let codec = written(rest.clone());
        format!("the codec reads the whole list\nhelp: write `[{item}] {codec}`")
    } else {
        format!("a list has items of one type\nhelp: write `[{item}]`")
    };
    Err(syn::Error::new_spanned(rest, message))
}

fn is_type(input: ParseStream<'_>) -> bool {
    // syn reports leftover tokens inside brackets only at the end.
    let whole = |input: ParseStream<'_>| {
        input.parse::<Type>()?;
        input.parse::<TokenStream>()
    };
    let tokens = input.fork().parse::<TokenStream>();
    tokens.is_ok_and(|tokens| whole.parse2(tokens).is_ok())
}

/// `Option<Problem { … }>` and `Vec<Problem { … }>`; without a struct inside they are ordinary types.
fn wrapped(input: ParseStream<'_>) -> syn::Result<Option<Shape>> {
    let Some((name, _)) = input.cursor().ident() else {
        return Ok(None);
    };
    if (name != "Option" && name != "Vec") || !input.peek2(Token![<]) {
        return Ok(None);
    }
    let fork = input.fork();
    fork.parse::<Ident>()?;
    fork.parse::<Token![<]>()?;
    if !(fork.peek(token::Bracket)
        || fork.peek(Ident) && (fork.peek2(token::Brace) || fork.peek2(Token![<])))
    {
        return Ok(None);
    }
    if is_type(input) {
        return Ok(None);
    }
    input.parse::<Ident>()?;
    input.parse::<Token![<]>()?;
    let inner = Box::new(input.parse()?);
    input.parse::<Token![>]>()?;
    Ok(Some(if name == "Vec" {
        Shape::List(inner)
    } else {
        Shape::Option(inner)
    }))
}

impl Parse for InlineStruct {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let ident = input.parse()?;
        let content;
        braced!(content in input);
        let mut fields = Vec::new();
        while !content.is_empty() {
            fields.push(content.parse()?);
            if !content.is_empty() && content.parse::<Option<Token![,]>>()?.is_none() {
                return Err(
                    content.error("unexpected after a field\nhelp: separate fields with `,`")
                );
            }
        }
        Ok(Self {
            attrs,
            ident,
            fields,
        })
    }
}

impl Parse for InPlaceField {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        if input.peek(Token![pub]) {
            return Err(
                input.error("the fields of an inline struct are always public\nhelp: remove `pub`")
            );
        }
        let ident = field_name(input)?;
        let colon = input.parse::<Option<Token![:]>>()?;
        if colon.is_none() || input.is_empty() || input.peek(Token![,]) {
            let message = format!("field `{ident}` has no type\nhelp: write `{ident}: String`");
            return Err(syn::Error::new_spanned(ident, message));
        }
        Ok(Self {
            attrs,
            ident,
            shape: input.parse()?,
        })
    }
}

fn field_name(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(Ident) {
        return input.parse();
    }
    if input.is_empty() {
        return Err(syn::Error::new(
            input.span(),
            "a field is missing after its attributes",
        ));
    }
    let token: TokenTree = input.parse()?;
    let name = token.to_string();
    let is_keyword = matches!(token, TokenTree::Ident(_))
        && !["_", "self", "Self", "super", "crate"].contains(&name.as_str());
    let message = if is_keyword {
        format!("`{name}` is a keyword\nhelp: write `r#{name}`")
    } else {
        "expected a field\nhelp: write it as `id: String`".to_owned()
    };
    Err(syn::Error::new_spanned(token, message))
}
