//! The parts of a multipart form: values, files, and JSON.

use super::body::Writer;
use super::fields::{array, textual};
use super::types::{Use, inner};
use super::values::{code, json as json_expr, some};
use crate::document::{Param, Part};
use crate::json;
use crate::model::{Example, Expr, Field};
use crate::names::ident;
use crate::secrets::is_secret;
use crate::shape::Shape;

impl Writer<'_> {
    pub(super) fn multipart(&mut self, parts: &[Part]) -> &'static str {
        self.endpoint.options.push("body = Multipart".to_owned());
        let mut done: Vec<&str> = Vec::new();
        for part in parts {
            let wire = part.param.name.as_str();
            if done.contains(&wire) {
                continue;
            }
            done.push(wire);
            let same: Vec<&Part> = parts
                .iter()
                .filter(|part| part.param.name == wire)
                .collect();
            let name = self.name(wire);
            let mut field = self.part(&name, &same);
            let mut words = Vec::new();
            if name != wire {
                words.push(format!("{wire:?}"));
            }
            if is_json(part) && part.files.is_none() && field.ty != "String" {
                words.push("Json".to_owned());
            }
            let attr = match words.as_slice() {
                [] => "part".to_owned(),
                words => format!("part({})", words.join(", ")),
            };
            field.attrs.insert(0, attr);
            self.endpoint.fields.push(field);
        }
        "multipart/form-data"
    }

    fn part(&mut self, name: &str, parts: &[&Part]) -> Field {
        let first = parts[0];
        let params: Vec<Param> = parts.iter().map(|part| part.param.clone()).collect();
        let is_optional = self.context.is_optional(&params);
        let value = first.param.value.as_deref().unwrap_or_default();
        let mut field = textual(ident(name), &params, params.len() > 1, is_optional);
        if is_secret(&first.param.name) {
            field.attrs.push("secret".to_owned());
        }
        let files: Vec<&str> = parts
            .iter()
            .filter_map(|part| part.files.as_ref())
            .flatten()
            .map(|file| file_name(file))
            .collect();
        if first.files.is_some() {
            let uploads = files
                .iter()
                .map(|file| upload("", Some(file), first.media.as_deref()));
            let mut uploads: Vec<Expr> = uploads.collect();
            let is_list = files.len() > 1;
            let one = uploads
                .pop()
                .unwrap_or_else(|| upload("", None, first.media.as_deref()));
            uploads.push(one.clone());
            let value = if is_list { Expr::List(uploads) } else { one };
            let ty = if is_list { "Vec<Upload>" } else { "Upload" };
            field.example = match files.as_slice() {
                [] | [""] => None,
                [file] => Some(Example::Plain((*file).to_owned())),
                files => Some(Example::Json(array(files, &Shape::Text))),
            };
            return optional(field, ty.to_owned(), value, is_optional, &params);
        }
        if is_json(first)
            && params.len() == 1
            && let Some(read) = json::read(value)
        {
            let shape = Shape::of(&read.value);
            let wanted = inner(&self.endpoint.name, &first.param.name, &shape, None);
            let ty = self.context.types.ty(&shape, &wanted, Use::Written);
            let value = json_expr(&self.context.types, &shape, &read.value);
            field.example = Some(Example::Json(read.text));
            return optional(field, ty, value, is_optional, &params);
        }
        if let Some(media) = first
            .media
            .as_deref()
            .filter(|media| !media.starts_with("text/plain"))
        {
            let value = upload(value, None, Some(media));
            return optional(field, "Upload".to_owned(), value, is_optional, &params);
        }
        field
    }
}

fn optional(field: Field, ty: String, value: Expr, is_optional: bool, params: &[Param]) -> Field {
    if !is_optional {
        return Field { ty, value, ..field };
    }
    let is_sent = params.iter().any(|param| !param.disabled);
    Field {
        ty: format!("Option<{ty}>"),
        value: if is_sent { some(value) } else { code("None") },
        ..field
    }
}

fn is_json(part: &Part) -> bool {
    part.media
        .as_deref()
        .is_some_and(|media| media.contains("json"))
}

/// The last part of a path, of this system or of another.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

pub(super) fn upload(content: &str, file: Option<&str>, media: Option<&str>) -> Expr {
    let mut links = vec![format!("Upload::bytes({content:?})")];
    links.extend(
        file.filter(|file| !file.is_empty())
            .map(|file| format!(".file_name({file:?})")),
    );
    links.extend(media.map(|media| format!(".content_type({media:?})")));
    Expr::Chain(links)
}
