//! A request in the form in which both sides are compared.

use callpoint_documents::description::{
    Body, Content, Operation, Parameter, Part, Piece, SecuritySchemeKind,
};
use callpoint_test_support::script::Message;

/// A request in the form that is compared.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, Option<String>)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Sent,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Sent {
    #[default]
    Nothing,
    Bytes(Vec<u8>),
    Pairs(Vec<(String, Option<String>)>),
    /// Name, file name, media type where one is named, content.
    Parts(Vec<SentPart>),
}

/// Name, file name, media type where one is named, content.
pub(crate) type SentPart = (String, Option<String>, Option<String>, String);

/// What a client adds to every request, and how a body is framed.
const OF_EVERY_REQUEST: [&str; 7] = [
    "host",
    "content-length",
    "expect",
    "transfer-encoding",
    "accept-encoding",
    "content-type",
    "connection",
];

/// Percent-encoding undone, and `+` in queries and forms.
pub(crate) fn decoded(text: &str, plus: bool) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) if plus => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn pairs(text: &str) -> Vec<(String, Option<String>)> {
    let pairs = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => (decoded(name, true), Some(decoded(value, true))),
        None => (decoded(pair, true), None),
    });
    // A description has no pairs without a name.
    pairs.filter(|(name, _)| !name.is_empty()).collect()
}

fn sorted(mut headers: Vec<(String, String)>) -> Vec<(String, String)> {
    // Those of one name keep their order.
    headers.sort_by(|one, other| one.0.cmp(&other.0));
    headers
}

/// The parts of a multipart body (RFC 2046, section 5.1); those of a nested one have the name of the outer part.
fn parts(body: &str, media: &str, outer: Option<&str>) -> Vec<SentPart> {
    let boundary = media.split_once("boundary=").unwrap().1.trim_matches('"');
    let body = format!("\r\n{body}");
    let mut found = Vec::new();
    for part in body.split(&format!("\r\n--{boundary}")).skip(1) {
        let Some((head, content)) = part
            .strip_prefix("\r\n")
            .and_then(|part| part.split_once("\r\n\r\n"))
        else {
            continue;
        };
        let line = |name: &str| {
            let mut lines = head.lines();
            lines
                .find_map(|line| line.strip_prefix(name))
                .map(str::trim)
        };
        let disposition = line("Content-Disposition:").unwrap_or_default();
        let parameter = |name: &str| {
            let (_, rest) = disposition.split_once(&format!("; {name}=\""))?;
            let value = rest.split('"').next().unwrap_or_default();
            Some(
                value
                    .replace("%22", "\"")
                    .replace("%0D", "\r")
                    .replace("%0A", "\n"),
            )
        };
        let name = outer
            .map(str::to_owned)
            .or_else(|| parameter("name"))
            .unwrap();
        match line("Content-Type:") {
            Some(media) if media.starts_with("multipart/mixed") => {
                found.extend(parts(content, media, Some(&name)));
            }
            media => found.push((
                name,
                parameter("filename"),
                media.map(str::to_owned),
                content.to_owned(),
            )),
        }
    }
    found
}

impl Request {
    /// What came. The body is read as `like` has it; `is_default` are the headers that the client adds, by name and value.
    pub(crate) fn received(
        message: &Message,
        like: &Self,
        is_default: impl Fn(&str, &str) -> bool,
    ) -> Self {
        let target = message.target();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let lines = message.head.lines().skip(1);
        let lines = lines.filter_map(|line| line.split_once(':'));
        let lines: Vec<(String, String)> = lines
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let content_type = lines.iter().find(|(name, _)| name == "content-type");
        let content_type = content_type.map(|(_, value)| value.clone());
        let is_added = |(name, value): &(String, String)| {
            OF_EVERY_REQUEST.contains(&name.as_str()) || is_default(name, value)
        };
        let headers = lines.into_iter().filter(|line| !is_added(line));
        let headers = headers.map(|(name, value)| match name.as_str() {
            // A description has the scheme, not the credentials.
            "authorization" => {
                let scheme = value.split(' ').next().unwrap_or_default().to_lowercase();
                let is_scheme = ["basic", "bearer"].contains(&scheme.as_str());
                (name, if is_scheme { scheme } else { value })
            }
            _ => (name, value),
        });
        let text = || String::from_utf8(message.body.clone()).unwrap();
        let media = content_type.as_deref().unwrap_or_default();
        let body = match &like.body {
            Sent::Parts(_) if media.contains("boundary=") => {
                Sent::Parts(parts(&text(), media, None))
            }
            Sent::Pairs(_) => Sent::Pairs(pairs(&text())),
            _ if message.body.is_empty() => Sent::Nothing,
            _ => Sent::Bytes(message.body.clone()),
        };
        let method = message.head.split(' ').next();
        Self {
            method: method.unwrap_or_default().to_owned(),
            path: decoded(path, false),
            query: pairs(query),
            headers: sorted(headers.collect()),
            content_type: content_type.map(|media| {
                if media.starts_with("multipart/") {
                    "multipart/form-data".to_owned()
                } else {
                    media
                }
            }),
            body,
        }
    }
}

/// What the description of a format leaves to who sends it.
pub(crate) struct Described<'a> {
    /// A text as it is sent.
    pub(crate) text: &'a dyn Fn(&str) -> String,
    /// A parameter of the path.
    pub(crate) in_path: &'a dyn Fn(&Parameter) -> String,
    /// What is sent of a file, by its name.
    pub(crate) file: &'a dyn Fn(&Operation, &str) -> String,
}

impl Described<'_> {
    /// The request that a description has.
    pub(crate) fn request(&self, operation: &Operation) -> Request {
        let mut path = String::new();
        for segment in &operation.path {
            path.push('/');
            for piece in segment {
                match piece {
                    Piece::Text(text) => path += &decoded(text, false),
                    Piece::Parameter(parameter) => path += &(self.in_path)(parameter),
                }
            }
        }
        if path.is_empty() {
            path.push('/');
        }
        let headers = sent(&operation.headers).map(|header| {
            let value = header.value().unwrap_or_default();
            (header.name.to_ascii_lowercase(), (self.text)(value))
        });
        let mut headers: Vec<(String, String)> = headers.collect();
        let content_type = headers.iter().find(|(name, _)| name == "content-type");
        let content_type = content_type.map(|(_, value)| value.clone());
        headers.retain(|(name, _)| !OF_EVERY_REQUEST.contains(&name.as_str()));
        let scheme = operation.security.scheme();
        match scheme.map(|scheme| &scheme.kind) {
            Some(SecuritySchemeKind::Basic) => {
                headers.push(("authorization".to_owned(), "basic".to_owned()));
            }
            Some(SecuritySchemeKind::Bearer(_) | SecuritySchemeKind::OAuth2(_)) => {
                headers.push(("authorization".to_owned(), "bearer".to_owned()));
            }
            _ => {}
        }
        let content = operation.body.as_ref().map(|body| &body.contents[0]);
        let body = content.map_or(Sent::Nothing, |content| self.body(operation, content));
        let of_body = content.and_then(|content: &Content| content.media_type.clone());
        Request {
            method: operation.method.clone(),
            path,
            query: self.pairs(&operation.query),
            headers: sorted(headers),
            content_type: content_type.or(of_body),
            body,
        }
    }

    fn body(&self, operation: &Operation, content: &Content) -> Sent {
        match &content.body {
            Body::Whole { examples, .. } => {
                Sent::Bytes((self.text)(&examples[0].text).into_bytes())
            }
            Body::Form(fields) => Sent::Pairs(self.pairs(fields)),
            Body::Multipart(parts) => {
                let parts = parts.iter().filter(|part| !part.parameter.disabled);
                Sent::Parts(parts.flat_map(|part| self.parts(part)).collect())
            }
            Body::File(name) => {
                let content = (self.file)(operation, name.as_deref().unwrap_or_default());
                Sent::Bytes(content.into_bytes())
            }
        }
    }

    fn pairs(&self, parameters: &[Parameter]) -> Vec<(String, Option<String>)> {
        let pair = |parameter: &Parameter| {
            let value = parameter.value().map(self.text);
            ((self.text)(&parameter.name), value)
        };
        sent(parameters).map(pair).collect()
    }

    fn parts(&self, part: &Part) -> Vec<SentPart> {
        let value = (self.text)(part.parameter.value().unwrap_or_default());
        let one = |file: Option<&String>| {
            let file = file.map(|file| file.rsplit('/').next().unwrap_or_default().to_owned());
            let name = (self.text)(&part.parameter.name);
            (name, file, part.media_type.clone(), value.clone())
        };
        match &part.files {
            Some(files) => files.iter().map(|file| one(Some(file))).collect(),
            None => vec![one(None)],
        }
    }
}

fn sent(parameters: &[Parameter]) -> impl Iterator<Item = &Parameter> {
    parameters.iter().filter(|parameter| !parameter.disabled)
}

/// What differs between the two on purpose.
pub(crate) fn reconciled(mut received: Request, described: &mut Request) -> Request {
    if let (Sent::Parts(sent), Sent::Parts(parts)) = (&mut received.body, &mut described.body) {
        for (sent, part) in sent.iter_mut().zip(parts) {
            // The content of a file is not in the description; a file without a type has the one that the client guesses.
            if part.1.is_some() && part.3.is_empty() {
                part.3.clone_from(&sent.3);
            }
            if part.1.is_some() && part.2.is_none() {
                sent.2 = None;
            }
        }
    }
    // A body of no bytes is no body.
    if matches!(described.body, Sent::Nothing) && matches!(received.body, Sent::Nothing) {
        received.content_type = None;
        described.content_type = None;
    }
    received
}
