//! `#[derive(Param)]`: an enum travels in path, query and header by its serde names.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Path, Variant};

use crate::diag::{Errors, to_compile_errors};
use crate::names;
use crate::parse::serde_attr::{self, SerdeAttr};
use crate::responses::krate;

pub(crate) fn run(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let krate = krate(&item, &errors);
    let arms = arms(&item, &errors);
    let mistakes = errors.finish();
    let errors = to_compile_errors(&mistakes);
    let impl_ = param_impl(&item, &krate, &arms, mistakes.is_empty());
    quote!(#errors #impl_)
}

/// ```text
/// impl Param for Mode {
///     fn fmt_param(&self, f: &mut Formatter<'_>) -> fmt::Result {
///         f.write_str(match self { Self::Single => "single", Self::Recurrent => "recurrent" })
///     }
/// }
/// ```
fn param_impl(
    item: &DeriveInput,
    krate: &Path,
    arms: &[TokenStream],
    is_right: bool,
) -> TokenStream {
    let name = &item.ident;
    let (impl_generics, ty_generics, where_clause) = item.generics.split_for_impl();
    let body = if is_right {
        quote!(::core::fmt::Formatter::write_str(__f, match *self { #(#arms)* }))
    } else {
        quote!(let _ = __f; ::core::result::Result::Ok(()))
    };
    let derived = names::derived();
    quote! {
        #derived
        impl #impl_generics #krate::Param for #name #ty_generics #where_clause {
            fn fmt_param(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}

fn arms(item: &DeriveInput, errors: &Errors) -> Vec<TokenStream> {
    let Data::Enum(data) = &item.data else {
        let name = &item.ident;
        errors.at(
            name,
            format!("`Param` is derived for enums\nhelp: `impl Display for {name}`: whatever is `Display` can be sent"),
        );
        return Vec::new();
    };
    if data.variants.is_empty() {
        errors.at(&item.ident, format!("`{}` has no variant", item.ident));
    }
    serde_attr::check(&item.attrs, errors);
    let container = SerdeAttr::parse(&item.attrs);
    data.variants
        .iter()
        .filter_map(|variant| arm(variant, &container, errors))
        .collect()
}

fn arm(variant: &Variant, container: &SerdeAttr, errors: &Errors) -> Option<TokenStream> {
    serde_attr::check(&variant.attrs, errors);
    let name = &variant.ident;
    if !matches!(variant.fields, Fields::Unit) {
        let fields = &variant.fields;
        errors.at(fields, format!("`{name}` carries a value, so it has no name alone\nhelp: remove the value, or implement `Display` by hand"));
        return None;
    }
    let serde = SerdeAttr::parse(&variant.attrs);
    let wire = serde.variant_name(name, container);
    Some(quote!(Self::#name => #wire,))
}
