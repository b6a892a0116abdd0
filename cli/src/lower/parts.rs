//! The parts of a multipart form: values, files, and JSON.

use std::collections::HashMap;

use callpoint_documents::__private::{is_secret, json};
use callpoint_documents::description::{Parameter, Part};

use super::field::{array, is_optional, textual};
use super::types::{Use, inner};
use super::values::{code, json as json_expr, some};
use super::writer::Writer;
use crate::model::{Example, Expr, Field};
use crate::names::ident;
use crate::shape::Shape;

impl Writer<'_, '_> {
    pub(super) fn multipart(&mut self, parts: &[Part]) -> &'static str {
        self.endpoint.options.push("body = Multipart".to_owned());
        let mut groups: Vec<Vec<&Part>> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for part in parts {
            let wire = part.parameter.name.as_str();
            let group = *known.entry(wire).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(group) => group.push(part),
                None => groups.push(vec![part]),
            }
        }
        for same in groups {
            let part = same[0];
            let wire = part.parameter.name.as_str();
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
        let params: Vec<&Parameter> = parts.iter().map(|part| &part.parameter).collect();
        let is_optional = is_optional(&params);
        for header in parts.iter().flat_map(|part| &part.headers) {
            self.endpoint.notes.push(format!(
                "the header `{}` of the part `{}` is left out: a part has no headers",
                header.name, first.parameter.name
            ));
        }
        let value = first.parameter.value().unwrap_or_default();
        let mut field = textual(ident(name), &params, params.len() > 1, is_optional);
        if first.parameter.secret || is_secret(&first.parameter.name) {
            field.attrs.push("secret".to_owned());
        }
        let mut of_parts: Vec<(&Part, &str)> = Vec::new();
        for part in parts {
            let files = part.files.iter().flatten();
            of_parts.extend(files.map(|file| (*part, file_name(file))));
        }
        let files: Vec<&str> = of_parts.iter().map(|(_, file)| *file).collect();
        if first.files.is_some() {
            let uploads = of_parts.iter().map(|(part, file)| {
                let content = part.parameter.value().unwrap_or_default();
                upload(content, Some(file), part.media_type.as_deref())
            });
            let mut uploads: Vec<Expr> = uploads.collect();
            let is_list = files.len() > 1;
            let one = uploads
                .pop()
                .unwrap_or_else(|| upload("", None, first.media_type.as_deref()));
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
            let shape = Shape::of_body(&read);
            let wanted = inner(&self.endpoint.name, &first.parameter.name, &shape, None);
            let ty = self.context.types.ty(&shape, &wanted, Use::Written);
            let value = json_expr(&self.context.types, &shape, &read.value);
            field.example = Some(Example::Json(read.text));
            return optional(field, ty, value, is_optional, &params);
        }
        if let Some(media) = first
            .media_type
            .as_deref()
            .filter(|media| !media.starts_with("text/plain"))
        {
            let value = upload(value, None, Some(media));
            return optional(field, "Upload".to_owned(), value, is_optional, &params);
        }
        field
    }
}

fn optional(
    field: Field,
    ty: String,
    value: Expr,
    is_optional: bool,
    params: &[&Parameter],
) -> Field {
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
    part.media_type
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
