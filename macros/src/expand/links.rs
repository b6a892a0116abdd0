//! Links from the docs of an endpoint to its types.

use quote::ToTokens as _;
use syn::{DeriveInput, GenericArgument, Ident, PathArguments, Type, Visibility};

use super::generics::mentions_any;
use crate::names::{has_ident, peeled};

/// What everybody knows, and what its page would not explain.
const KNOWN: [&str; 21] = [
    "String",
    "str",
    "bool",
    "char",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "Self",
    "Infallible",
    "PathBuf",
];

/// What is around the type that a reader looks for.
const WRAPPERS: [&str; 12] = [
    "Option", "Vec", "Box", "Arc", "Rc", "Cow", "Patch", "HashMap", "BTreeMap", "HashSet",
    "BTreeSet", "VecDeque",
];

/// Decides what is a link: types of a public item, which docs can lead to.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    item: &'a DeriveInput,
}

impl<'a> Links<'a> {
    pub(super) fn of_item(item: &'a DeriveInput) -> Self {
        Self { item }
    }

    fn are_shown(self) -> bool {
        matches!(self.item.vis, Visibility::Public(_))
    }

    /// A field's type, if the field is public: others may have private types.
    pub(super) fn of_field(self, field: &Ident, ty: &Type, text: &str) -> String {
        let syn::Data::Struct(data) = &self.item.data else {
            return code(text);
        };
        let field = data
            .fields
            .iter()
            .find(|it| it.ident.as_ref() == Some(field));
        match field.map(|field| &field.vis) {
            Some(Visibility::Public(_)) => self.of(ty, text),
            _ => code(text),
        }
    }

    /// The type under this text.
    pub(super) fn of(self, ty: &Type, text: &str) -> String {
        match self.target(ty).filter(|_| self.are_shown()) {
            Some(target) if target == text => format!("[{}]", code(text)),
            Some(target) => format!("[{}]({target})", code(text)),
            None => code(text),
        }
    }

    /// A path that is its own text.
    pub(super) fn to(self, path: &str) -> String {
        if self.are_shown() && !path.contains('#') {
            format!("[{}]", code(path))
        } else {
            code(path)
        }
    }

    /// The path to the type that a reader looks for: `Problem` of `Vec<Problem>`.
    fn target(self, ty: &Type) -> Option<String> {
        let path = match peeled(ty) {
            Type::Reference(reference) => return self.target(&reference.elem),
            Type::Slice(slice) => return self.target(&slice.elem),
            Type::Array(array) => return self.target(&array.elem),
            Type::Path(path) if path.qself.is_none() => &path.path,
            _ => return None,
        };
        let last = path.segments.last()?;
        let name = last.ident.to_string();
        if WRAPPERS.contains(&name.as_str()) {
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return None;
            };
            return arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(inner) => self.target(inner),
                _ => None,
            });
        }
        let first = path.segments.first()?.ident.to_token_stream();
        let is_unknown = KNOWN.contains(&name.as_str())
            || mentions_any(&first, &self.item.generics)
            || has_ident(&first, "Self");
        let words: Vec<_> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        // What a `macro_rules!` names by `$crate`, and raw names, have no path in docs.
        let is_plain = |word: &String| !word.contains(['$', '#']) && !word.starts_with("__");
        (!is_unknown && words.iter().all(is_plain)).then(|| {
            let start = path.leading_colon.map_or("", |_| "::");
            format!("{start}{}", words.join("::"))
        })
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
