//! Half-written arguments: an editor sees them more often than whole ones, and what can be known of them stays known.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Ident, LitStr, Token, Type, token};

use super::arms::{Arm, Response, Shape, is_known};
use super::codec::{Wildcards, check_media_type};
use super::options::meant;
use super::shape::{InPlaceField, InlineStruct};
use super::split;
use super::status::{Status, statuses};
use super::tokens::{KEYS, is_key, is_word};
use crate::diag::Errors;
use crate::model::Pattern;

/// The arguments in what stands between two commas: several where a comma is missing, or where a `<` that is never closed has swallowed them.
pub(super) fn arguments(chunk: TokenStream, errors: &Errors) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = chunk.into_iter().collect();
    let mut arguments = Vec::new();
    let (mut begin, mut is_open) = (0, false);
    for start in starts(&tokens) {
        let before = &tokens[begin..start];
        // From an open `<` on, no comma was taken as one between arguments.
        is_open = is_open || split::unclosed(&before.iter().cloned().collect()).is_some();
        if !is_end(before, is_open) || !is_argument(before) {
            continue;
        }
        if let [before @ .., comma] = before
            && is_punct(Some(comma), ',')
        {
            arguments.push(before.iter().cloned().collect());
        } else {
            // A word that is being typed has its own message.
            if !matches!(before, [TokenTree::Ident(word)] if !is_word(&word.to_string())) {
                errors.at(&tokens[start], missing_comma(before, &tokens[start..]));
            }
            arguments.push(before.iter().cloned().collect());
        }
        begin = start;
    }
    let mut last = &tokens[begin..];
    if let [rest @ .., comma] = last
        && is_punct(Some(comma), ',')
        && is_open
    {
        last = rest;
    }
    arguments.push(last.iter().cloned().collect());
    arguments
}

fn missing_comma(before: &[TokenTree], after: &[TokenTree]) -> String {
    let (what, which) = match (arrow(before), arrow(after)) {
        (Some(_), Some(_)) => ("an arm".to_owned(), "arms"),
        (Some(_), None) => ("an arm".to_owned(), "arguments"),
        (None, _) if before.len() == 1 => (format!("`{}`", before[0]), "arguments"),
        (None, _) => ("the value".to_owned(), "arguments"),
    };
    format!("unexpected after {what}\nhelp: separate {which} with `,`")
}

/// Where another argument begins, although no comma before it separates the two.
fn starts(tokens: &[TokenTree]) -> Vec<usize> {
    let mut starts: Vec<usize> = (1..tokens.len())
        .filter_map(|at| {
            if is_punct(tokens.get(at - 1), '=') && is_punct(tokens.get(at), '>') {
                arm_start(&tokens[..at - 1])
            } else {
                is_option(&tokens[at..]).then_some(at)
            }
        })
        .collect();
    starts.sort_unstable();
    starts
}

/// Whether a value, a type or a word may end here.
fn is_end(tokens: &[TokenTree], is_open: bool) -> bool {
    match tokens {
        [.., TokenTree::Ident(word)] => word != "as",
        [.., TokenTree::Literal(_) | TokenTree::Group(_)] => true,
        [.., before, TokenTree::Punct(last)] if last.as_char() == '>' => {
            !is_punct(Some(before), '=') && !is_punct(Some(before), '-')
        }
        [.., TokenTree::Punct(last)] => last.as_char() == ',' && is_open,
        [] => false,
    }
}

/// Whether these tokens are an argument by themselves: only then has what follows lost its comma.
fn is_argument(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(word)] => {
            let word = word.to_string();
            is_word(&word) || meant(&word, &KEYS).is_some()
        }
        tokens => tokens.iter().any(|token| is_punct(Some(token), '=')),
    }
}

/// `auth = …`, or `idempotent`
fn is_option(tokens: &[TokenTree]) -> bool {
    let Some(TokenTree::Ident(key)) = tokens.first() else {
        return false;
    };
    let key = key.to_string();
    let has_value = is_punct(tokens.get(1), '=') && !is_punct(tokens.get(2), '>');
    is_key(&key) && has_value || is_word(&key) && !is_punct(tokens.get(1), '=')
}

/// Where the arm begins whose arrow follows these tokens: at its attributes, or its first status.
fn arm_start(before: &[TokenTree]) -> Option<usize> {
    let is_left = |token: &TokenTree| match token {
        TokenTree::Literal(_) => true,
        TokenTree::Ident(word) => word == "_",
        token => is_punct(Some(token), '|'),
    };
    let rest = before.iter().rev().take_while(|token| is_left(token));
    let mut start = before.len() - rest.count();
    // The value of an option before it.
    if start > 0 && is_punct(before.get(start - 1), '=') {
        start += 1;
    }
    let is_text = |token: &TokenTree| token.to_string().starts_with('"');
    while before.get(start).is_some_and(is_text) {
        start += 1;
    }
    // After a `|` it is no arm.
    if start >= before.len() || is_punct(before.get(start), '|') {
        return None;
    }
    while let [.., TokenTree::Punct(hash), TokenTree::Group(_)] = &before[..start]
        && hash.as_char() == '#'
    {
        start -= 2;
    }
    Some(start)
}

fn arrow(tokens: &[TokenTree]) -> Option<usize> {
    let is_arrow = |pair: &[TokenTree]| is_punct(pair.first(), '=') && is_punct(pair.get(1), '>');
    tokens.windows(2).position(is_arrow)
}

fn is_punct(token: Option<&TokenTree>, character: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

/// What is known of an arm with a mistake: its statuses, its variant, and its type as far as it is written. `unknown` is the type of the rest.
pub(super) fn arm(chunk: TokenStream, unknown: &Type) -> Option<Arm> {
    let half = |input: ParseStream<'_>| {
        let mut attrs = input.call(Attribute::parse_outer)?;
        attrs.retain(is_known);
        let (statuses, is_certain) = left(input)?;
        let response = response(input.parse()?, unknown);
        // The name of an error without one follows from its status.
        let is_error = statuses
            .first()
            .is_some_and(|status| !status.pattern.is_success());
        let has_name = response.variant.is_some() || matches!(response.shape, Shape::Struct(_));
        if statuses.is_empty() || (!is_certain && is_error && !has_name) {
            return Err(input.error("not an arm"));
        }
        Ok(Arm {
            attrs,
            statuses,
            response,
            is_unfinished: true,
        })
    };
    half.parse2(chunk).ok()
}

/// The statuses and the arrow, and whether all of it is written: of `4 =>` only the class is known.
fn left(input: ParseStream<'_>) -> syn::Result<(Vec<Status>, bool)> {
    let (mut found, mut is_certain) = (Vec::new(), true);
    let mut media_type = None;
    while input.peek(syn::Lit) || input.peek(Token![|]) || input.peek(Token![_]) {
        if let Some(text) = input.parse::<Option<LitStr>>()? {
            media_type = Some(text).filter(|it| check_media_type(it, Wildcards::Allowed).is_ok());
            continue;
        }
        let token: TokenTree = input.parse()?;
        if let Ok(status) = statuses.parse2(token.clone().into()) {
            found.extend(status);
            continue;
        }
        is_certain = is_certain && is_punct(Some(&token), '|');
        let class = match token.to_string().bytes().next() {
            Some(digit @ b'2'..=b'5') => digit - b'0',
            _ => continue,
        };
        found.push(Status {
            pattern: Pattern::Class(class),
            token: token.into(),
            media_type: None,
        });
    }
    for status in &mut found {
        status.media_type.clone_from(&media_type);
    }
    // `=>`, or what was written instead.
    while input.peek(Token![=]) || input.peek(Token![>]) || input.peek(Token![-]) {
        input.parse::<TokenTree>()?;
    }
    input.parse::<Option<Token![:]>>()?;
    Ok((found, is_certain))
}

fn response(tokens: TokenStream, unknown: &Type) -> Response {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let (variant, tokens) = match &tokens[..] {
        [TokenTree::Ident(name), TokenTree::Group(group), ..]
            if group.delimiter() == Delimiter::Parenthesis =>
        {
            (Some(name.clone()), group.stream().into_iter().collect())
        }
        _ => (None, tokens),
    };
    let is_as = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "as");
    let ty = tokens.iter().take_while(|token| !is_as(token));
    Response {
        variant,
        shape: shape(ty.cloned().collect(), unknown),
        codec: None,
    }
}

fn shape(tokens: TokenStream, unknown: &Type) -> Shape {
    if let Ok(shape) = syn::parse2(tokens.clone()) {
        return shape;
    }
    if let Ok(def) = (|input: ParseStream<'_>| inline_struct(input, unknown)).parse2(tokens.clone())
    {
        return Shape::Struct(def);
    }
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    match &tokens[..] {
        [TokenTree::Group(list)] if list.delimiter() == Delimiter::Bracket => {
            Shape::List(Box::new(shape(list.stream(), unknown)))
        }
        [
            TokenTree::Ident(outer),
            TokenTree::Punct(open),
            inner @ ..,
            TokenTree::Punct(close),
        ] if open.as_char() == '<' && close.as_char() == '>' => {
            let inner = Box::new(shape(inner.iter().cloned().collect(), unknown));
            match outer.to_string().as_str() {
                "Vec" => Shape::List(inner),
                "Option" => Shape::Option(inner),
                _ => Shape::Type(unknown.clone()),
            }
        }
        _ => Shape::Type(unknown.clone()),
    }
}

fn inline_struct(input: ParseStream<'_>, unknown: &Type) -> syn::Result<InlineStruct> {
    let attrs = input.call(Attribute::parse_outer)?;
    let ident = input.parse()?;
    if !input.peek(token::Brace) {
        return Err(input.error("not a struct"));
    }
    let fields: Group = input.parse()?;
    let fields = pieces(fields.stream()).into_iter().filter_map(|piece| {
        (|input: ParseStream<'_>| field(input, unknown))
            .parse2(piece)
            .ok()
    });
    Ok(InlineStruct {
        attrs,
        ident,
        fields: fields.collect(),
    })
}

/// What stands between the commas; where a `<` is never closed, between all of them.
pub(super) fn pieces(tokens: TokenStream) -> Vec<TokenStream> {
    let unheard = Errors::new();
    let chunks = split::at_commas(tokens, &unheard);
    unheard.finish();
    let mut pieces = Vec::new();
    for chunk in chunks {
        if split::unclosed(&chunk).is_none() {
            pieces.push(chunk);
            continue;
        }
        let tokens: Vec<TokenTree> = chunk.into_iter().collect();
        let parts = tokens.split(|token| is_punct(Some(token), ','));
        pieces.extend(parts.map(|part| part.iter().cloned().collect()));
    }
    pieces
}

/// A field by its name; without one it is not there yet.
fn field(input: ParseStream<'_>, unknown: &Type) -> syn::Result<InPlaceField> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<syn::Visibility>()?;
    let ident: Ident = input.parse()?;
    if input.parse::<Option<Token![:]>>()?.is_none() && !input.is_empty() {
        return Err(input.error("not a field"));
    }
    Ok(InPlaceField {
        attrs,
        ident,
        shape: shape(input.parse()?, unknown),
    })
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens as _, quote};
    use syn::parse_quote;

    use super::*;

    #[test]
    fn missing_commas() {
        let cases = [
            ("auth = Basic 200 => Link", 2, "after the value", "200"),
            (
                "auth = Basic | none 4xx => Link",
                2,
                "after the value",
                "4xx",
            ),
            ("max_retries = 3 200 => Link", 2, "after the value", "200"),
            (
                "timeout = \"5s\" 200 \"text/csv\" => A",
                2,
                "after the value",
                "200",
            ),
            (
                "body = Form(lists = csv) _ => Link",
                2,
                "after the value",
                "_",
            ),
            ("timeout = \"5s\" auth = none", 2, "after the value", "auth"),
            (
                "200 => Link 400 | 404 => Vec<A> 409 => B",
                3,
                "after an arm",
                "400",
            ),
            (
                "200 => Link #[example(\"1\")] 404 => A",
                2,
                "after an arm",
                "#",
            ),
            ("200 => Link auth = none", 2, "separate arguments", "auth"),
            ("200 => Vec<A> idempotent", 2, "after an arm", "idempotent"),
            ("idempotent 200 => A", 2, "after `idempotent`", "200"),
        ];
        for (text, count, message, at) in cases {
            let errors = Errors::new();
            let arguments = arguments(text.parse().unwrap(), &errors);
            let messages: Vec<_> = errors.finish().iter().map(ToString::to_string).collect();
            assert_eq!(arguments.len(), count, "{text}");
            assert_eq!(messages.len(), count - 1, "{text}");
            assert!(messages[0].contains(message), "{text}: {messages:?}");
            let second = arguments[1].clone().into_iter().next().unwrap();
            assert_eq!(second.to_string(), at, "{text}");
        }
    }

    #[test]
    fn nothing_is_missing() {
        for text in [
            "200 => Link",
            "400 | 404 \"text/csv\" => Rejected(Vec<A>)",
            "400-499 => ()",
            ">= 400 => ()",
            "< 400 => ()",
            "404 => A | 500 => B",
            "200 => Map<u8, u8>",
            "auth = idempotent",
            "default 404 => A",
            "\"text/csv\" 200 => A",
            "200 = 404 => A",
            "header = \"A: b\" \"c\"",
        ] {
            let errors = Errors::new();
            let arguments = arguments(text.parse().unwrap(), &errors);
            assert_eq!(arguments.len(), 1, "{text}");
            assert!(errors.finish().is_empty(), "{text}");
        }
    }

    #[test]
    fn typed_before_an_arm() {
        let errors = Errors::new();
        let arguments = arguments("tim 200 => Link".parse().unwrap(), &errors);
        let arguments: Vec<_> = arguments.iter().map(ToString::to_string).collect();
        assert!(errors.finish().is_empty());
        assert_eq!(arguments, ["tim", "200 => Link"]);
    }

    #[test]
    fn swallowed_by_an_open_type() {
        let errors = Errors::new();
        let text = "200 => Map<u8, Vec<, #[example(\"1\")] 404 => A, auth = none, idempotent,";
        let arguments = arguments(text.parse().unwrap(), &errors);
        let arguments: Vec<_> = arguments.iter().map(ToString::to_string).collect();
        assert!(errors.finish().is_empty());
        let rest = ["# [example (\"1\")] 404 => A", "auth = none", "idempotent"];
        assert_eq!(arguments[1..], rest);
    }

    #[test]
    fn what_is_known_of_an_arm() {
        let shown = |shape: &Shape| -> String {
            fn show(shape: &Shape) -> String {
                match shape {
                    Shape::Type(ty) => ty.to_token_stream().to_string(),
                    Shape::List(inner) => format!("[{}]", show(inner)),
                    Shape::Option(inner) => format!("Option<{}>", show(inner)),
                    Shape::Struct(def) => {
                        let fields = def.fields.iter();
                        let fields = fields.map(|it| format!("{}: {}", it.ident, show(&it.shape)));
                        format!(
                            "{} {{ {} }}",
                            def.ident,
                            fields.collect::<Vec<_>>().join(", ")
                        )
                    }
                }
            }
            show(shape)
        };
        let cases = [
            ("200", "200", "", "?"),
            ("200 =>", "200", "", "?"),
            ("200 =", "200", "", "?"),
            ("200 -> Link", "200", "", "Link"),
            ("200: Link", "200", "", "Link"),
            ("400 | => A(Link)", "400", "A", "Link"),
            ("400 | 40 => A()", "400 4xx", "A", "?"),
            ("4 => A(Vec<)", "4xx", "A", "?"),
            ("20 => Link", "2xx", "", "Link"),
            ("200 => Link as", "200", "", "Link"),
            ("200 => Link as \"text/csv\"", "200", "", "Link"),
            ("200 => Vec<", "200", "", "?"),
            ("404 => A(String, u8)", "404", "A", "?"),
            (
                "404 => A { a: String, b, c: , d: Vec<, e: u8 }",
                "404",
                "",
                "A { a: String, b: ?, c: ?, d: ?, e: u8 }",
            ),
            (
                "404 => A([B { b: C { d: } }])",
                "404",
                "A",
                "[B { b: C { d: ? } }]",
            ),
            ("404 => Vec<B { b: }>", "404", "", "[B { b: ? }]"),
        ];
        for (text, statuses, variant, expected) in cases {
            let arm = arm(text.parse().unwrap(), &parse_quote!(Unknown)).expect(text);
            let known: Vec<_> = arm
                .statuses
                .iter()
                .map(|it| it.pattern.to_string())
                .collect();
            assert_eq!(known.join(" "), statuses, "{text}");
            let name = arm.response.variant.map(|it| it.to_string());
            assert_eq!(name.unwrap_or_default(), variant, "{text}");
            assert_eq!(
                shown(&arm.response.shape).replace("Unknown", "?"),
                expected,
                "{text}"
            );
        }
        // An error without a name is called after its status.
        for text in ["4 => Link", "NotFound => Link", "=> Link", "default => A()"] {
            assert!(
                arm(text.parse().unwrap(), &parse_quote!(Unknown)).is_none(),
                "{text}"
            );
        }
        assert!(arm(quote!(7 => A()), &parse_quote!(Unknown)).is_none());
    }
}
