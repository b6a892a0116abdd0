//! An endpoint as an example of its request: what every export needs, in no export's form.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use super::values;
use crate::encode::SEGMENT;
use crate::meta::{EndpointMeta, ParamMeta, Place, QueryStyle};

/// What would end a query value or be read as something else. Tools encode the rest.
const QUERY_VALUE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>');

/// The variables of an export in their order.
#[derive(Debug, Default)]
pub(super) struct Variables {
    pub(super) list: Vec<(String, String)>,
}

impl Variables {
    /// The reference to a variable of this name. One that has another value already is not meant.
    pub(super) fn refer(&mut self, name: &str, value: &str, owner: &str) -> String {
        let own = format!("{owner}-{name}");
        for key in [name, &own] {
            match self.list.iter_mut().find(|(known, _)| known == key) {
                Some((_, known)) if known.is_empty() || value.is_empty() || known == value => {
                    if known.is_empty() {
                        value.clone_into(known);
                    }
                    return format!("{{{{{key}}}}}");
                }
                Some(_) => {}
                None => {
                    self.list.push((key.to_owned(), value.to_owned()));
                    return format!("{{{{{key}}}}}");
                }
            }
        }
        format!("{{{{{own}}}}}")
    }
}

/// A name with a value, in query, header, form or multipart form.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    /// `None` where the name stands alone.
    pub(super) value: Option<String>,
    /// Whether it is sent unless somebody asks for it.
    pub(super) enabled: bool,
    pub(super) is_file: bool,
    pub(super) doc: &'static str,
}

/// A segment of the path.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) before: &'static str,
    pub(super) parameter: Option<&'static ParamMeta>,
    pub(super) after: &'static str,
}

#[derive(Debug)]
pub(super) enum Body {
    None,
    /// Text with its media type, where it is known.
    Text(String, Option<&'static str>),
    Form(Vec<Entry>),
    Parts(Vec<Entry>),
    File,
}

#[derive(Debug)]
pub(super) struct Operation {
    pub(super) meta: &'static EndpointMeta,
    pub(super) path: Vec<Segment>,
    pub(super) query: Vec<Entry>,
    pub(super) headers: Vec<Entry>,
    pub(super) body: Body,
}

impl Operation {
    pub(super) fn new(meta: &'static EndpointMeta, variables: &mut Variables) -> Self {
        let (path, query) = meta.template.split_once('?').unwrap_or((meta.template, ""));
        let mut body = body(meta, variables);
        let mut headers = headers(meta, variables);
        if let Body::Text(_, content_type) = &mut body {
            *content_type = content_type.take().or(media_type(meta.body));
            let is_given = headers.iter().any(|header| header.key == "content-type");
            if let (Some(content_type), false) = (content_type, is_given) {
                headers.push(entry("content-type", content_type));
            }
        }
        Self {
            meta,
            path: path
                .split('/')
                .skip(1)
                .map(segment)
                .map(|segment| segment.with(meta))
                .collect(),
            query: queries(meta, query, variables),
            headers,
            body,
        }
    }

    /// The documentation, with that of the fields of the body, which have no other place for it.
    pub(super) fn description(&self) -> String {
        let mut text = self.meta.doc.to_owned();
        let fields = || {
            self.meta
                .parameters
                .iter()
                .filter(|field| field.place == Place::BodyField)
        };
        if !matches!(self.body, Body::Text(..)) || fields().next().is_none() {
            return text;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str("The fields of the body:\n");
        for field in fields() {
            let optional = if field.required { "" } else { ", optional" };
            // Writing into a string cannot fail.
            let _ = write!(
                text,
                "\n- `{}` (`{}`{optional})",
                field.name, field.type_name
            );
            if !field.doc.is_empty() {
                let _ = write!(text, ": {}", field.doc.replace('\n', " "));
            }
        }
        text
    }
}

/// `<id>:validate`, its parameter by name.
struct Unresolved {
    before: &'static str,
    name: Option<&'static str>,
    after: &'static str,
}

fn segment(text: &'static str) -> Unresolved {
    let parts = text
        .split_once('<')
        .and_then(|(before, rest)| Some((before, rest.split_once('>')?)));
    parts.map_or(
        Unresolved {
            before: text,
            name: None,
            after: "",
        },
        |(before, (name, after))| Unresolved {
            before,
            name: Some(name.trim_end_matches("..")),
            after,
        },
    )
}

impl Unresolved {
    fn with(self, meta: &'static EndpointMeta) -> Segment {
        let is_path = |place| matches!(place, Place::Path | Place::PathRest);
        let parameter = self.name.and_then(|name| {
            let mut parameters = meta.parameters.iter();
            parameters.find(|parameter| parameter.name == name && is_path(parameter.place))
        });
        Segment {
            before: self.before,
            parameter,
            after: self.after,
        }
    }
}

/// A value in the path.
pub(super) fn path_value(parameter: &'static ParamMeta) -> String {
    let text = values::text(parameter);
    if parameter.example.is_none() {
        return text;
    }
    let encoded = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
    if parameter.place == Place::PathRest {
        let segments: Vec<_> = text.split('/').map(encoded).collect();
        segments.join("/")
    } else {
        encoded(&text)
    }
}

/// A value outside of JSON: a secret is a variable.
fn value(meta: &EndpointMeta, parameter: &ParamMeta, variables: &mut Variables) -> String {
    if parameter.secret {
        let example = parameter.example.unwrap_or_default();
        return variables.refer(parameter.name, example, meta.name);
    }
    values::text(parameter)
}

fn entry(key: &str, value: &str) -> Entry {
    Entry {
        key: key.to_owned(),
        value: Some(value.to_owned()),
        enabled: true,
        is_file: false,
        doc: "",
    }
}

fn entry_of(meta: &EndpointMeta, parameter: &ParamMeta, variables: &mut Variables) -> Entry {
    Entry {
        enabled: parameter.required || parameter.example.is_some(),
        is_file: parameter.place == Place::Part && values::is_upload(parameter.type_name),
        doc: parameter.doc,
        ..entry(parameter.name, &value(meta, parameter, variables))
    }
}

/// The pairs of the template in their order, then the other parameters in theirs.
fn queries(
    meta: &'static EndpointMeta,
    template: &'static str,
    variables: &mut Variables,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut rest: Vec<&ParamMeta> = meta.parameters.iter().collect();
    rest.retain(|parameter| matches!(parameter.place, Place::Query(_)));
    for pair in template.split('&').filter(|pair| !pair.is_empty()) {
        let (key, fixed) = pair
            .split_once('=')
            .map_or((pair, None), |(key, value)| (key, Some(value)));
        let named = key.strip_prefix('<').map(|key| key.trim_end_matches('>'));
        let is_parameter = named.is_some() || fixed.is_some_and(|value| value.starts_with('<'));
        let key = named.unwrap_or(key);
        match rest
            .iter()
            .position(|parameter| is_parameter && parameter.name == key)
        {
            Some(position) => entries.extend(query(meta, rest.remove(position), variables)),
            None => entries.push(Entry {
                value: fixed.map(str::to_owned),
                ..entry(key, "")
            }),
        }
    }
    for parameter in rest {
        entries.extend(query(meta, parameter, variables));
    }
    entries
}

fn query(
    meta: &'static EndpointMeta,
    parameter: &ParamMeta,
    variables: &mut Variables,
) -> Vec<Entry> {
    let mut whole = entry_of(meta, parameter, variables);
    if !parameter.secret && parameter.example.is_some() {
        whole.value = whole.value.map(|text| encoded(&text));
    }
    match parameter.place {
        Place::Query(QueryStyle::Flag) => vec![Entry {
            value: None,
            enabled: parameter.example == Some("true"),
            ..whole
        }],
        Place::Query(QueryStyle::Brackets) => vec![Entry {
            key: format!("{}%5B%5D", parameter.name),
            ..whole
        }],
        Place::Query(style @ (QueryStyle::Deep | QueryStyle::Flatten)) => {
            let key = |name: &str| match style {
                QueryStyle::Deep => format!("{}%5B{name}%5D", parameter.name),
                _ => name.to_owned(),
            };
            match parameter.example.map(serde_json::from_str::<Value>) {
                Some(Ok(Value::Object(fields))) => fields
                    .iter()
                    .map(|(name, value)| {
                        let value = value
                            .as_str()
                            .map_or_else(|| value.to_string(), str::to_owned);
                        Entry {
                            key: key(name),
                            value: Some(encoded(&value)),
                            ..whole.clone()
                        }
                    })
                    .collect(),
                // The names are those of a type, which nobody knows here.
                _ => vec![Entry {
                    key: key("name"),
                    enabled: parameter.example.is_some(),
                    ..whole
                }],
            }
        }
        _ => vec![whole],
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, QUERY_VALUE).to_string()
}

fn headers(meta: &'static EndpointMeta, variables: &mut Variables) -> Vec<Entry> {
    let fields = meta
        .parameters
        .iter()
        .filter(|field| field.place == Place::Header);
    fields
        .map(|field| entry_of(meta, field, variables))
        .collect()
}

fn body(meta: &'static EndpointMeta, variables: &mut Variables) -> Body {
    let of = |place| {
        meta.parameters
            .iter()
            .filter(move |field| field.place == place)
    };
    let mut entries = |place| {
        of(place)
            .map(|field| entry_of(meta, field, variables))
            .collect()
    };
    if of(Place::Part).next().is_some() {
        return Body::Parts(entries(Place::Part));
    }
    if let Some(whole) = of(Place::Body).next() {
        return whole_body(meta, whole, variables);
    }
    if of(Place::BodyField).next().is_none() {
        return Body::None;
    }
    match meta.body {
        Some("Form") => Body::Form(entries(Place::BodyField)),
        Some("Json") => Body::Text(object(meta, variables), None),
        // Nobody knows how it writes them.
        _ => Body::Text(String::new(), None),
    }
}

fn whole_body(meta: &EndpointMeta, whole: &ParamMeta, variables: &mut Variables) -> Body {
    if whole.secret {
        return Body::Text(value(meta, whole, variables), None);
    }
    match (meta.body, whole.example) {
        (Some("Raw" | "Stream"), None) => Body::File,
        (Some("Json"), _) => Body::Text(values::json(whole), None),
        (Some("Text"), None) => Body::Text(values::text(whole), None),
        (_, example) => Body::Text(example.unwrap_or_default().to_owned(), None),
    }
}

/// The fields of a JSON body that are always there, and those with an example.
fn object(meta: &EndpointMeta, variables: &mut Variables) -> String {
    let is_shown = |field: &&ParamMeta| {
        field.place == Place::BodyField && (field.required || field.example.is_some())
    };
    let fields = meta.parameters.iter().filter(is_shown).filter_map(|field| {
        let value = if field.secret {
            let example = field.example.unwrap_or_default();
            values::json_variable(field, &variables.refer(field.name, example, meta.name))
        } else {
            values::json(field)
        };
        if !field.flatten {
            return Some(format!(
                "  {}: {}",
                values::quoted(field.name),
                indented(&value)
            ));
        }
        // Its entries stand among the others.
        let inside = field.example?.trim().strip_prefix('{')?.strip_suffix('}')?;
        Some(format!("  {}", indented(inside.trim())))
    });
    let fields: Vec<_> = fields.collect();
    if fields.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n{}\n}}", fields.join(",\n"))
}

fn indented(json: &str) -> String {
    json.replace('\n', "\n  ")
}

/// What the codecs of ours say of their bodies.
pub(super) fn media_type(codec: Option<&str>) -> Option<&'static str> {
    match codec? {
        "Json" => Some("application/json"),
        "Form" => Some("application/x-www-form-urlencoded"),
        "Xml" => Some("application/xml"),
        "Text" => Some("text/plain; charset=utf-8"),
        "Raw" | "Stream" => Some("application/octet-stream"),
        "Sse" => Some("text/event-stream"),
        "NdJson" => Some("application/x-ndjson"),
        _ => None,
    }
}
