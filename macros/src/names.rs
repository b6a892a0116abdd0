//! Every name that the expansion takes from the runtime, and every name that it makes.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Path, Type};

use crate::model::Codec;

/// The codecs and schemes of the runtime, which a declaration names without importing them.
const CODECS: [&str; 10] = [
    "Json", "Form", "Text", "Raw", "Empty", "Xml", "Whole", "Stream", "Sse", "NdJson",
];

/// Those whose answers are handed over as they come.
const STREAMED: [&str; 3] = ["Stream", "Sse", "NdJson"];
const SCHEMES: [&str; 3] = ["Basic", "Bearer", "ApiKey"];

pub(crate) fn default_crate() -> Path {
    syn::parse_quote!(::callpoint)
}

/// What stands above every implementation of a trait that is not in a [`block`].
pub(crate) fn derived() -> TokenStream {
    let allowed = allowed();
    quote!(#[automatically_derived] #allowed)
}

/// The expansion speaks of what the user deprecates, and bounds what the user may have bounded: their code is not to blame for that.
pub(crate) fn allowed() -> TokenStream {
    quote!(#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)])
}

/// Implementations of traits in a block of their own, which takes the runtime's names in at once: they need no path there. Each begins with two
/// underscores, and so does whatever else the block makes, so that none of them is a name of the user's.
pub(crate) fn block(
    krate: &Path,
    cfgs: &[Attribute],
    impls: impl IntoIterator<Item = TokenStream>,
) -> TokenStream {
    let allowed = allowed();
    let names = quote!(use #krate::__private::names::*;);
    let content = braces([names].into_iter().chain(impls));
    quote! {
        #(#cfgs)*
        #allowed
        const _: () = #content;
    }
}

/// `{ … }`, into which the pieces are moved; `quote!` would copy them token by token.
pub(crate) fn braces(pieces: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, pieces.into_iter().collect())
}

/// `::callpoint::__private`
pub(crate) fn private(krate: &Path) -> TokenStream {
    quote!(#krate::__private)
}

/// The codec that a type names: one of ours by its word alone, any other by its path.
pub(crate) fn codec(krate: &Path, ty: &Type) -> Codec {
    let ours = known(ty, &CODECS);
    let is_ours = ours.is_some();
    let path = ours.map_or_else(|| quote!(#ty), |word| quote!(#krate::codec::#word));
    Codec {
        path,
        name: codec_name(ty),
        is_ours,
    }
}

/// Whether a type names a codec of the runtime's by its word alone.
pub(crate) fn is_our_codec(ty: &Type) -> bool {
    known(ty, &CODECS).is_some()
}

/// How a codec is called: by the last word of its path.
pub(crate) fn codec_name(ty: &Type) -> String {
    let last = match peeled(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    last.map_or_else(|| type_name(ty), |segment| segment.ident.to_string())
}

impl Codec {
    /// Whether the answers that it reads are handed over as they come.
    pub(crate) fn is_streamed(&self) -> bool {
        self.is_ours && STREAMED.contains(&self.name.as_str())
    }
}

/// A codec that nobody named, at the place of the type that it is for.
pub(crate) fn default_codec(krate: &Path, ty: &Type, name: &str) -> Codec {
    let word = Ident::new(name, ty.span());
    let path = quote_spanned!(ty.span()=> #krate::codec::#word);
    Codec {
        path,
        name: name.to_owned(),
        is_ours: true,
    }
}

/// The scheme that `auth = …` names.
pub(crate) fn scheme(krate: &Path, ty: &Type) -> TokenStream {
    known(ty, &SCHEMES).map_or_else(|| quote!(#ty), |word| quote!(#krate::auth::#word))
}

/// Whether a type is written as this word alone.
pub(crate) fn is_word(ty: &Type, word: &str) -> bool {
    known(ty, &[word]).is_some()
}

/// A type without the invisible brackets that `macro_rules` puts around a `$ty`, and without visible ones around it alone.
pub(crate) fn peeled(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peeled(&group.elem),
        Type::Paren(paren) => peeled(&paren.elem),
        ty => ty,
    }
}

fn known(ty: &Type, words: &[&str]) -> Option<Ident> {
    let Type::Path(path) = peeled(ty) else {
        return None;
    };
    let word = path.path.get_ident()?;
    (path.qself.is_none() && words.contains(&word.to_string().as_str())).then(|| word.clone())
}

/// `UpdateLinkError`
pub(crate) fn error_enum(item: &Ident) -> Ident {
    format_ident!("{}Error", item.unraw(), span = item.span())
}

/// `UpdateLinkOutput`
pub(crate) fn output_enum(item: &Ident) -> Ident {
    format_ident!("{}Output", item.unraw(), span = item.span())
}

/// A type as people write it: `Vec<Problem>`, not `Vec < Problem >`.
pub(crate) fn type_name(ty: &Type) -> String {
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
