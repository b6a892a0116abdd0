//! One accessor over all variants that carry the same type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{Type, Visibility};

use crate::case::snake_case;
use crate::model::{Response, generic_argument};
use crate::names::{braces, peeled};

/// `any_problem()`, where several variants carry a `Problem`; nothing where no two carry the same type.
pub(super) fn accessors<'a>(
    responses: &'a [Response],
    vis: &'a Visibility,
) -> impl Iterator<Item = TokenStream> + 'a {
    let groups = groups(responses);
    let names: Vec<_> = groups
        .iter()
        .map(|group| group.first().and_then(|first| name(&first.ty)))
        .collect();
    groups
        .into_iter()
        .zip(names.clone())
        .filter_map(move |(group, name)| {
            // Two types of one name, of different modules, would be two methods of one name.
            let name = name?;
            let is_one = names
                .iter()
                .flatten()
                .filter(|other| **other == name)
                .count()
                == 1;
            let ty = &group.first()?.ty;
            is_one.then(|| accessor(&name, ty, &group, responses.len(), vis))
        })
}

/// The responses with the same type, where there are several.
fn groups(responses: &[Response]) -> Vec<Vec<&Response>> {
    if responses.len() < 2 {
        return Vec::new();
    }
    let mut groups: Vec<(String, Vec<&Response>)> = Vec::new();
    for response in responses.iter().filter(|response| !response.is_empty()) {
        // `Vec<Item>` is one type, whether it is declared inline or named.
        let text = response.type_name.clone();
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, group)) => group.push(response),
            None => groups.push((text, vec![response])),
        }
    }
    let groups = groups.into_iter().map(|(_, group)| group);
    groups.filter(|group| group.len() > 1).collect()
}

/// `problem`, `problem_list` of a `Vec<Problem>`, `optional_problem`.
fn name(ty: &Type) -> Option<String> {
    match generic_argument(ty) {
        Some((outer, inner)) if outer == "Vec" => return Some(name(inner)? + "_list"),
        Some((outer, inner)) if outer == "Option" => {
            return Some(format!("optional_{}", name(inner)?));
        }
        Some((outer, inner)) if outer == "Box" => return name(inner),
        _ => {}
    }
    let Type::Path(path) = peeled(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    Some(snake_case(&last.ident.unraw().to_string()))
}

fn accessor(
    name: &str,
    ty: &Type,
    group: &[&Response],
    all: usize,
    vis: &Visibility,
) -> TokenStream {
    let method = format_ident!("any_{name}");
    let variants: Vec<_> = group.iter().map(|response| &response.variant).collect();
    let names: Vec<_> = variants
        .iter()
        .map(|variant| format!("`{variant}`"))
        .collect();
    let doc = match names.split_last() {
        Some((last, first)) => format!(
            "The content of {} or {last}, if it is one of them.",
            first.join(", ")
        ),
        None => String::new(),
    };
    let otherwise = (group.len() < all).then(|| quote!(_ => __None,));
    let arms = quote!(#(Self::#variants(__content))|* => __Some(__content),);
    let arms = braces([arms].into_iter().chain(otherwise));
    quote! {
        #[doc = #doc]
        #[must_use]
        #vis const fn #method(&self) -> __private::Option<&#ty> {
            match self #arms
        }
    }
}
