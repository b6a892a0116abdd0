//! Declarations as a `.http` file.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use super::operation::{Body, Content, Entry, Operation, Variables, path_value};
use super::values::words;
use crate::encode::QUERY;
use crate::meta::{AuthMeta, EndpointMeta};

/// Requests as text that editors run: Visual Studio Code with the REST Client, the `IDEs` of `JetBrains`, and others.
///
/// The file begins with its variables: `baseUrl`, the credentials and the secrets. What is optional and has no example is left out.
#[derive(Clone)]
pub struct HttpFile {
    endpoints: Vec<&'static EndpointMeta>,
    base_url: String,
}

/// The `.http` file of these endpoints: `ENDPOINTS` of [`#[api]`](macro@crate::api), or a list of one's own.
///
/// ```
/// use callpoint::{Endpoint, endpoint, http_file};
///
/// /// Shows one link.
/// #[endpoint(GET, "/links/<id>")]
/// struct GetLink {
///     #[example("7")]
///     id: u64,
/// }
///
/// assert_eq!(
///     http_file(&[GetLink::META]).base_url("https://api.example.com").to_string(),
///     "@baseUrl = https://api.example.com\n\n### Get link\n# Shows one link.\n# @name GetLink\nGET {{baseUrl}}/links/7\n"
/// );
/// ```
#[must_use]
pub fn http_file(endpoints: &[&'static EndpointMeta]) -> HttpFile {
    HttpFile {
        endpoints: endpoints.to_vec(),
        base_url: String::new(),
    }
}

impl HttpFile {
    /// The value of the variable `baseUrl`: empty unless given.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }
}

impl fmt::Display for HttpFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut variables = Variables::default();
        variables.refer("baseUrl", &self.base_url, "");
        let requests = self
            .endpoints
            .iter()
            .map(|meta| request(meta, &mut variables));
        let requests: Vec<_> = requests.collect();
        for (key, value) in &variables.list {
            writeln!(f, "{}", format!("@{key} = {value}").trim_end())?;
        }
        requests
            .iter()
            .try_for_each(|request| write!(f, "\n{request}"))
    }
}

fn request(meta: &'static EndpointMeta, variables: &mut Variables) -> String {
    let operation = Operation::new(meta, variables);
    let mut lines = vec![format!("### {}", words(meta.name))];
    lines.extend(
        meta.doc
            .lines()
            .map(|line| format!("# {line}").trim_end().to_owned()),
    );
    lines.push(format!("# @name {}", meta.name));
    lines.push(format!("{} {}", meta.method, url(&operation, variables)));
    lines.extend(authorization(meta, variables));
    lines.extend(fields(&operation.headers, ": "));
    if let Some(name) = meta.idempotency_key {
        lines.push(format!("{name}: {{{{$guid}}}}"));
    }
    lines.extend(body(&operation.body));
    lines.join("\n") + "\n"
}

fn url(operation: &Operation, variables: &mut Variables) -> String {
    let mut url = "{{baseUrl}}".to_owned();
    for segment in &operation.path {
        url.push('/');
        url.push_str(segment.before);
        if let Some(parameter) = segment.parameter {
            let value = match parameter.example {
                Some(_) if !parameter.secret => path_value(parameter),
                example => variables.refer(
                    parameter.name,
                    example.unwrap_or_default(),
                    operation.meta.name,
                ),
            };
            url.push_str(&value);
        }
        url.push_str(segment.after);
    }
    let pairs = fields(&operation.query, "=");
    // Editors take a long query on several lines.
    let separator = if pairs.len() > 1 { "\n    " } else { "" };
    for (i, pair) in pairs.iter().enumerate() {
        url.push_str(separator);
        url.push(if i == 0 { '?' } else { '&' });
        url.push_str(pair);
    }
    url
}

/// What is sent of a list of names and values.
fn fields(entries: &[Entry], separator: &str) -> Vec<String> {
    let enabled = entries.iter().filter(|entry| entry.enabled);
    let fields = enabled.map(|entry| match &entry.value {
        Some(value) => format!("{}{separator}{value}", entry.key),
        None => entry.key.clone(),
    });
    fields.collect()
}

fn authorization(meta: &EndpointMeta, variables: &mut Variables) -> Option<String> {
    let AuthMeta::Scheme(scheme) = meta.auth else {
        return None;
    };
    let mut variable = |name| variables.refer(name, "", scheme);
    Some(match scheme.rsplit("::").next()?.trim() {
        "Basic" => format!(
            "Authorization: Basic {} {}",
            variable("userId"),
            variable("userPassword")
        ),
        "Bearer" => format!("Authorization: Bearer {}", variable("bearerToken")),
        "ApiKey" => format!("{}: {}", variable("apiKeyName"), variable("apiKey")),
        _ => return None,
    })
}

fn body(body: &Body) -> Vec<String> {
    const BOUNDARY: &str = "boundary";
    match body {
        Body::None => Vec::new(),
        Body::Text(text, _) => vec![String::new(), text.clone()],
        Body::Form(entries) => vec![
            "content-type: application/x-www-form-urlencoded".to_owned(),
            String::new(),
            fields(&encoded_form(entries), "=").join("&"),
        ],
        Body::Parts(entries) => {
            let content_type = format!("content-type: multipart/form-data; boundary={BOUNDARY}");
            let mut lines = vec![content_type, String::new()];
            for entry in entries.iter().filter(|entry| entry.enabled) {
                lines.push(format!("--{BOUNDARY}"));
                let is_file = entry.content == Content::File;
                let file_name = if is_file { "; filename=\"file\"" } else { "" };
                lines.push(format!(
                    "Content-Disposition: form-data; name=\"{}\"{file_name}",
                    entry.key
                ));
                lines.push(String::new());
                lines.push(match &entry.value {
                    _ if is_file => "< ./file".to_owned(),
                    value => value.clone().unwrap_or_default(),
                });
            }
            lines.push(format!("--{BOUNDARY}--"));
            lines
        }
        Body::File(_) => vec![
            "content-type: application/octet-stream".to_owned(),
            String::new(),
            "< ./file".to_owned(),
        ],
    }
}

/// A form is sent as it is written. Variables and placeholders stay.
fn encoded_form(entries: &[Entry]) -> Vec<Entry> {
    let mut entries = entries.to_vec();
    for entry in &mut entries {
        let is_value = |value: &String| !value.starts_with("{{") && !value.starts_with('<');
        if let Some(value) = entry.value.as_mut().filter(|value| is_value(value)) {
            *value = utf8_percent_encode(value, QUERY).to_string();
        }
    }
    entries
}

impl fmt::Debug for HttpFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HttpFile({} endpoints)", self.endpoints.len())
    }
}
