//! What only the attribute names: after a mistake the expansion names it too, or rustc would say that the import of it is unused.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{DeriveInput, GenericParam, Type};

use crate::model::Auth;
use crate::names;
use crate::parse::arms::Arm;
use crate::parse::options::Options;

/// The types of options and the codecs of arms, without ours and without those of type parameters.
pub(super) fn mentioned(options: &Options, arms: &[Arm], item: &DeriveInput) -> Vec<Type> {
    let mut found = Vec::new();
    of_options(options, &mut found);
    for arm in arms {
        found.extend(arm.response.codec.as_ref().map(|codec| codec.ty.clone()));
    }
    found.retain(|ty| is_own(ty, item));
    found
}

fn of_options(options: &Options, found: &mut Vec<Type>) {
    match options.auth.as_ref().map(|given| &given.value) {
        Some(Auth::Scheme(scheme)) => found.push(scheme.clone()),
        Some(Auth::AnyOf { alternatives, .. }) => found.extend(alternatives.concat()),
        Some(Auth::None) | None => {}
    }
    found.extend(options.misread.iter().flat_map(words));
    found.extend(options.base.as_ref().map(|given| given.value.clone()));
    found.extend(options.errors.as_ref().map(|given| given.value.clone()));
    found.extend(options.body.as_ref().map(|given| given.value.ty.clone()));
}

/// The names of types in a value that cannot be read: those that nothing belongs to, such as the values of `Bearer::new("token")`.
fn words(tokens: &TokenStream) -> Vec<Type> {
    let mut found = Vec::new();
    let mut tokens = tokens.clone().into_iter().peekable();
    let mut is_after_colon = false;
    while let Some(token) = tokens.next() {
        let is_alone = !std::mem::take(&mut is_after_colon);
        match token {
            TokenTree::Ident(word) => {
                let is_type = word.to_string().starts_with(char::is_uppercase);
                let is_last = match tokens.peek() {
                    Some(TokenTree::Punct(next)) => next.as_char() != ':',
                    Some(TokenTree::Group(_)) => false,
                    _ => true,
                };
                if is_type && is_last && is_alone {
                    found.push(syn::parse_quote!(#word));
                }
            }
            TokenTree::Group(list) if list.delimiter() == Delimiter::Bracket => {
                found.extend(words(&list.stream()));
            }
            TokenTree::Punct(punct) => is_after_colon = punct.as_char() == ':',
            _ => {}
        }
    }
    found
}

/// Whether it is one that an import may be for.
fn is_own(ty: &Type, item: &DeriveInput) -> bool {
    let Type::Path(path) = names::peeled(ty) else {
        return false;
    };
    let is_ours = names::known_codec(ty).is_some() || names::known_scheme(ty);
    let is_word = ["Multipart", "OAuth2", "None", "Option", "Optional"];
    let is_word = is_word.iter().any(|word| names::is_word(ty, word));
    let tokens = path.to_token_stream();
    let mut parameters = item
        .generics
        .params
        .iter()
        .map(|parameter| match parameter {
            GenericParam::Type(parameter) => &parameter.ident,
            GenericParam::Const(parameter) => &parameter.ident,
            GenericParam::Lifetime(parameter) => &parameter.lifetime.ident,
        });
    let is_generic = names::has_ident(&tokens, "Self")
        || parameters.any(|parameter| names::has_ident(&tokens, &parameter.to_string()));
    !is_ours && !is_word && !is_generic && !names::is_unknown(ty)
}
