//! What Swagger 2.0 has in a form of its own: the server, bodies, and parameters without a schema.

use callpoint_core::meta::QueryForm;

use super::body::MediaKind;
use super::node::{Node, shown};
use super::parameters::{Declared, Location};
use super::{Reader, examples};
use crate::description::{Body, Content, Parameter, Part, RequestBody, Style};
use crate::value::Value;

impl<'a> Reader<'a> {
    /// The body: a parameter in `body`, or those in `formData`.
    pub(super) fn swagger_body(
        &mut self,
        node: &Node<'a, '_>,
        declared: &[Declared<'a>],
    ) -> Option<RequestBody> {
        let media_types = self.media_types("consumes", node);
        let body = declared
            .iter()
            .find(|declared| declared.location == Location::Body);
        if let Some(body) = body {
            return Some(self.whole_body(body, media_types));
        }
        let fields: Vec<&Declared<'a>> = declared
            .iter()
            .filter(|declared| declared.location == Location::Form)
            .collect();
        if fields.is_empty() {
            return None;
        }
        let is_file = |field: &&Declared<'a>| {
            field.resolved.value.get("type").and_then(Value::as_str) == Some("file")
        };
        let has_file = fields.iter().any(is_file);
        let mut media_types: Vec<String> = media_types
            .into_iter()
            .filter(|media_type| match MediaKind::of(&essence(media_type)) {
                MediaKind::Multipart => true,
                MediaKind::UrlEncoded => !has_file,
                _ => false,
            })
            .collect();
        if media_types.is_empty() {
            let default = if has_file {
                "multipart/form-data"
            } else {
                "application/x-www-form-urlencoded"
            };
            media_types.push(default.to_owned());
        }
        let parameters: Vec<(Parameter, bool)> = fields
            .iter()
            .map(|field| {
                let node = field.resolved.node();
                (self.parameter(&node, field, false), is_file(field))
            })
            .collect();
        let mut body = RequestBody {
            required: parameters.iter().any(|(parameter, _)| parameter.required),
            ..RequestBody::default()
        };
        for media_type in media_types {
            if !self.spend(node, &Value::Array(Vec::new())) {
                break;
            }
            let content = if MediaKind::of(&essence(&media_type)) == MediaKind::Multipart {
                let part = |(parameter, is_file): &(Parameter, bool)| Part {
                    parameter: parameter.clone(),
                    files: is_file.then(Vec::new),
                    ..Part::default()
                };
                Body::Multipart(parameters.iter().map(part).collect())
            } else {
                Body::Form(
                    parameters
                        .iter()
                        .map(|(parameter, _)| parameter.clone())
                        .collect(),
                )
            };
            body.contents.push(Content::new(Some(media_type), content));
        }
        Some(body)
    }

    fn whole_body(&mut self, declared: &Declared<'a>, media_types: Vec<String>) -> RequestBody {
        let node = declared.resolved.node();
        let mut body = RequestBody {
            name: declared.resolved.name.clone(),
            required: node.flag("required"),
            doc: node.text_of("description").unwrap_or_default(),
            contents: Vec::new(),
        };
        let is_shared = declared.resolved.is_shared();
        body.contents = self.swagger_alternatives(&node, is_shared, media_types);
        body
    }

    /// The body of a response.
    pub(super) fn swagger_contents(
        &mut self,
        node: &Node<'a, '_>,
        is_shared: bool,
        operation: &Node<'a, '_>,
    ) -> Vec<Content> {
        if node.get("schema").is_none() && node.get("examples").is_none() {
            return Vec::new();
        }
        let media_types = self.media_types("produces", operation);
        self.swagger_alternatives(node, is_shared, media_types)
    }

    /// One schema in several media types.
    fn swagger_alternatives(
        &mut self,
        node: &Node<'a, '_>,
        is_shared: bool,
        media_types: Vec<String>,
    ) -> Vec<Content> {
        let schema = node.get("schema");
        let is_file = schema.as_ref().is_some_and(|schema| self.is_binary(schema));
        let examples = node.get("examples");
        let mut contents = Vec::new();
        for media_type in media_types {
            if let Some(schema) = &schema
                && !self.spend(schema, schema.value)
            {
                break;
            }
            let form = MediaKind::of(&essence(&media_type));
            let example = examples
                .as_ref()
                .and_then(|examples| examples.value.get(&media_type));
            let body = if is_file {
                Body::File(None)
            } else {
                let example = example.map(|value| examples::body(value, form == MediaKind::Json));
                Body::Whole {
                    examples: example
                        .into_iter()
                        .map(crate::description::Example::new)
                        .collect(),
                    schema: schema
                        .as_ref()
                        .map(|schema| Box::new(self.shared_schema(schema, is_shared))),
                }
            };
            contents.push(Content::new(Some(media_type), body));
        }
        if is_file
            && contents
                .iter()
                .all(|content| MediaKind::of(&content.essence()) == MediaKind::Json)
        {
            // Nothing says what kind of file it is.
            contents = vec![Content::new(
                Some("application/octet-stream".to_owned()),
                Body::File(None),
            )];
        }
        contents
    }

    /// `consumes` or `produces`: the operation's own, or else the document's, or else JSON.
    fn media_types(&mut self, name: &str, operation: &Node<'a, '_>) -> Vec<String> {
        let root = Node::at(&self.files.list[0].value, 0, "");
        let own = operation.get(name);
        let list = own.or_else(|| root.get(name));
        let mut media_types: Vec<String> = Vec::new();
        for item in list.iter().flat_map(Node::items) {
            let Some(text) = item
                .value
                .as_str()
                .map(str::trim)
                .filter(|text| !text.is_empty())
            else {
                self.expected("a media type", &item);
                continue;
            };
            if media_types.len() < 64 && !media_types.iter().any(|known| known == text) {
                media_types.push(text.to_owned());
            }
        }
        if media_types.is_empty() {
            media_types.push("application/json".to_owned());
        }
        media_types
    }

    /// A parameter that is its own schema.
    pub(super) fn swagger_parameter(
        &mut self,
        node: &Node<'a, '_>,
        location: Location,
        parameter: &mut Parameter,
    ) {
        // Some documents have a schema, as 3.0 does.
        if let Some(schema) = node.get("schema") {
            parameter.schema = Some(Box::new(self.schema(&schema)));
        } else {
            let mut schema = self.schema(node);
            schema.doc.clear();
            for name in ["name", "in", "collectionFormat", "allowEmptyValue"] {
                schema.other.remove(name);
            }
            for (name, _) in parameter.extensions.iter() {
                schema.other.remove(name);
            }
            parameter.schema = Some(Box::new(schema));
        }
        let is_list = node.str_of("type") == Some("array");
        if !is_list {
            return;
        }
        let joined = |separator| Style::Query(QueryForm::Joined { separator });
        let is_pairs = matches!(
            location,
            Location::Query | Location::Form | Location::Cookie
        );
        parameter.style = match node.str_of("collectionFormat").unwrap_or("csv") {
            "multi" if is_pairs => Style::Default,
            "csv" if is_pairs => joined(","),
            "ssv" if is_pairs => joined("%20"),
            "tsv" if is_pairs => joined("%09"),
            "pipes" if is_pairs => joined("%7C"),
            "csv" => Style::Default,
            other => {
                let other = shown(other);
                self.note(
                    node,
                    format!(
                        "the format `{other}` of a list is not known here; the default is taken"
                    ),
                );
                Style::Default
            }
        };
    }
}

fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
