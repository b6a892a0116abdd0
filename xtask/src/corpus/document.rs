//! What an `OpenAPI` document declares, counted from its text: it shares no code with the importer, and follows references inside of the document only.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
/// Headers that a parameter cannot describe (`OpenAPI` 3.1, Parameter Object), and the one that says what the client can decompress; in lower case.
const IGNORED: [&str; 4] = ["accept", "content-type", "authorization", "accept-encoding"];
/// How many references are followed one after the other.
const CHAIN: usize = 20;

/// One operation.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    /// `#/paths/~1links/get`
    pub(crate) pointer: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// The alternatives, each with the kinds of the schemes that it needs together: `Basic`, `Bearer`, `ApiKey`.
    pub(crate) security: Vec<Vec<&'static str>>,
    /// The first server, where it is another one than that of most operations.
    pub(crate) server: Option<String>,
    /// Whether it has a parameter `Authorization`, which says what the document's security does not.
    pub(crate) has_authorization: bool,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    /// `path`, `query`, `header`, `cookie`
    pub(crate) location: String,
    pub(crate) is_required: bool,
    /// Whether a required one can be left out all the same, because its value can be `null`.
    pub(crate) is_nullable: bool,
    /// The properties of an object that is written as parameters of their own.
    pub(crate) properties: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) is_required: bool,
    /// Whether it is a free object that says nothing.
    pub(crate) is_empty: bool,
    pub(crate) media_types: Vec<String>,
    /// Whether a schema says which elements it has as XML.
    pub(crate) has_elements: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Response {
    /// `200`, `4xx`, `_`
    pub(crate) status: String,
    /// Those with a schema.
    pub(crate) media_types: Vec<String>,
    /// Whether a schema says which elements it has as XML.
    pub(crate) has_elements: bool,
    pub(crate) headers: Vec<String>,
}

/// The version as it is reported, and the operations.
pub(crate) fn read(document: &Value) -> (String, Vec<Operation>) {
    let version = ["openapi", "swagger"]
        .iter()
        .find_map(|key| document[key].as_str());
    let version: Vec<&str> = version.unwrap_or("none").split('.').take(2).collect();
    let counter = Counter {
        document,
        is_two: document.get("swagger").is_some(),
    };
    let mut found = Vec::new();
    for (path, item) in entries(&document["paths"]) {
        if !path.starts_with("x-") {
            let item = counter.resolved(item);
            for (method, operation) in entries(item) {
                if METHODS.contains(&method.as_str()) && operation.is_object() {
                    found.push(counter.operation(path, item, method, operation));
                }
            }
        }
    }
    without_common_server(&mut found);
    (version.join("."), found)
}

/// Leaves a server to what is not at that of most operations.
fn without_common_server(operations: &mut [Operation]) {
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for operation in &*operations {
        *counts.entry(operation.server.clone()).or_default() += 1;
    }
    let most = counts.values().max().copied();
    // The first where there are as many of another.
    let mut servers = operations.iter().map(|operation| &operation.server);
    let common = servers
        .find(|server| counts.get(*server).copied() == most)
        .cloned()
        .flatten();
    for operation in operations {
        operation
            .server
            .take_if(|server| Some(&*server) == common.as_ref());
    }
}

struct Counter<'a> {
    document: &'a Value,
    is_two: bool,
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn texts(value: &Value) -> Vec<String> {
    items(value)
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// A media type without its parameters, in lower case.
fn media_type(text: &str) -> String {
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

impl<'a> Counter<'a> {
    fn resolved(&self, mut value: &'a Value) -> &'a Value {
        for _ in 0..CHAIN {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return value;
            };
            let Some(found) = reference.strip_prefix('#').and_then(|pointer| {
                let exact = self.document.pointer(pointer);
                exact.or_else(|| self.document.pointer(&unescaped(pointer)))
            }) else {
                return &Value::Null;
            };
            value = found;
        }
        &Value::Null
    }

    fn operation(&self, path: &str, item: &'a Value, method: &str, value: &'a Value) -> Operation {
        let escaped = path.replace('~', "~0").replace('/', "~1");
        let mut operation = Operation {
            pointer: format!("#/paths/{escaped}/{method}"),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            ..Operation::default()
        };
        let own = items(&value["parameters"]);
        let mut form = Vec::new();
        for parameter in own.chain(items(&item["parameters"])) {
            let parameter = self.resolved(parameter);
            match parameter["in"].as_str() {
                Some("body") => {
                    operation.body.get_or_insert_with(|| Body {
                        is_required: parameter["required"] == true
                            && !self.is_nullable(&parameter["schema"]),
                        is_empty: false,
                        media_types: self.types_of(value, "consumes"),
                        has_elements: self.has_elements(&parameter["schema"]),
                    });
                }
                Some("formData") => form.push(parameter),
                _ => self.parameter(&mut operation, parameter),
            }
        }
        if !form.is_empty() {
            let mut media_types = self.types_of(value, "consumes");
            media_types.retain(|found| found.contains("form"));
            if media_types.is_empty() {
                let has_file = form.iter().any(|field| field["type"] == "file");
                let form = if has_file {
                    "multipart/form-data"
                } else {
                    "application/x-www-form-urlencoded"
                };
                media_types.push(form.to_owned());
            }
            operation.body = Some(Body {
                is_required: form.iter().any(|field| field["required"] == true),
                is_empty: false,
                media_types,
                has_elements: false,
            });
        }
        let body = self.resolved(&value["requestBody"]);
        let content: Vec<String> = entries(&body["content"])
            .map(|(name, _)| media_type(name))
            .collect();
        if !content.is_empty() {
            let schemas: Vec<&Value> = entries(&body["content"])
                .map(|(_, content)| &content["schema"])
                .collect();
            operation.body = Some(Body {
                is_required: body["required"] == true
                    && !schemas.iter().any(|schema| self.is_nullable(schema)),
                is_empty: schemas.iter().all(|schema| self.says_nothing(schema)),
                media_types: content,
                has_elements: schemas.iter().any(|schema| self.has_elements(schema)),
            });
        }
        for (status, response) in entries(&value["responses"]) {
            if !status.starts_with("x-") {
                let response = self.resolved(response);
                operation
                    .responses
                    .push(self.response(value, status, response));
            }
        }
        operation.security = self.security(value);
        let owners = [value, item, self.document];
        let mut lists = owners.iter().filter_map(|owner| owner.get("servers"));
        let servers = lists.next().filter(|_| !self.is_two);
        let urls =
            items(servers.unwrap_or(&Value::Null)).filter_map(|server| server["url"].as_str());
        let mut urls = urls.map(|url| url.trim().trim_end_matches('/'));
        operation.server = urls.find(|url| !url.is_empty()).map(str::to_owned);
        operation
    }

    fn types_of(&self, operation: &'a Value, key: &str) -> Vec<String> {
        let own = operation.get(key).unwrap_or(&self.document[key]);
        texts(own).iter().map(|text| media_type(text)).collect()
    }

    fn parameter(&self, operation: &mut Operation, parameter: &'a Value) {
        let (Some(name), Some(location)) = (parameter["name"].as_str(), parameter["in"].as_str())
        else {
            return;
        };
        let is_ignored =
            location == "header" && IGNORED.contains(&name.to_ascii_lowercase().as_str());
        // Headers have no case.
        let is_there = |other: &Parameter| {
            other.location == location
                && (other.name == name
                    || location == "header" && other.name.eq_ignore_ascii_case(name))
        };
        operation.has_authorization |= name.eq_ignore_ascii_case("authorization");
        if is_ignored || operation.parameters.iter().any(is_there) {
            return;
        }
        let content = entries(&parameter["content"])
            .next()
            .map(|(_, content)| &content["schema"]);
        let schema = parameter.get("schema").or(content).unwrap_or(parameter);
        let schema = self.resolved(schema);
        let properties = entries(&schema["properties"])
            .map(|(name, _)| name.clone())
            .collect();
        operation.parameters.push(Parameter {
            name: name.to_owned(),
            location: location.to_owned(),
            is_required: parameter["required"] == true || location == "path",
            is_nullable: schema["nullable"] == true
                || items(&schema["type"]).any(|kind| kind == "null")
                || ["oneOf", "anyOf", "allOf"]
                    .iter()
                    .any(|key| schema.get(key).is_some()),
            properties,
        });
    }

    fn is_nullable(&self, schema: &'a Value) -> bool {
        let schema = self.resolved(schema);
        schema["nullable"] == true
            || items(&schema["type"]).any(|kind| kind == "null")
            || ["oneOf", "anyOf", "allOf"].iter().any(|key| {
                items(&schema[*key]).any(|inner| {
                    let inner = self.resolved(inner);
                    inner["nullable"] == true || inner["type"] == "null"
                })
            })
    }

    /// Whether a schema is of any value, or of any object.
    fn says_nothing(&self, schema: &'a Value) -> bool {
        let schema = self.resolved(schema);
        let says = |key: &str| entries(&schema[key]).next().is_some();
        let kind = schema.get("type");
        schema.is_object()
            && kind.is_none_or(|kind| kind == "object")
            && !says("properties")
            && !says("additionalProperties")
            && ["allOf", "oneOf", "anyOf", "enum", "items", "$ref"]
                .iter()
                .all(|key| schema.get(key).is_none())
    }

    /// Whether a schema speaks of what is inside of a value.
    fn has_elements(&self, schema: &'a Value) -> bool {
        let schema = self.resolved(schema);
        let keys = ["properties", "items", "allOf", "oneOf", "anyOf"];
        let has_items = |key: &&str| {
            let inner = &schema[*key];
            entries(inner).next().is_some() || items(inner).next().is_some()
        };
        keys.iter().any(has_items)
    }

    fn response(&self, operation: &'a Value, status: &str, response: &'a Value) -> Response {
        let media_types = if matches!(status, "204" | "205" | "304") {
            // No response of these has a body (RFC 9110, section 6.4.1).
            Vec::new()
        } else if self.is_two {
            match response.get("schema") {
                Some(_) => self.types_of(operation, "produces"),
                None => Vec::new(),
            }
        } else {
            let content = entries(&response["content"]);
            let with_schema = content.filter(|(_, content)| content.get("schema").is_some());
            with_schema.map(|(name, _)| media_type(name)).collect()
        };
        let headers = entries(&response["headers"]).map(|(name, _)| name.to_ascii_lowercase());
        let schemas = entries(&response["content"]).map(|(_, content)| &content["schema"]);
        let mut schemas = schemas.chain(response.get("schema"));
        Response {
            has_elements: schemas.any(|schema| self.has_elements(schema)),
            status: match status {
                "default" => "_".to_owned(),
                other => other.to_ascii_lowercase(),
            },
            media_types,
            // They are about the body, and the client reads them.
            headers: headers
                .filter(|name| !["content-type", "content-length"].contains(&name.as_str()))
                .collect(),
        }
    }

    fn security(&self, operation: &'a Value) -> Vec<Vec<&'static str>> {
        let security = operation
            .get("security")
            .unwrap_or(&self.document["security"]);
        let mut found = BTreeSet::new();
        for alternative in items(security) {
            let schemes = entries(alternative).filter_map(|(name, _)| self.scheme(name));
            // Two tokens with other scopes are one scheme, two keys are two.
            let schemes: BTreeSet<(&'static str, String)> = schemes.collect();
            found.insert(schemes);
        }
        let kinds = found
            .into_iter()
            .map(|schemes| schemes.into_iter().map(|(kind, _)| kind).collect());
        kinds.collect()
    }

    fn scheme(&self, name: &str) -> Option<(&'static str, String)> {
        let schemes = if self.is_two {
            &self.document["securityDefinitions"]
        } else {
            &self.document["components"]["securitySchemes"]
        };
        let scheme = self.resolved(schemes.get(name)?);
        let http = scheme["scheme"]
            .as_str()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match (scheme["type"].as_str()?, http.as_str()) {
            ("basic", _) | ("http", "basic") => Some(("Basic", String::new())),
            ("oauth2" | "openIdConnect", _) | ("http", "bearer") => Some(("Bearer", String::new())),
            ("apiKey", _) => {
                let place = format!("{} {}", scheme["in"], scheme["name"]);
                // What stands in this header is a bearer token or the like, whatever the scheme is called.
                Some(("ApiKey", place.to_ascii_lowercase()))
            }
            ("http", other) => Some(("other", other.to_owned())),
            _ => None,
        }
    }
}

/// The fragment of a URL without its percent-encoding.
fn unescaped(pointer: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = pointer.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
