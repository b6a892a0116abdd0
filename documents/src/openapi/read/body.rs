//! Bodies by media type.

use super::node::Node;
use super::{Reader, examples};
use crate::description::{Body, Content};
use crate::value::Value;

/// What a media type says about a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaKind {
    Json,
    Text,
    UrlEncoded,
    Multipart,
    Binary,
    Other,
}

impl MediaKind {
    pub(super) fn of(essence: &str) -> Self {
        let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
        let binary = [
            "octet-stream",
            "pdf",
            "zip",
            "gzip",
            "x-gzip",
            "x-tar",
            "x-zip-compressed",
            "protobuf",
            "x-protobuf",
            "binary",
        ];
        match (kind, subtype) {
            (_, "json" | "x-ndjson" | "jsonl" | "json-seq") => Self::Json,
            (_, subtype) if subtype.ends_with("+json") || subtype.ends_with("-json") => Self::Json,
            (_, "xml") | ("text", _) => Self::Text,
            (_, subtype) if subtype.ends_with("+xml") => Self::Text,
            ("application", "x-www-form-urlencoded") => Self::UrlEncoded,
            ("multipart", _) => Self::Multipart,
            ("image" | "audio" | "video" | "font", _) => Self::Binary,
            (_, subtype)
                if binary.contains(&subtype) || subtype.starts_with("vnd.openxmlformats") =>
            {
                Self::Binary
            }
            _ => Self::Other,
        }
    }
}

impl<'a> Reader<'a> {
    /// The alternatives of a body. Where it is of something that operations share, its schemas get names.
    pub(super) fn contents(
        &mut self,
        node: &Node<'a, '_>,
        is_shared: bool,
        is_request: bool,
    ) -> Vec<Content> {
        if !node.value.is_object() {
            self.expected("an object", node);
        }
        let mut contents = Vec::new();
        for (media_type, node) in node.entries() {
            if media_type.starts_with("x-") && !media_type.contains('/') {
                continue;
            }
            let Some(resolved) = self.resolve(&node) else {
                continue;
            };
            let is_shared = is_shared || resolved.is_shared();
            contents.push(self.content(media_type, &resolved.node(), is_shared, is_request));
        }
        contents
    }

    fn content(
        &mut self,
        media_type: &str,
        node: &Node<'a, '_>,
        is_shared: bool,
        is_request: bool,
    ) -> Content {
        let mut content = Content::new(Some(media_type.trim().to_owned()), Body::File(None));
        if let Some(items) = node.get("itemSchema") {
            content.item_schema = Some(Box::new(self.shared_schema(&items, is_shared)));
        }
        for name in ["prefixEncoding", "itemEncoding"] {
            if let Some(encoding) = node.get(name) {
                self.note(&encoding, "the encoding of parts without names is left out");
            }
        }
        let form = MediaKind::of(&content.essence());
        let schema = node.get("schema");
        if let (MediaKind::UrlEncoded | MediaKind::Multipart, true, Some(schema)) =
            (form, is_request, &schema)
            && let Some(fields) = self.fields(schema)
        {
            if fields.is_open {
                content.schema = Some(Box::new(self.shared_schema(schema, is_shared)));
            }
            let encoding = node.get("encoding");
            content.body = if form == MediaKind::UrlEncoded {
                Body::Form(self.form(&fields, encoding.as_ref()))
            } else {
                Body::Multipart(self.multipart(&fields, encoding.as_ref()))
            };
            return content;
        }
        if content.item_schema.is_some() || !self.is_file(form, schema.as_ref()) {
            content.body = Body::Whole {
                examples: examples::of_body(self, node, form == MediaKind::Json),
                schema: schema.map(|schema| Box::new(self.shared_schema(&schema, is_shared))),
            };
        }
        content
    }

    /// Whether a body is bytes.
    fn is_file(&self, form: MediaKind, schema: Option<&Node<'a, '_>>) -> bool {
        match form {
            MediaKind::Json | MediaKind::UrlEncoded => false,
            _ if schema.is_some_and(|schema| self.is_binary(schema)) => true,
            MediaKind::Binary => schema.is_none_or(|schema| {
                let kind = schema.value.get("type").and_then(Value::as_str);
                kind == Some("string")
                    && !matches!(schema.str_of("format"), Some("byte" | "base64"))
                    || schema.value.as_object().is_some_and(|object| {
                        let said = ["type", "$ref", "properties", "allOf", "oneOf", "anyOf"];
                        said.iter().all(|name| object.get(name).is_none())
                    })
            }),
            MediaKind::Text | MediaKind::Multipart | MediaKind::Other => false,
        }
    }

    /// Whether a schema is of bytes, be it behind references.
    pub(super) fn is_binary(&self, node: &Node<'a, '_>) -> bool {
        let (mut value, mut file) = (node.value, node.file);
        for _ in 0..8 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                break;
            };
            match self.files.target(file, reference) {
                Ok(target) => (value, file) = (target.value, target.file),
                Err(_) => return false,
            }
        }
        let keyword = |name| value.get(name).and_then(Value::as_str);
        match keyword("type") {
            Some("file") => true,
            Some("string") | None => {
                keyword("format") == Some("binary")
                    || keyword("contentEncoding").is_none_or(|encoding| encoding == "binary")
                        && keyword("contentMediaType").is_some_and(|media_type| {
                            MediaKind::of(&media_type.to_ascii_lowercase()) == MediaKind::Binary
                        })
            }
            Some(_) => false,
        }
    }
}
