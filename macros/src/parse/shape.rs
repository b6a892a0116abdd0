//! The type of an answer, which may be declared where it is used.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Ident, Token, Type, braced, bracketed, token};

use super::options::{ty, written};
use crate::names;

/// A type, or one that is declared where it is used.
pub(crate) enum Shape {
    Type(Type),
    /// `Problem { code: String }`
    Struct(InPlace),
    /// `[Problem { … }]`, `Vec<Problem { … }>`
    List(Box<Shape>),
    /// `Option<Problem { … }>`
    Option(Box<Shape>),
}

/// A struct that is declared in an arm.
pub(crate) struct InPlace {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<InPlaceField>,
}

pub(crate) struct InPlaceField {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) shape: Shape,
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
                "a body is declared in place without `struct`\nhelp: remove `struct`",
            ));
        }
        if let Some(keyword) = input.parse::<Option<Token![enum]>>()? {
            return Err(syn::Error::new_spanned(
                keyword,
                "a body is declared in place as a struct\nhelp: declare the enum beside the endpoint, and name it here",
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
                "`{name}` is declared where it cannot be: an answer is declared in place alone, in a list or in an `Option`\nhelp: declare `{name}` as a struct of its own"
            );
            Some(syn::Error::new_spanned(name, message))
        };
        // What is wrong inside of parentheses is noticed at the end of the whole only.
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
            "a body declared in place needs a name\nhelp: write `Name { … }`",
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
            "a body declared in place needs a name\nhelp: write `Name { … }`",
        );
    };
    if arguments.is_none() {
        return syn::Error::new_spanned(
            ty,
            format!(
                "a body declared in place stands beside the endpoint\nhelp: write `{ident} {{ … }}`"
            ),
        );
    }
    syn::Error::new_spanned(
        arguments,
        format!(
            "a body declared in place has no parameters\nhelp: remove `{}`, or declare `{ident}` as a struct of its own",
            written(arguments.to_token_stream())
        ),
    )
}

/// `[Problem { … }]`; an array and a slice are types like any other.
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
    // The list is the better reading, so its mistake is the one to report.
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
        Shape::Struct(InPlace { ident, .. }) => format!("{ident} {{ … }}"),
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
    // What is left inside of brackets is noticed at the end of the whole only.
    let whole = |input: ParseStream<'_>| {
        input.parse::<Type>()?;
        input.parse::<TokenStream>()
    };
    let tokens = input.fork().parse::<TokenStream>();
    tokens.is_ok_and(|tokens| whole.parse2(tokens).is_ok())
}

/// `Option<Problem { … }>` and `Vec<Problem { … }>`; without a struct inside they are types like any other.
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

impl Parse for InPlace {
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
                input.error("the fields of an answer are public anyway\nhelp: remove `pub`")
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
            "a field is missing behind its attributes",
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
