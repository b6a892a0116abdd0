//! One command: its options, and the request that they make.

use super::data::{self, Data};
use super::options::{self, Kind, Known};
use super::words::Word;
use crate::address;
use crate::authorization::from_header;
use crate::document::{Auth, Body, Call, Param, Part, Piece};
use crate::error::ImportError;
use crate::template;

/// What a command says.
#[derive(Debug, Default)]
pub(super) struct Request {
    method: Option<String>,
    urls: Vec<String>,
    headers: Vec<Param>,
    data: Vec<Data>,
    parts: Vec<Part>,
    url_query: Vec<Param>,
    upload: Option<String>,
    auth: Auth,
    is_get: bool,
    is_head: bool,
    notes: Vec<String>,
}

impl Request {
    /// Reads the words behind `curl`.
    pub(super) fn read(text: &str, words: &[Word]) -> Result<Self, ImportError> {
        let mut request = Self::default();
        let mut reader = Reader {
            text,
            words: words.iter(),
        };
        let mut only_urls = false;
        while let Some(word) = reader.words.next() {
            if only_urls || !word.text.starts_with('-') || word.text == "-" {
                request.urls.push(word.text.clone());
            } else if word.text == "--" {
                only_urls = true;
            } else if let Some(name) = word.text.strip_prefix("--") {
                request.long(word, name, &mut reader)?;
            } else {
                request.short(word, &mut reader)?;
            }
        }
        if request.urls.is_empty() {
            return Err(reader.at_end("the command has no URL"));
        }
        Ok(request)
    }

    /// `--name value`, `--name=value`
    fn long(
        &mut self,
        word: &Word,
        name: &str,
        reader: &mut Reader<'_>,
    ) -> Result<(), ImportError> {
        let (name, given) = match name.split_once('=') {
            Some((name, given)) => (name, Some(given.to_owned())),
            None => (name, None),
        };
        let known = long(name).ok_or_else(|| reader.unknown(word, &format!("--{name}")))?;
        let value = match given {
            _ if !known.takes_value => String::new(),
            Some(given) => given,
            None => reader.value(&word.text)?,
        };
        self.take(known, &value);
        Ok(())
    }

    /// `-sSX PUT`, `-XPUT`
    fn short(&mut self, word: &Word, reader: &mut Reader<'_>) -> Result<(), ImportError> {
        let mut letters = word.text.chars();
        letters.next();
        while let Some(letter) = letters.next() {
            let name = format!("-{letter}");
            let known = options::short(letter).ok_or_else(|| reader.unknown(word, &name))?;
            if !known.takes_value {
                self.take(known, "");
                continue;
            }
            let given = letters.as_str();
            let value = if given.is_empty() {
                reader.value(&name)?
            } else {
                given.to_owned()
            };
            self.take(known, &value);
            break;
        }
        Ok(())
    }

    fn take(&mut self, known: &Known, value: &str) {
        if let Kind::Client(about) = known.kind {
            self.notes.push(format!("`--{}`: {about}", known.long));
        }
        match known.long {
            "request" => self.method = Some(value.to_owned()),
            "header" => self.header(value),
            "data" | "data-ascii" | "data-binary" => self.data.push(Data::plain(value)),
            "data-raw" => self.data.push(Data::Text(value.to_owned())),
            "data-urlencode" => self.data.push(Data::encoded(value)),
            "json" => {
                self.data.push(Data::plain(value));
                for name in ["Content-Type", "Accept"] {
                    if !self.has_header(name) {
                        self.headers.push(Param::new(name, "application/json"));
                    }
                }
            }
            "form" | "form-string" => match data::part(value, known.long == "form-string") {
                Some(part) => self.parts.push(part),
                None => self
                    .notes
                    .push(format!("`-F {value}` has no `=`; it is left out")),
            },
            "user" => self.auth = Auth::Basic,
            "oauth2-bearer" => self.auth = Auth::Bearer(None),
            "digest" | "ntlm" | "negotiate" | "anyauth" => {
                self.auth = Auth::Other(known.long.to_owned());
            }
            "aws-sigv4" => self.auth = Auth::Other("awsv4".to_owned()),
            "get" => self.is_get = true,
            "head" => self.is_head = true,
            "cookie" if value.contains('=') => self.headers.push(Param::new("Cookie", value)),
            "cookie" => self.notes.push("cookies in a file are not read".to_owned()),
            "user-agent" => self.headers.push(Param::new("User-Agent", value)),
            "referer" => self.headers.push(Param::new("Referer", value)),
            "range" => self
                .headers
                .push(Param::new("Range", format!("bytes={value}"))),
            "url" => self.urls.push(value.to_owned()),
            "url-query" => self
                .url_query
                .extend(data::pairs(&[Data::encoded(value)]).unwrap_or_default()),
            "upload-file" => self.upload = Some(value.to_owned()),
            _ => {}
        }
    }

    fn has_header(&self, name: &str) -> bool {
        self.headers
            .iter()
            .any(|header| header.name.eq_ignore_ascii_case(name))
    }

    /// `Name: value`; `Name;` for an empty one, `Name:` to remove one.
    fn header(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':') {
            let (name, value) = (name.trim(), value.trim());
            if name.is_empty() {
                self.notes
                    .push(format!("`-H '{line}'` has no name; it is left out"));
            } else if !value.is_empty() {
                self.headers.push(Param::new(name, value));
            }
        } else if let Some(name) = line.trim().strip_suffix(';') {
            self.headers.push(Param::new(name.trim(), ""));
        } else if line.starts_with('@') {
            self.notes.push("headers in a file are not read".to_owned());
        } else {
            self.notes
                .push(format!("`-H '{line}'` has no `:`; it is left out"));
        }
    }

    fn method(&self) -> String {
        let default = if self.is_head {
            "HEAD"
        } else if self.is_get {
            "GET"
        } else if self.upload.is_some() {
            "PUT"
        } else if self.data.is_empty() && self.parts.is_empty() {
            "GET"
        } else {
            "POST"
        };
        let method = self.method.as_deref().map(str::trim);
        method
            .filter(|method| !method.is_empty())
            .unwrap_or(default)
            .to_owned()
    }

    /// The request as a call. Literal values of `params` in its path are parameters.
    pub(super) fn call(mut self, params: &[(String, String)]) -> Call {
        let method = self.method();
        let mut url = address::parse(self.urls.first().map_or("", String::as_str), &[]);
        if self.urls.len() > 1 {
            let more = self.urls.len() - 1;
            self.notes.push(format!(
                "the command has {more} more URLs, which are left out"
            ));
        }
        if let Some((scheme, rest)) = url.base.clone().split_once("://")
            && let Some((_, host)) = rest.rsplit_once('@')
        {
            url.base = format!("{scheme}://{host}");
            self.auth = Auth::Basic;
        }
        for segment in &mut url.segments {
            name_literal(segment, params);
        }
        for piece in url.segments.iter().flatten() {
            if let Piece::Text(text) = piece
                && template::is_value(text)
            {
                self.notes.push(format!(
                    "`{text}` in the path looks like a value; `--params {text}=id` makes it a parameter"
                ));
            }
        }
        url.query.append(&mut self.url_query);
        if let Some(auth) = self.headers.iter().find_map(from_header) {
            self.auth = auth;
            self.headers.retain(|header| from_header(header).is_none());
        }
        if self.is_get && !self.data.is_empty() {
            match data::pairs(&self.data) {
                Some(pairs) => url.query.extend(pairs),
                None => self
                    .notes
                    .push("the data is no list of pairs for the query; it is left out".to_owned()),
            }
            self.data.clear();
        }
        let body = self.body();
        let mut call = Call {
            url,
            headers: self.headers,
            body,
            auth: self.auth,
            notes: self.notes,
            ..Call::default()
        };
        call.set_method(&method);
        call.place = format!("{} {}", call.method, call.url.path());
        call
    }

    fn body(&mut self) -> Body {
        if let Some(file) = self.upload.take() {
            return Body::File((file != "-" && file != ".").then_some(file));
        }
        if !self.parts.is_empty() {
            return Body::Multipart(std::mem::take(&mut self.parts));
        }
        let header = self
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-type"));
        let content_type = header.and_then(|header| header.value.clone());
        data::body(&self.data, content_type.as_deref(), &mut self.notes)
    }
}

/// The words that are left.
struct Reader<'a> {
    text: &'a str,
    words: std::slice::Iter<'a, Word>,
}

impl Reader<'_> {
    fn value(&mut self, name: &str) -> Result<String, ImportError> {
        let next = self.words.next().map(|word| word.text.clone());
        next.ok_or_else(|| self.at_end(&format!("`{name}` needs a value behind it")))
    }

    fn unknown(&self, word: &Word, name: &str) -> ImportError {
        let message = format!("`{name}` is no option of curl that is known here");
        ImportError::at_byte(self.text, word.start, message)
    }

    fn at_end(&self, message: &str) -> ImportError {
        ImportError::at_byte(self.text, self.text.trim_end().len(), message)
    }
}

/// `--no-…` is the option without it.
fn long(name: &str) -> Option<&'static Known> {
    options::long(name).or_else(|| options::long(name.strip_prefix("no-")?))
}

/// A segment that is one of the values is that parameter.
fn name_literal(segment: &mut Vec<Piece>, params: &[(String, String)]) {
    if let [Piece::Text(text)] = segment.as_slice()
        && let Some((value, name)) = params
            .iter()
            .find(|(value, _)| *value == address::decoded(text))
    {
        *segment = vec![Piece::Variable(Param::new(name, value))];
    }
}
