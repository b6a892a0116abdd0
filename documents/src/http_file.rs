//! Declarations as a `.http` file.

use std::fmt;

use callpoint_core::__private::QUERY;
use callpoint_core::meta::EndpointMeta;
use percent_encoding::utf8_percent_encode;

use crate::description::{
    Description, KeyLocation, Operation, SecurityScheme, SecuritySchemeKind, Server,
};
use crate::request::{Entry, EntryKind, Request, RequestBody, Shared, owner, path_of, path_value};
use crate::variables::Variables;

/// Requests as text that editors run: Visual Studio Code with the REST Client, the `IDEs` of `JetBrains`, and others.
///
/// The file begins with its variables: `baseUrl`, the credentials and the secrets. What is optional and has no example is left out.
#[derive(Clone)]
pub struct HttpFile {
    description: Description,
}

/// The `.http` file of these endpoints: `ENDPOINTS` of `#[api]`, or any list of them.
///
/// ```
/// use callpoint::{Endpoint, endpoint};
/// use callpoint_documents::http_file;
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
    Description::flat(endpoints).into()
}

/// The `.http` file of what a document describes, say of a Postman collection that was read.
impl From<Description> for HttpFile {
    fn from(description: Description) -> Self {
        Self { description }
    }
}

impl HttpFile {
    /// The value of the variable `baseUrl`. It is empty by default.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.description.servers = vec![Server::new(url)];
        self
    }
}

impl fmt::Display for HttpFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shared = Shared::of(&self.description);
        shared.variables.refer("baseUrl", shared.base, "");
        let operations = self.description.root.operations();
        let requests = operations
            .iter()
            .map(|operation| request(operation, &mut shared));
        let requests: Vec<_> = requests.collect();
        for (key, value) in &shared.variables.list {
            let line = one_line(&format!("@{key} = {value}"));
            writeln!(f, "{}", line.trim_end())?;
        }
        requests
            .iter()
            .try_for_each(|request| write!(f, "\n{request}"))
    }
}

fn request(operation: &Operation, shared: &mut Shared<'_>) -> String {
    let request = Request::new(operation, shared);
    let name = operation.name.as_deref().unwrap_or(&operation.place);
    let mut lines = vec![format!("### {}", one_line(name))];
    lines.extend(comment(&operation.doc));
    let file = body_file(&request.body);
    lines.extend(file.into_iter().flat_map(|text| {
        let about =
            "The body is in ./body.txt, because editors would read a line of it as their own:";
        comment(&format!("{about}\n\n{text}"))
    }));
    if let Some(id) = &operation.id {
        lines.push(format!("# @name {id}"));
    }
    let method = one_line(&operation.method);
    let target = target(&request, shared);
    // Before the query: the first scheme has the plain name of its variable.
    let schemes = operation.security.example();
    let authorization = schemes.filter_map(|scheme| authorization(scheme, &mut shared.variables));
    let authorization: Vec<String> = authorization.map(|line| one_line(&line)).collect();
    let query = query(&request, &mut shared.variables);
    lines.push(format!("{method} {target}{query}"));
    lines.extend(authorization);
    lines.extend(fields(&request.headers, ": "));
    if let Some(name) = &operation.idempotency_key {
        lines.push(one_line(&format!("{name}: {{{{$guid}}}}")));
    }
    lines.extend(body(&request.body));
    lines.join("\n") + "\n"
}

/// The URL up to its query.
fn target(request: &Request<'_>, shared: &mut Shared<'_>) -> String {
    let operation = request.operation;
    let segments = path_of(operation, |parameter, _| match parameter.value() {
        Some(_) if !parameter.secret => path_value(parameter, &shared.schemas),
        example => shared.variables.refer(
            &parameter.name,
            example.unwrap_or_default(),
            owner(operation),
        ),
    });
    let mut url = one_line(&request.base);
    for segment in segments {
        url.push('/');
        url.push_str(&one_line(&segment));
    }
    url
}

fn query(request: &Request<'_>, variables: &mut Variables) -> String {
    let mut query = String::new();
    let mut pairs = fields(&request.query, "=");
    for scheme in request.operation.security.example() {
        if let SecuritySchemeKind::ApiKey {
            location: Some(KeyLocation::Query),
            name: Some(name),
        } = &scheme.kind
        {
            let value = variables.credential("apiKey", &scheme.name);
            pairs.push(format!("{name}={value}"));
        }
    }
    // Editors take a long query on several lines.
    let separator = if pairs.len() > 1 { "\n    " } else { "" };
    for (i, pair) in pairs.iter().enumerate() {
        query.push_str(separator);
        query.push(if i == 0 { '?' } else { '&' });
        query.push_str(pair);
    }
    query
}

/// What is sent of a list of names and values.
fn fields(entries: &[Entry], separator: &str) -> Vec<String> {
    let enabled = entries.iter().filter(|entry| entry.enabled);
    let fields = enabled.map(|entry| match &entry.value {
        Some(value) => one_line(&format!("{}{separator}{value}", entry.key)),
        None => one_line(&entry.key),
    });
    fields.collect()
}

fn authorization(scheme: &SecurityScheme, variables: &mut Variables) -> Option<String> {
    let mut variable = |name| variables.credential(name, &scheme.name);
    Some(match &scheme.kind {
        SecuritySchemeKind::Basic => format!(
            "Authorization: Basic {} {}",
            variable("userId"),
            variable("userPassword")
        ),
        SecuritySchemeKind::Bearer(_) | SecuritySchemeKind::OAuth2(_) => {
            format!("Authorization: Bearer {}", variable("bearerToken"))
        }
        SecuritySchemeKind::ApiKey { location, name } => match (location, name) {
            (Some(KeyLocation::Query), Some(_)) => return None,
            (Some(KeyLocation::Cookie), Some(name)) => {
                format!("Cookie: {name}={}", variable("apiKey"))
            }
            (_, Some(name)) => format!("{name}: {}", variable("apiKey")),
            (_, None) => format!("{}: {}", variable("apiKeyName"), variable("apiKey")),
        },
        _ => return None,
    })
}

fn body(body: &RequestBody) -> Vec<String> {
    const BOUNDARY: &str = "boundary";
    match body {
        RequestBody::None => Vec::new(),
        RequestBody::Text(..) if body_file(body).is_some() => {
            vec![String::new(), "< ./body.txt".to_owned()]
        }
        RequestBody::Text(text, _) => vec![String::new(), text.clone()],
        RequestBody::Form(entries) => vec![
            "content-type: application/x-www-form-urlencoded".to_owned(),
            String::new(),
            fields(&encoded_form(entries), "=").join("&"),
        ],
        RequestBody::Parts(entries) => {
            let content_type = format!("content-type: multipart/form-data; boundary={BOUNDARY}");
            let mut lines = vec![content_type, String::new()];
            for entry in entries
                .iter()
                .filter(|entry| entry.enabled && !entry.optional)
            {
                lines.push(format!("--{BOUNDARY}"));
                let is_file = entry.kind == EntryKind::File;
                let file_name = if is_file { "; filename=\"file\"" } else { "" };
                lines.push(format!(
                    "Content-Disposition: form-data; name=\"{}\"{file_name}",
                    one_line(&entry.key)
                ));
                lines.push(String::new());
                lines.push(match &entry.value {
                    _ if is_file => "< ./file".to_owned(),
                    value => {
                        let value = value.as_deref().unwrap_or_default();
                        if is_read_by_editors(value) {
                            "< ./part.txt".to_owned()
                        } else {
                            value.to_owned()
                        }
                    }
                });
            }
            lines.push(format!("--{BOUNDARY}--"));
            lines
        }
        RequestBody::File(_) => vec![
            "content-type: application/octet-stream".to_owned(),
            String::new(),
            "< ./file".to_owned(),
        ],
    }
}

/// The text of a body that cannot stand in the file.
fn body_file(body: &RequestBody) -> Option<&str> {
    match body {
        RequestBody::Text(text, _) if is_read_by_editors(text) => Some(text),
        _ => None,
    }
}

/// Whether a line of a body would be something else: the start of another request, a file, or a script for the response.
fn is_read_by_editors(body: &str) -> bool {
    body.split(['\r', '\n']).any(|line| {
        let line = line.trim_start();
        let sign = line.strip_prefix(['<', '>']);
        let is_sign = sign.is_some_and(|rest| rest.starts_with([' ', '\t', '@', '>', '{']));
        line.starts_with("###") || is_sign
    })
}

/// A text as comments, which editors do not read as their own: `# @name` names the request.
fn comment(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let line = one_line(line);
        if line.trim_start().starts_with('@') {
            format!("# \\{}", line.trim_start())
        } else {
            format!("# {line}").trim_end().to_owned()
        }
    };
    text.lines().map(line).collect()
}

/// A text without line breaks, which would end what it stands in.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// A form is sent as it is written. Variables and placeholders stay. An optional field is left out, as a collection disables it.
fn encoded_form(entries: &[Entry]) -> Vec<Entry> {
    let mut entries = entries.to_vec();
    entries.retain(|entry| !entry.optional);
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
        write!(
            f,
            "HttpFile({} endpoints)",
            self.description.root.operations().len()
        )
    }
}
