//! What an editor should know of the attribute, which is tokens of no language to it: types, codecs, schemes, options and the method as paths, the
//! names in the template as fields; and of the attributes on the fields, their words, styles and codecs.
//!
//! rust-analyzer completes where the text of the expansion is the same up to the cursor with and without the word that it tries there. So this comes
//! first in an expansion, and nothing in it depends on what follows in the attribute.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident, Path, Type};

use crate::diag::Errors;
use crate::expand::generics;
use crate::model::Auth;
use crate::names;
use crate::parse::Args;
use crate::parse::arms::Shape;
use crate::parse::options::Options;
use crate::parse::split;
use crate::template::{PathPiece, QueryPiece, Template};

/// What `#[endpoint(…)]` names, and the attributes in `source`, the tokens of the struct.
pub(crate) fn of_endpoint(
    tokens: &TokenStream,
    args: &Args,
    source: &TokenStream,
    item: &DeriveInput,
    krate: &Path,
) -> TokenStream {
    let mut chunks = chunks(tokens).into_iter().peekable();
    let method = chunks.next_if(|chunk| matches!(&chunk[..], [TokenTree::Ident(_)]));
    let method = paths(
        &quote!(#krate::__private::editor::method),
        method.into_iter().flatten(),
    );
    let chunks: Vec<_> = chunks.collect();
    let form = chunks.iter().filter_map(|chunk| match &chunk[..] {
        [key, _, codec @ ..] if key.to_string() == "body" => of_form(codec, krate),
        _ => None,
    });
    let form: TokenStream = form.collect();
    let keys = keys(
        &quote!(#krate::__private::editor::option),
        chunks.into_iter(),
    );
    let mut named = Named::default();
    named.of_options(&args.options);
    for arm in &args.arms {
        named.of_shape(&arm.response.shape);
        let codec = arm.response.codec.as_ref();
        named.codecs.extend(codec.map(|codec| codec.ty.clone()));
    }
    let Named { types, .. } = &named;
    let generics = generics::plain(&item.generics);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let name = Ident::new(&item.ident.to_string(), Span::call_site());
    let attributes = attributes(source);
    let words = named.words(krate, &attributes);
    let of_fields = words_of_fields(&attributes, krate);
    let fields = args
        .template
        .as_ref()
        .map(|template| fields(template, item));
    quote! {
        const _: () = {
            fn __editor #impl_generics() #where_clause { #method #keys #(let _: #types;)* let _: (); #form }
        };
        #words
        #of_fields
        const _: () = {
            fn __editor #impl_generics(__callpoint: &#name #ty_generics) #where_clause { #fields }
        };
    }
}

/// What `#[api(…)]` names.
pub(crate) fn of_api(tokens: &TokenStream, options: &Options, krate: &Path) -> TokenStream {
    let module = quote!(#krate::__private::editor::option);
    let keys = keys(&module, chunks(tokens).into_iter());
    let mut named = Named::default();
    named.of_options(options);
    let Named { types, .. } = &named;
    let words = named.words(krate, &[]);
    quote! {
        const _: () = {
            fn __editor() { #keys #(let _: #types;)* let _: (); }
        };
        #words
    }
}

pub(crate) fn chunks(tokens: &TokenStream) -> Vec<Vec<TokenTree>> {
    let unheard = Errors::new();
    let chunks = split::at_commas(tokens.clone(), &unheard);
    unheard.finish();
    let chunks = chunks.into_iter();
    chunks.map(|chunk| chunk.into_iter().collect()).collect()
}

/// The words before `=`, those that stand alone, and those that are typed before something else.
pub(crate) fn keys(
    module: &TokenStream,
    chunks: impl Iterator<Item = Vec<TokenTree>>,
) -> TokenStream {
    let keys = chunks.filter_map(|chunk| match &chunk[..] {
        [key] | [key, TokenTree::Literal(_) | TokenTree::Ident(_), ..] => Some(key.clone()),
        [key, TokenTree::Punct(equals), rest @ ..]
            if equals.as_char() == '='
                && rest.first().is_none_or(|next| next.to_string() != ">") =>
        {
            Some(key.clone())
        }
        _ => None,
    });
    paths(module, keys)
}

/// Paths into a module; the last one has the place of what is not written yet.
fn paths(module: &TokenStream, words: impl Iterator<Item = TokenTree>) -> TokenStream {
    // No path ends in a keyword.
    let words = words.filter_map(|word| syn::parse2::<Ident>(word.into()).ok());
    let words = words.chain([Ident::new("__", Span::call_site())]);
    words.map(|word| quote!(let _ = #module::#word;)).collect()
}

/// An attribute on a field.
struct Attribute {
    name: String,
    /// What is between its parentheses, without the commas.
    chunks: Vec<Vec<TokenTree>>,
}

/// The attributes with parentheses. They are read from the tokens of the struct, where a field may have no type yet.
fn attributes(source: &TokenStream) -> Vec<Attribute> {
    let fields = source.clone().into_iter().filter_map(|token| match token {
        TokenTree::Group(braces) if braces.delimiter() == Delimiter::Brace => Some(braces.stream()),
        _ => None,
    });
    let brackets = fields.flatten().filter_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => Some(group.stream()),
        _ => None,
    });
    let attributes = brackets.filter_map(|content| {
        let mut content = content.into_iter();
        match (content.next()?, content.next()?) {
            (TokenTree::Ident(name), TokenTree::Group(arguments)) => Some(Attribute {
                name: name.to_string(),
                chunks: chunks(&arguments.stream()),
            }),
            _ => None,
        }
    });
    attributes.collect()
}

/// The words and styles in the attributes of fields. Each ends with the place of what is not written yet, so that no attribute depends on a later one.
fn words_of_fields(attributes: &[Attribute], krate: &Path) -> Option<TokenStream> {
    let statements = attributes.iter().filter_map(|attribute| {
        let chunks = &attribute.chunks;
        let (words, styles) = match attribute.name.as_str() {
            "query" => (quote!(query), Some(quote!(query_style))),
            "path" => (quote!(path), Some(quote!(path_style))),
            "header" | "cookie" => (quote!(header), None),
            "body" => {
                let forms = chunks.iter().filter_map(|chunk| of_form(chunk, krate));
                return Some(forms.collect());
            }
            _ => return None,
        };
        Some(words_and_styles(chunks, &words, styles, krate))
    });
    let statements: TokenStream = statements.collect();
    (!statements.is_empty()).then(|| quote!(const _: () = { fn __editor() { #statements } };))
}

/// The words, and the styles behind `style =` or `lists =`.
fn words_and_styles(
    chunks: &[Vec<TokenTree>],
    words: &TokenStream,
    styles: Option<TokenStream>,
    krate: &Path,
) -> TokenStream {
    let module = quote!(#krate::__private::editor);
    let keys = keys(&quote!(#module::#words), chunks.iter().cloned());
    let named = chunks.iter().filter_map(|chunk| match &chunk[..] {
        [key, equals, style, ..]
            if ["style", "lists"].contains(&key.to_string().as_str())
                && equals.to_string() == "=" =>
        {
            Some(style.clone())
        }
        _ => None,
    });
    let styles = styles.map(|styles| paths(&quote!(#module::#styles), named));
    quote!(#keys #styles)
}

/// The words of `Form(lists = csv)`.
fn of_form(codec: &[TokenTree], krate: &Path) -> Option<TokenStream> {
    let [TokenTree::Ident(word), TokenTree::Group(arguments), ..] = codec else {
        return None;
    };
    let chunks = (word == "Form").then(|| chunks(&arguments.stream()))?;
    let styles = Some(quote!(form_style));
    Some(words_and_styles(&chunks, &quote!(form), styles, krate))
}

impl Attribute {
    /// The codec that it names, without its own arguments: `Form` of `#[body(Form(lists = csv))]`.
    fn codec(&self) -> Option<Type> {
        let is_written = |token: &&TokenTree| !matches!(token, TokenTree::Group(_));
        let mut types = self.chunks.iter().filter_map(|chunk| {
            let written = chunk.iter().take_while(is_written).cloned();
            syn::parse2(written.collect()).ok()
        });
        types.next()
    }
}

/// The fields that the template names, at its place.
fn fields(template: &Template, item: &DeriveInput) -> TokenStream {
    let syn::Data::Struct(data) = &item.data else {
        return TokenStream::new();
    };
    let path = template.path.iter().filter_map(|piece| match piece {
        PathPiece::Param(name) | PathPiece::Rest(name) => Some(name),
        PathPiece::Literal(_) | PathPiece::Several { .. } => None,
    });
    let query = template.query.iter().filter_map(|piece| match piece {
        QueryPiece::Param { name, .. } => Some(name),
        QueryPiece::Fixed(_) => None,
    });
    let named = path.chain(query).filter_map(|name| {
        let mut fields = data.fields.iter().filter_map(|field| field.ident.clone());
        let mut field = fields.find(|field| field.unraw() == name.text)?;
        field.set_span(name.span);
        Some(quote!(let _ = &__callpoint.#field;))
    });
    named.collect()
}

/// Types, codecs and schemes, each in the order in which they are written.
#[derive(Default)]
struct Named {
    types: Vec<Type>,
    codecs: Vec<Type>,
    schemes: Vec<Type>,
}

impl Named {
    fn of_options(&mut self, options: &Options) {
        match options.auth.as_ref().map(|given| &given.value) {
            Some(Auth::Scheme(scheme)) => self.schemes.push(scheme.clone()),
            Some(Auth::AnyOf { alternatives, .. }) => {
                self.schemes.extend(alternatives.iter().flatten().cloned());
            }
            Some(Auth::None) | None => {}
        }
        let body = options.body.as_ref().map(|given| &given.value.ty);
        self.codecs.extend(body.cloned());
        let errors = options.errors.as_ref().map(|given| &given.value);
        let base = options.base.as_ref().map(|given| &given.value);
        self.types.extend(errors.cloned());
        self.types.extend(base.cloned());
    }

    fn of_shape(&mut self, shape: &Shape) {
        match shape {
            // What is not written yet has the place of a type.
            Shape::Type(ty) if names::is_unknown(ty) => self.types.push(syn::parse_quote!(())),
            Shape::Type(ty) => self.types.push(ty.clone()),
            Shape::List(inner) | Shape::Option(inner) => self.of_shape(inner),
            Shape::Struct(def) => {
                for field in &def.fields {
                    self.of_shape(&field.shape);
                }
            }
        }
    }

    /// Codecs and schemes, in a module that has ours and those around the endpoint, and nothing else.
    fn words(&self, krate: &Path, attributes: &[Attribute]) -> TokenStream {
        let (known_codecs, known_schemes) = (names::codecs(), names::schemes());
        let path = |module: &TokenStream, ty: &Type| match names::peeled(ty) {
            Type::Path(path) if path.qself.is_none() && path.path.get_ident().is_some() => {
                quote!(let _: #module::#path;)
            }
            ty => quote!(let _: #ty;),
        };
        let (codec, scheme) = (quote!(__codec), quote!(__scheme));
        let codecs = self.codecs.iter().map(|ty| path(&codec, ty));
        let schemes = self.schemes.iter().map(|ty| path(&scheme, ty));
        let of_fields = attributes.iter().filter_map(|attribute| {
            let is_codec = ["body", "part"].contains(&attribute.name.as_str());
            let codec = attribute.codec().map(|ty| path(&codec, &ty));
            is_codec.then(|| quote!(#codec let _: __codec::__;))
        });
        let of_fields: TokenStream = of_fields.collect();
        quote! {
            const _: () = {
                mod __codec {
                    pub(super) use #krate::codec::{#(#known_codecs),*};
                    pub(super) use #krate::__private::editor::codec::*;
                    pub(super) use super::*;
                }
                fn __editor() { #(#codecs)* let _: __codec::__; #of_fields }
            };
            const _: () = {
                mod __scheme {
                    pub(super) use #krate::auth::{#(#known_schemes),*};
                    pub(super) use #krate::__private::editor::scheme::*;
                    pub(super) use super::*;
                }
                fn __editor() { #(#schemes)* let _: __scheme::__; }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use syn::parse_quote;

    use super::*;
    use crate::parse::METHODS;
    use crate::parse::fields::QUERY_WORDS;
    use crate::parse::tokens::KEYS;
    use crate::styles;

    /// The statements for an attribute, without the paths in front of what was written.
    fn shown(tokens: &TokenStream) -> String {
        let item = quote!(
            struct Get<'a, T: Copy = u8> {
                id: &'a str,
                r#type: T,
                page: u8,
            }
        );
        shown_with(tokens, &item)
    }

    fn shown_with(tokens: &TokenStream, source: &TokenStream) -> String {
        let errors = Errors::new();
        let item = crate::parse::item::item(source, tokens, &errors).unwrap();
        let args = Args::parse(tokens.clone(), &names::unknown(&item.ident), &errors);
        errors.finish();
        let block = of_endpoint(tokens, &args, source, &item, &parse_quote!(::callpoint));
        let file: syn::File = syn::parse2(block).unwrap();
        let text = quote!(#file).to_string().replace(' ', "");
        let statements = text.split("let_").skip(1).map(|statement| {
            let end = statement.find(';').unwrap();
            statement[1..end].replace("::callpoint::__private::editor::", "")
        });
        statements.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_named() {
        let cases = [
            (
                quote!(GET, "/<id>/<type..>?<page>&<other>", auth = A + b::C | none, 200 => Link,),
                "method::GET method::__ option::auth option::__ Link () __codec::__ __scheme::A b::C __scheme::__ \
                 &__callpoint.id &__callpoint.r#type &__callpoint.page",
            ),
            (
                quote!(P, "/<id>", tim, body = Fo, errors = E, 404 => A { b: Vec<[C]>, d: } ),
                "method::P method::__ option::tim option::body option::errors option::__ E Vec<[C]> () () \
                 __codec::Fo __codec::__ __scheme::__ &__callpoint.id",
            ),
            (
                quote!(GET, "/", au 200 => , 201 => Link as, 404 => Rejected([B]) as Te("a/b"), crate = callpoint),
                "method::GET method::__ option::au option::__ () Link B () __codec::__ __scheme::__",
            ),
            (
                quote!(),
                "method::__ option::__ () __codec::__ __scheme::__",
            ),
        ];
        for (tokens, expected) in cases {
            assert_eq!(shown(&tokens), expected, "{tokens}");
        }
    }

    /// What is completed has the same text before it as what is not written yet.
    #[test]
    fn same_text_before_the_cursor() {
        let cases = [
            ("GET, \"/\", 200 => Link, 404 => |, 500 => A", "Marker"),
            ("GET, \"/\", 200 => Link, 404 => Rejected(|)", "Marker"),
            ("GET, \"/\", 200 => A { b: u8, c: | }, 404 => B", "Marker"),
            ("GET, \"/\", 200 => String as |, 404 => B as Text", "Marker"),
            ("GET, \"/\", auth = |, 404 => B as Text", "Marker"),
            ("GET, \"/\", auth = A, | 404 => B", "Marker"),
            ("GET, \"/\", auth = A, |, timeout = \"5s\"", "Marker"),
            ("|, \"/\", auth = A", "Marker"),
            ("POST, \"/\", body = Form(|), 404 => A", "Marker"),
            ("POST, \"/\", body = Form(lists = |), 404 => A", "Marker"),
        ];
        for (text, marker) in cases {
            let show = |word: &str| shown(&text.replace('|', word).parse().unwrap());
            let (with, without) = (show(marker), show(""));
            let before = &with[..with.find(marker).expect(text)];
            assert!(without.starts_with(before), "{text}: {with} {without}");
        }
    }

    /// What is shown of a struct with these fields, after what is shown of every struct.
    fn shown_of_fields(fields: &str) -> String {
        let shown = |fields: &str| {
            let source = format!("struct Get {{ {fields} }}").parse().unwrap();
            shown_with(&quote!(GET, "/", 200 => Link), &source)
        };
        let (with, without) = (shown(fields), shown(""));
        let (before, after) = without.split_once(" __scheme::__").unwrap();
        assert_eq!(after, "");
        let rest = with.strip_prefix(before).unwrap();
        rest.replacen(" __scheme::__", "", 1).trim().to_owned()
    }

    #[test]
    fn what_fields_name() {
        let cases = [
            (
                "a: u8, #[secret] #[query] b: u8, #[serde(default)] c: u8",
                "",
            ),
            (
                r#"#[query("q", style = csv, Display)] a: u8, #[path(style = label)] b: u8"#,
                "query::style query::Display query::__ query_style::csv query_style::__ \
                 path::style path::__ path_style::label path_style::__",
            ),
            (
                r#"#[header("X-A", Display)] a: u8, #[cookie("a", D)] b: u8"#,
                "header::Display header::__ header::D header::__",
            ),
            (
                r#"#[body(Form(lists = csv))] a: u8, #[part("b", self::C)] b: u8, #[body(Json, type = "a/b")] c: u8"#,
                "__codec::Form __codec::__ self::C __codec::__ __codec::Json __codec::__ \
                 form::lists form::__ form_style::csv form_style::__",
            ),
            (
                "#[query(style = )] a: u8, #[query(st style = de)] b: , #[query(J)] c",
                "query::style query::__ query_style::__ query::st query::__ query_style::__ \
                 query::J query::__ query_style::__",
            ),
            (
                r#"#[body()] a: u8, #[part("b",)] b: u8"#,
                "__codec::__ __codec::__",
            ),
        ];
        for (fields, expected) in cases {
            assert_eq!(shown_of_fields(fields), expected, "{fields}");
        }
    }

    #[test]
    fn same_text_before_the_cursor_in_fields() {
        let cases = [
            r#"#[query(|)] a: u8, #[header("X-A", Display)] b: u8"#,
            r#"#[query("a", |)] a: u8, #[path(style = csv)] b: u8"#,
            "#[query(|, style = csv)] a: u8",
            "#[query(style = |, flag)] a: u8",
            "#[query(style = |)] a: u8, #[query(style = csv)] b: u8",
            "#[path(style = |)] a: u8, #[query(flag)] b: u8",
            r#"#[header("X-A", |)] a: u8, #[query(flag)] b: u8"#,
            "#[query(flag)] a: u8, #[body(|)] b: u8",
            r#"#[part("a", |)] a: u8, #[part("b", self::C)] b: u8"#,
            "#[query(|)] a: , b: u8",
            "#[body(Form(|))] a: u8, #[query(flag)] b: u8",
            "#[body(Form(lists = |))] a: u8, #[query(flag)] b: u8",
        ];
        for text in cases {
            let show = |word: &str| shown_of_fields(&text.replace('|', word));
            let (with, without) = (show("Marker"), show(""));
            let before = &with[..with.find("Marker").expect(text)];
            assert!(without.starts_with(before), "{text}: {with} {without}");
        }
    }

    /// The core has a constant for each word.
    #[test]
    fn the_words_are_those_of_the_core() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src/private/editor.rs");
        let source = std::fs::read_to_string(path).unwrap();
        let keys = KEYS.into_iter().filter(|key| *key != "crate");
        let modules: [(&str, Vec<&str>); 9] = [
            ("option", keys.collect()),
            ("method", METHODS.to_vec()),
            ("query", QUERY_WORDS.to_vec()),
            ("path", vec!["style"]),
            ("header", vec!["Display"]),
            (
                "query_style",
                styles::NAMED.map(|style| style.word).to_vec(),
            ),
            (
                "path_style",
                styles::IN_PATH.map(|style| style.word).to_vec(),
            ),
            ("form", vec!["lists"]),
            ("form_style", styles::IN_FORM.map(|(word, _)| word).to_vec()),
        ];
        for (module, words) in modules {
            let begin = format!("pub mod {module} {{");
            let (_, content) = source.split_once(&begin).expect(module);
            let content = content.split("\n}").next().unwrap();
            let constants = content.split("pub const ").skip(1);
            let constants = constants.filter_map(|rest| rest.split(':').next());
            let words: BTreeSet<_> = words.into_iter().collect();
            assert_eq!(constants.collect::<BTreeSet<_>>(), words, "{module}");
        }
    }
}
