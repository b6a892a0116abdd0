//! The entries of a HAR file, as this crate, browsers and proxies write them. Only what a playback uses is read, and only that has to be there.

use std::fmt;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Exchange, Response, SentBody, target, without_boundary};
use callpoint::__private::is_framing;
use callpoint::__private::redact::{boundary, media_type};

/// The content of a file.
#[derive(Default)]
pub(super) struct Recorded {
    pub(super) exchanges: Vec<Exchange>,
    pub(super) skipped: Vec<Skipped>,
}

/// An entry that cannot be played, and why.
#[derive(Debug, Clone)]
pub(super) struct Skipped {
    number: usize,
    request: String,
    why: &'static str,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            request,
            why,
        } = self;
        write!(f, "entry {number}")?;
        if !request.is_empty() {
            write!(f, " (`{request}`)")?;
        }
        write!(f, ": {why}")
    }
}

#[derive(Deserialize)]
struct Har {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    #[serde(default, deserialize_with = "lenient")]
    creator: Creator,
    entries: Vec<Value>,
}

#[derive(Deserialize, Default)]
struct Creator {
    name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Entry {
    #[serde(deserialize_with = "lenient")]
    request: Request,
    #[serde(deserialize_with = "lenient")]
    response: Received,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Request {
    #[serde(deserialize_with = "lenient")]
    method: String,
    #[serde(deserialize_with = "lenient")]
    url: String,
    #[serde(deserialize_with = "pairs")]
    headers: Vec<Pair>,
    #[serde(deserialize_with = "lenient")]
    post_data: Option<PostData>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct PostData {
    #[serde(deserialize_with = "lenient")]
    mime_type: String,
    #[serde(deserialize_with = "pairs")]
    params: Vec<Pair>,
    #[serde(deserialize_with = "lenient")]
    text: String,
    /// HAR does not define an encoding here.
    #[serde(rename = "_encoding", deserialize_with = "lenient")]
    encoding: String,
    #[serde(rename = "_incomplete", deserialize_with = "lenient")]
    is_incomplete: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Received {
    #[serde(deserialize_with = "lenient")]
    status: f64,
    #[serde(deserialize_with = "pairs")]
    headers: Vec<Pair>,
    #[serde(deserialize_with = "lenient")]
    content: Content,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Content {
    #[serde(deserialize_with = "lenient")]
    size: f64,
    #[serde(deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(deserialize_with = "lenient")]
    encoding: String,
    #[serde(rename = "_incomplete", deserialize_with = "lenient")]
    is_incomplete: bool,
    /// Why it is missing.
    #[serde(deserialize_with = "lenient")]
    comment: String,
}

#[derive(Deserialize)]
struct Pair {
    name: String,
    #[serde(default, deserialize_with = "lenient")]
    value: String,
    /// Of a part that is a file.
    #[serde(rename = "fileName", default, deserialize_with = "lenient")]
    file_name: Option<String>,
}

/// A value, or the default where a tool has written something else.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    json: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(json)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

fn pairs<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Pair>, D::Error> {
    let pairs: Vec<Value> = lenient(json)?;
    let pairs = pairs
        .into_iter()
        .filter_map(|pair| serde_json::from_value(pair).ok());
    Ok(pairs.collect())
}

/// Reads a file. What is not an exchange over HTTP is skipped.
pub(super) fn read(file: &[u8]) -> io::Result<Recorded> {
    let json = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    let Har { log } = serde_json::from_slice(json)?;
    let is_own = log.creator.name == "callpoint";
    let mut recorded = Recorded::default();
    for (entry, number) in log.entries.into_iter().zip(1..) {
        let Entry { request, response } = serde_json::from_value(entry).unwrap_or_default();
        let shown = if is_http(&request.url) {
            format!("{} {}", request.method, target(&request.url))
        } else {
            request.method.clone()
        };
        match exchange(request, response, is_own) {
            Ok(exchange) => recorded.exchanges.push(exchange),
            Err(why) => recorded.skipped.push(Skipped {
                number,
                request: shown.trim().to_owned(),
                why,
            }),
        }
    }
    Ok(recorded)
}

fn exchange(request: Request, received: Received, is_own: bool) -> Result<Exchange, &'static str> {
    if request.method.is_empty() || request.url.is_empty() {
        return Err("it has no request");
    }
    if !is_http(&request.url) {
        return Err("its URL is not one of HTTP");
    }
    // Browsers write the status 0 for a request that was blocked, cancelled or never answered.
    let status = status(received.status).ok_or("it has no response")?;
    if status.is_informational() {
        return Err("its response is not a final one");
    }
    let content_type = content_type(&request);
    let body = sent_body(request.post_data, &content_type)?;
    let response = response(&request.method, status, received, is_own)?;
    Ok(Exchange {
        target: target(&request.url),
        method: request.method,
        body,
        response,
        is_played: false,
        unredacted: (!is_own).then_some(content_type),
    })
}

/// The media type of a request, as the only header.
fn content_type(request: &Request) -> HeaderMap {
    let named = (request.headers.iter()).find(|it| it.name.eq_ignore_ascii_case("content-type"));
    let noted = request.post_data.as_ref().map(|data| &data.mime_type);
    let value = named.map(|header| &header.value).or(noted);
    let value = value.and_then(|value| HeaderValue::try_from(value).ok());
    value
        .map(|value| (CONTENT_TYPE, value))
        .into_iter()
        .collect()
}

/// Also a URL without a scheme; others, such as `data:` and `wss:`, are not requests that a client makes.
fn is_http(url: &str) -> bool {
    let end = url.find([':', '/', '?', '#']).unwrap_or(url.len());
    !url[end..].starts_with(':')
        || ["http", "https"]
            .iter()
            .any(|http| url[..end].eq_ignore_ascii_case(http))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float is saturated, and what is no status after that is none"
)]
fn status(status: f64) -> Option<StatusCode> {
    StatusCode::from_u16(status as u16).ok()
}

fn sent_body(data: Option<PostData>, headers: &HeaderMap) -> Result<SentBody, &'static str> {
    let Some(data) = data else {
        return Ok(SentBody::Bytes(Bytes::new()));
    };
    if data.is_incomplete {
        return Ok(SentBody::Unknown);
    }
    if data.text.is_empty() && !data.params.is_empty() {
        // The boundary of a multipart form and the content of its files are not in the file.
        if media_type(headers).starts_with("multipart/")
            || data.params.iter().any(|param| param.file_name.is_some())
        {
            return Ok(SentBody::Unknown);
        }
        let params = data
            .params
            .into_iter()
            .map(|param| (param.name, param.value));
        return Ok(SentBody::Form(params.collect()));
    }
    let bytes = bytes(data.text, &data.encoding)?;
    Ok(SentBody::Bytes(without_boundary(
        bytes,
        boundary(headers).as_deref(),
    )))
}

fn response(
    method: &str,
    status: StatusCode,
    received: Received,
    is_own: bool,
) -> Result<Response, &'static str> {
    let Content {
        size,
        text,
        encoding,
        is_incomplete,
        comment,
    } = received.content;
    let has_text = text.is_some();
    // Other tools write the characters of a text, whatever its charset was.
    let is_text = has_text && !is_own && !encoding.eq_ignore_ascii_case("base64");
    let mut headers = Vec::new();
    for header in received.headers {
        let Ok(name) = HeaderName::try_from(&header.name) else {
            // `:status` in HTTP/2.
            continue;
        };
        // The text of a HAR file is the content without its transfer and content codings.
        if is_framing(&name) || (has_text && name == CONTENT_ENCODING) {
            continue;
        }
        // Browsers join the lines of a field by line feeds.
        for line in header.value.split('\n') {
            let line = if is_text && name == CONTENT_TYPE {
                in_utf8(line)
            } else {
                line.to_owned()
            };
            headers.extend(
                HeaderValue::try_from(line)
                    .ok()
                    .map(|value| (name.clone(), value)),
            );
        }
    }
    let may_have_content = method != "HEAD" && !matches!(status.as_u16(), 204 | 304);
    let is_left_out = is_incomplete || (!has_text && size > 0.0 && may_have_content);
    Ok(Response {
        status,
        headers,
        body: bytes(text.unwrap_or_default(), &encoding)?,
        left_out: is_left_out.then(|| match comment.as_str() {
            "" => String::new(),
            why => format!(": {why}"),
        }),
    })
}

/// A media type with the charset in which the text is played.
fn in_utf8(content_type: &str) -> String {
    let mut parameters: Vec<_> = content_type.split(';').collect();
    let is_charset = |parameter: &&str| {
        parameter
            .split_once('=')
            .is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
    };
    for parameter in parameters
        .iter_mut()
        .skip(1)
        .filter(|parameter| is_charset(parameter))
    {
        *parameter = " charset=utf-8";
    }
    parameters.join(";")
}

fn bytes(text: String, encoding: &str) -> Result<Bytes, &'static str> {
    if encoding.eq_ignore_ascii_case("base64") {
        let decoded = STANDARD.decode(text.split_ascii_whitespace().collect::<String>());
        return decoded
            .map(Bytes::from)
            .map_err(|_| "its base64 is invalid");
    }
    Ok(text.into())
}
