//! What a collection sends, item by item, as lines that can be compared: however the document writes it.

use serde_json::Value;

/// The request of an item.
pub(super) struct Effective {
    pub(super) name: String,
    /// `method GET`, `query page=1`, `body /name = "Chair"`, …
    pub(super) lines: Vec<String>,
}

/// All requests of a collection, of its folders too, in their order; or that of a single item.
pub(super) fn requests(document: &str) -> Vec<Effective> {
    let Ok(document) = serde_json::from_str::<Value>(document) else {
        return Vec::new();
    };
    let variables = list(&document["variable"]);
    let variables = variables
        .iter()
        .map(|variable| (text(&variable["key"]), text(&variable["value"])))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let reader = Reader { variables };
    let mut found = Vec::new();
    reader.items(&document, "", &mut found);
    found
}

struct Reader {
    variables: Vec<(String, String)>,
}

impl Reader {
    fn items(&self, node: &Value, inherited: &str, found: &mut Vec<Effective>) {
        let own = auth(&node["auth"]).unwrap_or_else(|| inherited.to_owned());
        if node.get("request").is_some() {
            found.push(Effective {
                name: text(&node["name"]),
                lines: self.request(node, &own),
            });
        }
        for item in list(&node["item"]) {
            self.items(item, &own, found);
        }
    }

    fn request(&self, item: &Value, inherited: &str) -> Vec<String> {
        let request = &item["request"];
        let method = request["method"].as_str().unwrap_or("GET");
        let mut lines = vec![format!("method {method}")];
        let url = if request.is_string() {
            request
        } else {
            &request["url"]
        };
        self.url(url, &mut lines);
        for header in headers(&request["header"]) {
            let name = header.key.to_lowercase();
            // The runtime says these by the codecs of the request and the responses.
            if !["content-type", "accept"].contains(&name.as_str()) {
                lines.push(self.line(
                    "header",
                    &Pair {
                        key: name,
                        ..header
                    },
                ));
            }
        }
        self.body(&request["body"], &mut lines);
        let own = auth(&request["auth"]);
        let said = own.unwrap_or_else(|| inherited.to_owned());
        // Some documents say it only in a saved response.
        let said = if said.is_empty() { saved(item) } else { said };
        lines.push(format!("auth {said}"));
        lines
    }

    fn url(&self, url: &Value, lines: &mut Vec<String>) {
        let raw = url.as_str().or(url["raw"].as_str()).unwrap_or_default();
        let (address, query) = raw.split_once('?').unwrap_or((raw, ""));
        let start = address.find("://").map_or(0, |at| at + 3);
        let (base, path) = match address[start..].find('/') {
            Some(at) => address.split_at(start + at),
            None => (address, ""),
        };
        let mut path = path.to_owned();
        let mut base = self.resolved(base);
        // A base with a path of its own.
        if let Some(at) = base.find("://")
            && let Some(slash) = base[at + 3..].find('/')
        {
            path = format!("{}{path}", base.split_off(at + 3 + slash));
        }
        lines.push(format!("base {base}"));
        let mut names = Vec::new();
        let segments = path
            .split('/')
            .map(|segment| parameters(segment, &mut names));
        lines.push(format!("path {}", segments.collect::<Vec<_>>().join("/")));
        for name in names {
            let mut known = list(&url["variable"]).iter();
            let value = known.find(|variable| text(&variable["key"]) == name);
            let value = value.map(|variable| text(&variable["value"]));
            let value = value.or_else(|| self.variable(&name).map(str::to_owned));
            let value = value.filter(|value| !value.is_empty());
            lines.push(format!(
                "parameter {name}={}",
                decoded(value.as_deref().unwrap_or("<string>"))
            ));
        }
        let pairs = match url.get("query") {
            Some(query) => pairs(query),
            None => query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| match pair.split_once('=') {
                    Some((key, value)) => Pair::new(key, Some(value)),
                    None => Pair::new(pair, None),
                })
                .collect(),
        };
        lines.extend(pairs.iter().map(|pair| self.line("query", pair)));
    }

    fn body(&self, body: &Value, lines: &mut Vec<String>) {
        let form = |kind: &str, lines: &mut Vec<String>| {
            for pair in pairs(&body[kind]) {
                lines.push(self.line(kind, &pair));
            }
        };
        match body["mode"].as_str() {
            None => {}
            Some("raw") => match json(body["raw"].as_str().unwrap_or_default()) {
                Ok(value) => leaves(&value, "", &mut |path, value| {
                    let value = match value {
                        Value::String(text) => Value::String(self.resolved(text)),
                        value => value.clone(),
                    };
                    lines.push(format!("body {path} = {value}"));
                }),
                Err(_) => lines.push(format!("body text {}", text(&body["raw"]))),
            },
            Some("graphql") => {
                let query = &body["graphql"]["query"];
                lines.push(format!("body /query = {query}"));
                let variables = text(&body["graphql"]["variables"]);
                let variables: Value = serde_json::from_str(&variables).unwrap();
                leaves(&variables, "/variables", &mut |path, value| {
                    lines.push(format!("body {path} = {value}"));
                });
            }
            Some("file") => lines.push(format!("file {}", file_name(&body["file"]["src"]))),
            Some(kind @ ("urlencoded" | "formdata")) => form(kind, lines),
            Some(other) => lines.push(format!("body of mode {other}")),
        }
    }

    fn line(&self, place: &str, pair: &Pair) -> String {
        let value = pair.value.as_ref();
        let value = value.map(|value| format!("={}", decoded(&self.resolved(value))));
        let off = if pair.disabled { " (off)" } else { "" };
        let kind = if pair.is_file { " (file)" } else { "" };
        format!(
            "{place} {}{}{kind}{off}",
            decoded(&pair.key),
            value.unwrap_or_default()
        )
    }

    fn variable(&self, name: &str) -> Option<&str> {
        let mut known = self.variables.iter();
        known
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// A text with the variables that have a value.
    fn resolved(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.variables {
            text = text.replace(&format!("{{{{{name}}}}}"), value);
        }
        text
    }
}

struct Pair {
    key: String,
    value: Option<String>,
    disabled: bool,
    is_file: bool,
}

impl Pair {
    fn new(key: &str, value: Option<&str>) -> Self {
        Self {
            key: key.to_owned(),
            value: value.map(str::to_owned),
            disabled: false,
            is_file: false,
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}

fn pairs(value: &Value) -> Vec<Pair> {
    let pairs = list(value).iter().flat_map(|pair| {
        let is_file = pair["type"] == "file";
        // Several files under one name are several parts.
        let values = match &pair["src"] {
            _ if !is_file => vec![pair["value"].as_str().map(str::to_owned)],
            Value::Array(files) => files.iter().map(|file| Some(file_name(file))).collect(),
            file => vec![Some(file_name(file))],
        };
        values.into_iter().map(move |value| Pair {
            key: text(&pair["key"]),
            value,
            disabled: pair["disabled"] == true,
            is_file,
        })
    });
    pairs.collect()
}

/// A list of pairs, or lines as they are sent.
fn headers(value: &Value) -> Vec<Pair> {
    let lines = value.as_str().unwrap_or_default().lines();
    let lines = lines.filter_map(|line| line.split_once(": "));
    let lines = lines.map(|(key, value)| Pair::new(key, Some(value)));
    lines.chain(pairs(value)).collect()
}

/// Files have other paths for everybody: their names are compared.
fn file_name(src: &Value) -> String {
    let path = text(src);
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn auth(auth: &Value) -> Option<String> {
    let kind = auth["type"].as_str()?;
    // Nothing is the same as nothing.
    Some(if kind == "noauth" { "" } else { kind }.to_owned())
}

fn saved(item: &Value) -> String {
    let mut headers = list(&item["response"])
        .iter()
        .flat_map(|response| headers(&response["originalRequest"]["header"]));
    let header = headers.find(|header| header.key == "Authorization");
    let value = header.and_then(|header| header.value).unwrap_or_default();
    let scheme = value.split(' ').next().unwrap_or_default();
    scheme.to_lowercase()
}

/// JSON, or what becomes JSON without comments and with its variables in quotes.
fn json(text: &str) -> serde_json::Result<Value> {
    let is_comment = |line: &&str| !line.trim_start().starts_with("//");
    let lines: Vec<&str> = text.lines().filter(is_comment).collect();
    let text = lines.join("\n");
    let quoted = text.replace(": {{", ": \"{{").replace("}},", "}}\",");
    serde_json::from_str(&text).or_else(|_| serde_json::from_str(&quoted))
}

/// Each value that holds no other, with the path to it.
fn leaves(value: &Value, path: &str, see: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (i, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}/{i}"), see);
            }
        }
        Value::Object(fields) if !fields.is_empty() => {
            for (name, field) in fields {
                leaves(field, &format!("{path}/{name}"), see);
            }
        }
        value => see(path, value),
    }
}

/// A segment with its parameters in angle brackets: `:id`, `{id}` and `{{id}}` are the same.
fn parameters(segment: &str, names: &mut Vec<String>) -> String {
    let segment = decoded(segment);
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    if let Some(rest) = segment.strip_prefix(':') {
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        names.push(rest[..end].to_owned());
        return format!("<{}>{}", &rest[..end], &rest[end..]);
    }
    let Some((before, inside)) = segment.split_once('{') else {
        return segment;
    };
    let inside = inside.trim_start_matches('{');
    let Some((name, after)) = inside.split_once('}') else {
        return segment.clone();
    };
    names.push(name.to_owned());
    format!("{before}<{name}>{}", after.trim_start_matches('}'))
}

/// Without percent-encoding (RFC 3986, section 2.1).
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = after.get(..2).filter(|_| first == b'%');
        let pair = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(byte) = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The base URL that most requests have: the variable's value, or what stands in front of their paths.
pub(super) fn base(document: &Value) -> String {
    let variables = list(&document["variable"]).iter();
    let mut variables = variables.filter(|variable| variable["key"] == "baseUrl");
    if let Some(variable) = variables.next() {
        return text(&variable["value"]);
    }
    let requests = requests(&document.to_string());
    let mut lines = requests.iter().flat_map(|request| &request.lines);
    let base = lines.find_map(|line| line.strip_prefix("base "));
    base.filter(|base| base.contains("://"))
        .unwrap_or_default()
        .to_owned()
}
