//! Every name that the expansion uses from the runtime, and every name that it generates.

use std::fmt;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{Attribute, GenericArgument, Generics, Path, PathArguments, Type, TypePath};

use crate::host;

/// The codecs of the runtime, which a declaration names without importing them: a codec of ours is a row here, and a file there.
const CODECS: [KnownCodec; 10] = [
    KnownCodec::new("Json", "application/json").fields(),
    KnownCodec::new("Form", "application/x-www-form-urlencoded").fields(),
    KnownCodec::new("Xml", "application/xml").fields(),
    KnownCodec::new("Text", "text/plain"),
    KnownCodec::new("Raw", "*/*"),
    KnownCodec::new("Empty", "*/*"),
    KnownCodec::new("Whole", "*/*"),
    KnownCodec::new("Stream", "*/*").streamed(),
    KnownCodec::new("Sse", "text/event-stream").streamed(),
    KnownCodec::new("NdJson", "application/x-ndjson").streamed(),
];

/// The schemes of the runtime, which a declaration names without importing them.
const SCHEMES: [&str; 3] = ["Basic", "Bearer", "ApiKey"];

/// What the macro has to know of a codec before there is a type.
#[derive(Clone, Copy)]
pub(crate) struct KnownCodec {
    pub(crate) word: &'static str,
    /// What it reads.
    pub(crate) media_type: &'static str,
    /// Whether it writes the fields that are left over; others write one value as a whole.
    pub(crate) has_fields: bool,
    /// Whether the response that it reads is handed over as a stream.
    pub(crate) is_streamed: bool,
}

impl KnownCodec {
    const fn new(word: &'static str, media_type: &'static str) -> Self {
        Self {
            word,
            media_type,
            has_fields: false,
            is_streamed: false,
        }
    }

    const fn fields(mut self) -> Self {
        self.has_fields = true;
        self
    }

    const fn streamed(mut self) -> Self {
        self.is_streamed = true;
        self
    }
}

/// The names of the codecs that need no feature.
pub(crate) fn codecs() -> impl Iterator<Item = Ident> {
    let always = CODECS.into_iter().filter(|codec| codec.word != "Xml");
    always.map(|codec| Ident::new(codec.word, Span::call_site()))
}

/// The names of the schemes.
pub(crate) fn schemes() -> impl Iterator<Item = Ident> {
    SCHEMES
        .into_iter()
        .map(|word| Ident::new(word, Span::call_site()))
}

/// The codec of the runtime's that a type names by its word alone.
pub(crate) fn known_codec(ty: &Type) -> Option<KnownCodec> {
    CODECS.into_iter().find(|codec| is_word(ty, codec.word))
}

/// Whether a type names a scheme of the runtime's by its word alone.
pub(crate) fn known_scheme(ty: &Type) -> bool {
    SCHEMES.iter().any(|scheme| is_word(ty, scheme))
}

/// The codec for a media type, and whether that is its own.
pub(crate) fn codec_for(media_type: &str) -> (&'static str, bool) {
    if let Some(codec) = CODECS.iter().find(|codec| codec.media_type == media_type) {
        return (codec.word, true);
    }
    let word = match media_type {
        _ if media_type.ends_with("json") => "Json",
        _ if media_type.ends_with("xml") => "Xml",
        _ if media_type.starts_with("text/") => "Text",
        _ => "Raw",
    };
    (word, false)
}

/// The codec that a word in lower case probably means: no type is written so.
pub(crate) fn meant_codec(ty: &Type) -> Option<&'static str> {
    let codecs = CODECS.into_iter().map(|codec| codec.word);
    meant(ty, codecs.chain(["Multipart"]))
}

/// The scheme that a word in lower case probably means.
pub(crate) fn meant_scheme(ty: &Type) -> Option<&'static str> {
    meant(ty, SCHEMES.into_iter().chain(["OAuth2"]))
}

fn meant(ty: &Type, mut words: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let Type::Path(path) = peeled(ty) else {
        return None;
    };
    let written = path.path.get_ident()?.to_string();
    let is_lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let plain = written.replace('_', "");
    let found = words.find(|word| word.eq_ignore_ascii_case(&plain));
    found.filter(|_| written.chars().all(is_lower))
}

pub(crate) fn default_crate() -> Path {
    syn::parse_quote!(::callpoint)
}

/// The expansion uses items that the user deprecates and may repeat bounds: the user should get no warnings for that.
pub(crate) fn allowed() -> TokenStream {
    quote!(#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)])
}

/// The same for items of these parameters: where there are none, no bound repeats.
pub(crate) fn allowed_with(generics: &Generics) -> TokenStream {
    if generics.params.is_empty() && generics.where_clause.is_none() {
        quote!(#[allow(deprecated)])
    } else {
        allowed()
    }
}

/// Implementations in a block of their own, which takes the runtime's names in at once: they need no path there, and hide what the user calls the
/// same around the declaration. What the declaration itself calls the same, [`apart`](crate::hygiene::apart) keeps apart.
pub(crate) fn block(
    krate: &Path,
    cfgs: &[Attribute],
    impls: impl IntoIterator<Item = TokenStream>,
) -> TokenStream {
    block_with(&allowed(), krate, cfgs, impls)
}

/// The same with its own [`allowed`].
pub(crate) fn block_with(
    allowed: &TokenStream,
    krate: &Path,
    cfgs: &[Attribute],
    impls: impl IntoIterator<Item = TokenStream>,
) -> TokenStream {
    let content = braces([imports(krate)].into_iter().chain(impls));
    quote! {
        #(#cfgs)*
        #allowed
        const _: () = #content;
    }
}

/// The runtime's names. [`apart`](crate::hygiene::apart) recognizes it by its form.
pub(crate) fn imports(krate: &Path) -> TokenStream {
    quote!(use #krate::__private::names::*;)
}

/// `{ … }`, into which the pieces are moved; `quote!` would copy them token by token.
pub(crate) fn braces(pieces: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, pieces.into_iter().collect())
}

/// `::callpoint::__private`
pub(crate) fn private(krate: &Path) -> TokenStream {
    quote!(#krate::__private)
}

/// A codec and how it is called in the metadata.
#[derive(Clone)]
pub(crate) struct Codec {
    pub(crate) path: TokenStream,
    pub(crate) name: String,
    /// Which one of the runtime's it is.
    pub(crate) known: Option<KnownCodec>,
    /// What takes the place of its own media type.
    pub(crate) media_type: Option<String>,
    /// How a form writes lists, if the declaration says it.
    pub(crate) lists: Option<String>,
    /// Whether it is JSON that nobody named: what most declarations have, for which a [`block`] has a short name.
    pub(crate) is_default_json: bool,
}

/// The codec that a type names: one of ours by its word alone, any other by its path.
pub(crate) fn codec(krate: &Path, ty: &Type) -> Codec {
    let known = known_codec(ty);
    let path = known
        .and_then(|codec| word(ty, &[codec.word]))
        .map_or_else(|| quote!(#ty), |word| quote!(#krate::codec::#word));
    Codec {
        path,
        name: codec_name(ty),
        known,
        media_type: None,
        lists: None,
        is_default_json: false,
    }
}

/// The name of a codec: the last segment of its path.
pub(crate) fn codec_name(ty: &Type) -> String {
    let last = match peeled(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    last.map_or_else(|| type_name(ty), |segment| segment.ident.to_string())
}

/// As the docs of an endpoint say it.
impl fmt::Display for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.media_type, &self.lists) {
            (Some(media_type), _) => write!(f, "{}({media_type:?})", self.name),
            (None, Some(lists)) => write!(f, "{}(lists = {lists})", self.name),
            (None, None) => f.write_str(&self.name),
        }
    }
}

impl Codec {
    /// The media type that it reads, if the macro knows it.
    pub(crate) fn own_media_type(&self) -> Option<&str> {
        let known = || self.known.map(|codec| codec.media_type);
        self.media_type.as_deref().or_else(known)
    }

    /// Its path inside of a function in a [`block`]. Signatures, which docs show, have the whole one.
    pub(crate) fn in_block(&self) -> TokenStream {
        if self.is_default_json {
            quote!(__Json)
        } else {
            self.path.clone()
        }
    }

    /// Whether it hands the whole response to the type.
    pub(crate) fn is_whole(&self) -> bool {
        self.known.is_some_and(|codec| codec.word == "Whole")
    }

    /// Whether the responses that it reads are streamed.
    pub(crate) fn is_streamed(&self) -> bool {
        self.known.is_some_and(|codec| codec.is_streamed)
    }
}

/// The default codec. It has no span of the user's: an editor would lead there from the type as well.
pub(crate) fn default_codec(krate: &Path, name: &str) -> Codec {
    let word = Ident::new(name, Span::call_site());
    let path = quote!(#krate::codec::#word);
    Codec {
        path,
        name: name.to_owned(),
        known: CODECS.into_iter().find(|codec| codec.word == name),
        media_type: None,
        lists: None,
        is_default_json: name == "Json",
    }
}

/// The scheme that `auth = …` names.
pub(crate) fn scheme(krate: &Path, ty: &Type) -> TokenStream {
    word(ty, &SCHEMES).map_or_else(|| quote!(#ty), |word| quote!(#krate::auth::#word))
}

/// Whether a type is written as this word alone.
pub(crate) fn is_word(ty: &Type, word: &str) -> bool {
    self::word(ty, &[word]).is_some()
}

/// A type without the invisible brackets that `macro_rules` puts around a `$ty`, and without visible ones around it alone.
pub(crate) fn peeled(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peeled(&group.elem),
        Type::Paren(paren) => peeled(&paren.elem),
        ty => ty,
    }
}

/// Whether an identifier occurs in the tokens, in whatever place.
pub(crate) fn has_ident(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => has_ident(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn word(ty: &Type, words: &[&str]) -> Option<Ident> {
    let Type::Path(path) = peeled(ty) else {
        return None;
    };
    let word = path.path.get_ident()?;
    (path.qself.is_none() && words.contains(&word.to_string().as_str())).then(|| word.clone())
}

/// Whether two names are one: `r#Gone` is `Gone`.
pub(crate) fn is_same(one: &Ident, other: &Ident) -> bool {
    one.unraw() == other.unraw()
}

/// `UpdateLinkError`
pub(crate) fn error_enum(item: &Ident) -> Ident {
    format_ident!("{}Error", item.unraw(), span = item.span())
}

/// `UpdateLinkOutput`
pub(crate) fn output_enum(item: &Ident) -> Ident {
    format_ident!("{}Output", item.unraw(), span = item.span())
}

/// The type of what is not written yet: for rustc an alias, which a declaration with mistakes brings along.
pub(crate) fn unknown(item: &Ident) -> Type {
    let name = format_ident!("__{}Unknown", item.unraw());
    // A path that leads nowhere is an error type to rust-analyzer, without a message. It would offer an alias where a type is completed.
    if host::is_editor() {
        syn::parse_quote!(::#name)
    } else {
        syn::parse_quote!(#name)
    }
}

/// Whether it is such an [`unknown`] type.
pub(crate) fn is_unknown(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let name = path.path.segments.last().map(|last| last.ident.to_string());
    name.is_some_and(|name| name.starts_with("__") && name.ends_with("Unknown"))
}

/// The type of a field that has none yet, but which the template names. Its values are of any type.
pub(crate) fn untyped() -> Type {
    Type::Verbatim(quote!(::std::string::String))
}

/// Whether it is [`untyped`]: nothing that syn parses as the type of a field has this form.
pub(crate) fn is_untyped(ty: &Type) -> bool {
    matches!(ty, Type::Verbatim(_))
}

/// A type as conventionally formatted: `Vec<Problem>`, not `Vec < Problem >`.
pub(crate) fn type_name(ty: &Type) -> String {
    if let Some(name) = plain_name(ty) {
        return name;
    }
    let spaced = quote!(#ty).to_string();
    if !spaced.contains(' ') {
        return spaced;
    }
    let mut name = String::new();
    let relative = spaced.contains(':').then(|| without_absolutes(&spaced));
    let rest = relative.as_deref().unwrap_or(&spaced);
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        if letter != ' ' || is_separator(&name, next) {
            name.push(letter);
        }
    }
    name
}

/// The name of a path whose arguments are such types too: what most types are, without a text of their tokens.
fn plain_name(ty: &Type) -> Option<String> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return None;
    };
    if path.leading_colon.is_some() {
        return None;
    }
    let mut name = String::new();
    for segment in &path.segments {
        if !name.is_empty() {
            name.push_str("::");
        }
        name.push_str(&segment.ident.to_string());
        let arguments = match &segment.arguments {
            PathArguments::None => continue,
            PathArguments::AngleBracketed(arguments) if arguments.colon2_token.is_none() => {
                &arguments.args
            }
            PathArguments::AngleBracketed(_) | PathArguments::Parenthesized(_) => return None,
        };
        let arguments = arguments.iter().map(|argument| match argument {
            GenericArgument::Type(ty) => plain_name(ty),
            _ => None,
        });
        let arguments: Vec<String> = arguments.collect::<Option<_>>()?;
        name.push('<');
        name.push_str(&arguments.join(", "));
        name.push('>');
    }
    Some(name)
}

/// Types with the paths that the macro gives to `Vec` and `Option`, without them.
fn without_absolutes(spaced: &str) -> String {
    let mut rest = spaced;
    for absolute in [":: std :: vec :: ", ":: core :: option :: "] {
        if let Some(relative) = rest.strip_prefix(absolute) {
            rest = relative;
        }
    }
    rest.replace("< :: std :: vec :: Vec", "< Vec")
        .replace("< :: core :: option :: Option", "< Option")
}

/// Whether a space between what is written and what comes next separates two words, or makes a list or a bound readable.
fn is_separator(written: &str, next: char) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
    let last = written.chars().last().unwrap_or(' ');
    let last_word = written.rsplit(|c| !is_word(c)).next().unwrap_or_default();
    let before_group = next == '['
        && (last_word.starts_with('\'') || ["mut", "dyn", "const"].contains(&last_word));
    let is_spaced =
        ",;+=".contains(last) || "+=".contains(next) || (last == ':' && !written.ends_with("::"));
    !",>;".contains(next) && ((is_word(last) && is_word(next)) || is_spaced || before_group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_read_as_written() {
        for written in [
            "Link",
            "Vec<Problem>",
            "HashMap<String, Vec<u8>>",
            "&'a str",
            "Option<&'a [u8]>",
            "[u8; 4]",
            "serde_json::Value",
            "(u8, String)",
            "Box<dyn Error + Send>",
            "()",
        ] {
            let ty: Type = syn::parse_str(written).unwrap();
            assert_eq!(type_name(&ty), written);
        }
    }
}
