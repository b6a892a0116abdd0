//! One command: its options, and the requests that they make.

use super::data::{self, Data};
use super::form::Form;
use super::lexer::Word;
use super::options::{self, Kind, Known};
use super::target::Target;
use crate::description::{
    Body, Content, Operation, Parameter, RequestBody, Security, SecurityScheme, SecuritySchemeKind,
    Server,
};
use crate::error::DocumentError;
use crate::{authorization, secrets};

/// The options up to `--next`, which apply to all URLs between.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option")]
pub(super) struct Request {
    method: Option<String>,
    targets: Vec<Target>,
    /// How many of the targets have a URL, and how many an upload: the first ones.
    urls: usize,
    uploads: usize,
    /// Words that may be values of options that are not known.
    doubtful: Vec<Word>,
    headers: Vec<Parameter>,
    user_agent: Option<String>,
    referer: Option<String>,
    range: Option<String>,
    cookies: Vec<String>,
    data: Vec<Data>,
    form: Form,
    url_query: Vec<Data>,
    other_target: Option<Word>,
    security: Security,
    bearer: bool,
    json: bool,
    get: bool,
    head: bool,
    globoff: bool,
    path_as_is: bool,
    notes: Vec<String>,
    /// How many bytes each URL gets of the options, about.
    size: usize,
}

/// How many times the size of a command its options can have with all of its URLs, and what is allowed anyway.
const GROWTH: usize = 4;
const FREE: usize = 1024 * 1024;
/// About as long as a note is.
const NOTE: usize = 128;
/// The longest place of a message.
const PLACE: usize = 200;

impl Request {
    /// Reads the words behind `curl`.
    pub(super) fn read(text: &str, words: &[Word]) -> Result<Vec<Self>, DocumentError> {
        let mut requests = vec![Self::default()];
        let mut reader = Reader {
            text,
            words: words.iter(),
        };
        let mut only_urls = false;
        let mut is_doubtful = false;
        while let Some(word) = reader.words.next() {
            let is_behind = std::mem::take(&mut is_doubtful);
            if matches!(word.text.as_str(), "-:" | "--next") && !only_urls {
                requests.push(Self::default());
                continue;
            }
            let Some(request) = requests.last_mut() else {
                break;
            };
            if only_urls || !word.text.starts_with('-') || word.text == "-" {
                if is_behind && !word.text.contains("://") {
                    request.doubtful.push(word.clone());
                } else {
                    request.url(word);
                }
            } else if word.text == "--" {
                only_urls = true;
            } else if let Some(name) = word.text.strip_prefix("--") {
                is_doubtful = !request.long(name, &mut reader)?;
            } else {
                is_doubtful = !request.short(word, &mut reader)?;
            }
        }
        for request in &mut requests {
            request.settle();
        }
        requests.retain(|request| !request.targets.is_empty());
        if requests.is_empty() {
            return Err(reader.at_end("the command has no URL"));
        }
        Ok(requests)
    }

    /// `--name value`; whether the option is known.
    fn long(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DocumentError> {
        // What curl does not accept, but documentation writes: `--name=value`.
        if let Some((name, given)) = name.split_once('=')
            && let Some(known) = options::long(name).filter(|known| known.takes_value)
        {
            self.notes.push(format!(
                "curl itself takes `--{name} value`, not `--{name}=value`"
            ));
            self.take(known, &Word::new(given));
            return Ok(true);
        }
        // A variable of curl in the value is a variable of the description.
        let expanded = name.strip_prefix("expand-").and_then(options::long);
        let expanded = expanded.filter(|known| known.takes_value);
        if let Some(known) = expanded.or_else(|| options::long(name)) {
            let value = if known.takes_value {
                reader.value(&format!("--{name}"))?
            } else {
                Word::default()
            };
            self.take(known, &value);
            return Ok(true);
        }
        let negated = name.strip_prefix("no-").and_then(options::long);
        if let Some(known) = negated.filter(|known| !known.takes_value) {
            self.negate(known);
            return Ok(true);
        }
        self.unknown(&format!("--{name}"));
        Ok(false)
    }

    /// `-sSX PUT`, `-XPUT`; whether all are known.
    fn short(&mut self, word: &Word, reader: &mut Reader<'_>) -> Result<bool, DocumentError> {
        let mut letters = word.text.chars();
        letters.next();
        while let Some(letter) = letters.next() {
            let name = format!("-{letter}");
            let Some(known) = options::short(letter) else {
                self.unknown(&name);
                return Ok(false);
            };
            if !known.takes_value {
                self.take(known, &Word::default());
                continue;
            }
            let given = letters.as_str();
            let value = if given.is_empty() {
                reader.value(&name)?
            } else {
                word.behind(word.text.len() - given.len())
            };
            self.take(known, &value);
            break;
        }
        Ok(true)
    }

    fn unknown(&mut self, name: &str) {
        self.size += NOTE + name.len();
        self.notes
            .push(format!("`{name}` is not an option of curl; it is left out"));
    }

    /// `--no-…`
    fn negate(&mut self, known: Known) {
        match known.long {
            "get" => self.get = false,
            "head" => self.head = false,
            "globoff" => self.globoff = false,
            "path-as-is" => self.path_as_is = false,
            _ => {}
        }
    }

    fn take(&mut self, known: Known, word: &Word) {
        let value = word.text.as_str();
        if !matches!(known.long, "url" | "upload-file") {
            self.size += NOTE + value.len();
        }
        if let Kind::Client(about) = known.kind {
            self.notes.push(format!("`--{}`: {about}", known.long));
        }
        match known.long {
            "request" => self.method = Some(value.to_owned()),
            "header" => self.header(value),
            "data" | "data-ascii" => self.data.push(Data::plain(value)),
            "data-binary" => self.data.push(Data::binary(value)),
            "data-raw" => self.data.push(Data::raw(value)),
            "data-urlencode" => self.data.push(Data::encoded(value)),
            "json" => {
                self.data.push(Data::json(value));
                self.json = true;
            }
            "form" => self.form.field(value, &mut self.notes),
            "form-string" => self.form.string(value, &mut self.notes),
            "user" => self.security = Security::one(SecurityScheme::basic()),
            "oauth2-bearer" => self.bearer = true,
            "digest" | "ntlm" | "ntlm-wb" | "negotiate" | "anyauth" => {
                self.security = other(known.long);
            }
            "aws-sigv4" => self.security = other("awsv4"),
            "get" => self.get = true,
            "head" => self.head = true,
            "globoff" => self.globoff = true,
            "path-as-is" => self.path_as_is = true,
            "cookie" if value.contains('=') => self.cookies.push(value.to_owned()),
            "cookie" => self.notes.push("cookies in a file are not read".to_owned()),
            "user-agent" => self.user_agent = Some(value.to_owned()),
            "referer" => {
                let referer = value.strip_suffix(";auto").unwrap_or(value);
                self.referer = Some(referer.to_owned());
            }
            // A number alone is where the range begins.
            "range" if !value.contains('-') => self.range = Some(format!("{value}-")),
            "range" => self.range = Some(value.to_owned()),
            "continue-at" if value != "-" => self.range = Some(format!("{value}-")),
            "url" => self.url(word),
            "url-query" => self.url_query.push(Data::query(value)),
            "upload-file" => self.upload(word),
            "request-target" => self.other_target = Some(word.clone()),
            _ => {}
        }
    }

    /// The next URL, for the first upload that has none.
    fn url(&mut self, word: &Word) {
        match self.targets.get_mut(self.urls) {
            Some(target) => target.url = Some(word.clone()),
            None => self.targets.push(Target::of_url(word)),
        }
        self.urls += 1;
    }

    /// The next upload, for the first URL that has none.
    fn upload(&mut self, word: &Word) {
        match self.targets.get_mut(self.uploads) {
            Some(target) => target.upload = Some(word.clone()),
            None => self.targets.push(Target::of_upload(word)),
        }
        self.uploads += 1;
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
                self.headers.push(Parameter::new(name).example(value));
            } else if name.eq_ignore_ascii_case("content-type") {
                self.notes
                    .push(format!("curl sends no `{name}`; the declaration does"));
            }
        } else if let Some(name) = line.trim().strip_suffix(';') {
            self.headers.push(Parameter::new(name.trim()).example(""));
        } else if line.starts_with('@') {
            self.notes.push("headers in a file are not read".to_owned());
        } else {
            self.notes
                .push(format!("`-H '{line}'` has no `:`; it is left out"));
        }
    }

    /// What is known once all options are read: a header of `-H` replaces that of an option, in whatever order they are.
    fn settle(&mut self) {
        let mut implied = Vec::new();
        if self.json {
            let json = "application/json".to_owned();
            implied.extend(["Content-Type", "Accept"].map(|name| (name, json.clone())));
        }
        if !self.cookies.is_empty() {
            implied.push(("Cookie", self.cookies.join(";")));
        }
        let of_options = [("User-Agent", &self.user_agent), ("Referer", &self.referer)];
        for (name, value) in of_options {
            let value = value.clone().filter(|value| !value.is_empty());
            implied.extend(value.map(|value| (name, value)));
        }
        if let Some(range) = &self.range {
            implied.push(("Range", format!("bytes={range}")));
        }
        implied.retain(|(name, _)| !self.has_header(name));
        for (name, value) in implied {
            self.headers.push(Parameter::new(name).example(value));
        }
        if self.bearer {
            self.security = Security::one(SecurityScheme::bearer());
        }
        if self.has_header("Authorization") {
            let security = self.headers.iter().find_map(authorization::from_header);
            self.security = security.unwrap_or_default();
            self.headers
                .retain(|header| authorization::from_header(header).is_none());
        }
        let has_url = self.targets.iter().any(|target| target.url.is_some());
        for word in std::mem::take(&mut self.doubtful) {
            if has_url {
                self.notes.push(format!(
                    "`{}` is taken for the value of an option that is not known; it is left out",
                    word.text
                ));
            } else {
                self.url(&word);
            }
        }
        self.targets.retain(|target| target.url.is_some());
        let bodies = [
            !self.data.is_empty() && !self.get,
            !self.form.parts.is_empty(),
            self.head,
        ];
        if bodies.into_iter().filter(|is_there| *is_there).count() > 1 {
            self.notes
                .push("curl refuses this combination of `-d`, `-F` and `-I`".to_owned());
        }
    }

    fn method(&self, is_upload: bool) -> String {
        let default = if self.head {
            "HEAD"
        } else if is_upload {
            "PUT"
        } else if !self.form.parts.is_empty() || !(self.get || self.data.is_empty()) {
            "POST"
        } else {
            "GET"
        };
        let method = self.method.as_deref().map(str::trim);
        method
            .filter(|method| !method.is_empty())
            .unwrap_or(default)
            .to_owned()
    }

    /// Its requests as operations, one for each URL. Literal values of `params` in their paths are parameters.
    pub(super) fn operations(&self, params: &[(String, String)]) -> Vec<Operation> {
        let of_urls: usize = self.targets.iter().map(Target::size).sum();
        let allowed = GROWTH * (of_urls + self.size) + FREE;
        let count = allowed / self.size.max(1);
        let targets = self.targets.iter().take(count);
        let mut operations: Vec<Operation> = targets
            .map(|target| self.operation(target, params))
            .collect();
        if let Some(last) = operations.last_mut()
            && count < self.targets.len()
        {
            last.notes.push(format!(
                "its options with all of its {} URLs would make the command more than {GROWTH} times longer; the first {count} are declared",
                self.targets.len()
            ));
        }
        operations
    }

    fn operation(&self, target: &Target, params: &[(String, String)]) -> Operation {
        let mut notes = self.notes.clone();
        let mut url = target.address(self.globoff, self.path_as_is, &mut notes);
        if let Some(target) = &self.other_target {
            let other = Target::of_url(target).address(true, true, &mut notes);
            (url.segments, url.query) = (other.segments, other.query);
        }
        let mut security = self.security.clone();
        if let Some((scheme, rest)) = url.base.clone().split_once("://")
            && let Some((_, host)) = rest.rsplit_once('@')
        {
            url.base = format!("{scheme}://{host}");
            security = Security::one(SecurityScheme::basic());
        }
        super::target::name_literals(&mut url.segments, params, &mut notes);
        // With `-G`, curl sends the data in place of `--url-query`.
        let is_get = self.get && !self.data.is_empty();
        if is_get && !self.url_query.is_empty() {
            notes.push("curl sends `-G` data in place of `--url-query`".to_owned());
        }
        let query = if is_get { &self.data } else { &self.url_query };
        url.query.extend(data::query(query, &mut notes));
        let method = self.method(target.is_upload());
        let body = self.body(target, &mut notes).map(RequestBody::new);
        let mut operation = Operation {
            path: url.segments,
            query: url.query,
            headers: self.headers.clone(),
            body,
            security,
            notes,
            ..Operation::default()
        };
        if !url.base.is_empty() {
            operation.servers = vec![Server::new(url.base)];
        }
        operation.set_method(&method);
        let path = operation.display_path();
        let path: String = path.chars().take(PLACE).collect();
        operation.place = format!("{} {path}", operation.method);
        secrets::mark(&mut operation);
        operation
    }

    fn body(&self, target: &Target, notes: &mut Vec<String>) -> Option<Content> {
        let header = self
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-type"));
        let content_type = header.and_then(Parameter::value).map(str::to_owned);
        if target.is_upload() {
            return Some(Content::new(content_type, Body::File(target.file())));
        }
        if !self.form.parts.is_empty() {
            let media_type = Some("multipart/form-data".to_owned());
            let parts = self.form.parts.clone();
            return Some(Content::new(media_type, Body::Multipart(parts)));
        }
        let data = if self.get { &[] } else { self.data.as_slice() };
        data::body(data, content_type.as_deref(), notes)
    }
}

/// A scheme by its name.
fn other(name: &str) -> Security {
    let kind = SecuritySchemeKind::Other(name.to_owned());
    Security::one(SecurityScheme::new(name, kind))
}

/// The words that are left.
struct Reader<'a> {
    text: &'a str,
    words: std::slice::Iter<'a, Word>,
}

impl Reader<'_> {
    fn value(&mut self, name: &str) -> Result<Word, DocumentError> {
        let next = self.words.next().cloned();
        next.ok_or_else(|| self.at_end(&format!("`{name}` needs a value")))
    }

    fn at_end(&self, message: &str) -> DocumentError {
        DocumentError::at_byte(self.text, self.text.trim_end().len(), message)
    }
}
