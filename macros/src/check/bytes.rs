//! Bytes that would be sent as a list of numbers: `b"abc"` as `97`, `98`, `99`.

use syn::{GenericArgument, LitStr, PathArguments, Type};

use crate::diag::Errors;
use crate::model::optional_type;
use crate::names::{is_word, peeled};
use crate::parse::fields::Field as Written;

/// A part without a codec is one value or a list of values, and each number of a list would become a separate part.
pub(super) fn check_part(written: &Written, name: Option<&LitStr>, errors: &Errors) {
    let Some(is_list) = depth(&written.ty).map(|depth| depth > 1) else {
        return;
    };
    let (field, ident) = (written.name(), &written.ident);
    let upload = match (is_list, optional_type(&written.ty)) {
        (true, _) => "Vec<Upload>",
        (false, Some(_)) => "Option<Upload>",
        (false, None) => "Upload",
    };
    // A codec writes one value, so it does not help with a list of files.
    let codec = match name {
        _ if is_list => String::new(),
        Some(name) => format!(", or `#[part({:?}, Raw)]`", name.value()),
        None => ", or `#[part(Raw)]`".to_owned(),
    };
    errors.at(
        &written.ty,
        format!("`{field}` is bytes, but each byte would be sent as a separate part, as a number\nhelp: write `{ident}: {upload}`{codec}; for a list of small numbers write `Vec<u16>`"),
    );
}

/// A whole body without a named codec is JSON, which has no bytes.
pub(super) fn check_body(written: &Written, errors: &Errors) {
    if depth(&written.ty) == Some(1) {
        let field = written.name();
        errors.at(
            &written.ty,
            format!("`{field}` is bytes, which JSON would send as an array of numbers\nhelp: write `#[body(Raw)]`, or `#[body(Json)]` for the array"),
        );
    }
}

/// The number of nested lists around the bytes of a type, including the byte list itself; `None` if it holds no bytes.
fn depth(ty: &Type) -> Option<usize> {
    let item = match peeled(ty) {
        Type::Reference(reference) => return depth(&reference.elem),
        Type::Slice(slice) => &*slice.elem,
        Type::Array(array) => &*array.elem,
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return None;
            };
            let inner = arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(inner) => Some(inner),
                _ => None,
            })?;
            match last.ident.to_string().as_str() {
                "Vec" | "VecDeque" => inner,
                "Option" | "Box" | "Rc" | "Arc" | "Cow" => return depth(inner),
                _ => return None,
            }
        }
        _ => return None,
    };
    if is_word(item, "u8") {
        return Some(1);
    }
    depth(item).map(|depth| depth + 1)
}
