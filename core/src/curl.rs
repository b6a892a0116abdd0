//! A request as a curl command.

use std::fmt;
use std::path::Path;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderName};

use crate::body::Body;
use crate::meta::EndpointMeta;
use crate::redact::{Piece, Shown};
use crate::shell::{argument, plain, printf};

/// A request as a command for a POSIX shell: what `Client::curl` returns.
///
/// It sends what the call sends, including the client's headers and credentials. Secrets are shown as `***`; [`with_secrets`](Self::with_secrets)
/// shows them. `{}` writes one line, `{:#}` one line per option. curl reads a whole body before it sends it. A stream is replaced by standard input,
/// and a comment at the end of the command says so.
///
/// ```
/// use callpoint::{Client, endpoint};
///
/// #[endpoint(PUT, "/links/<id>", 204 => ())]
/// struct UpdateLink {
///     id: u64,
///     #[secret]
///     password: String,
/// }
///
/// let client = Client::builder("https://api.example.com").user_agent("me").bearer_token("abc").build()?;
/// let curl = client.curl(&UpdateLink::new(7, "it's mine"))?;
/// # // Decompression adds a header if it is compiled in.
/// # let (kept, curl) = (curl.clone(), format!("{curl:#}").replace(" \\\n  --header 'accept-encoding: zstd, br, gzip, deflate'", ""));
/// assert_eq!(
///     format!("{curl:#}"),
///     r#"curl --globoff --path-as-is --request PUT 'https://api.example.com/links/7' \
///   --header 'content-type: application/json' \
///   --header 'accept: */*' \
///   --header 'user-agent: me' \
///   --header 'authorization: Bearer ***' \
///   --header 'expect:' \
///   --data-binary '{"password":"***"}'"#
/// );
/// # let curl = kept;
/// assert!(curl.with_secrets().to_string().ends_with(r#"--data-binary '{"password":"it'\''s mine"}'"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Curl {
    full: Shown,
    redacted: Shown,
    shows_secrets: bool,
}

impl Curl {
    #[doc(hidden)]
    #[must_use]
    pub fn new(request: &http::Request<Body>, meta: &EndpointMeta) -> Self {
        Self {
            full: Shown::unredacted(request),
            redacted: Shown::redacted(request, meta),
            shows_secrets: false,
        }
    }

    /// The command with every secret in it, so that it can be run. Keep it private.
    #[must_use]
    pub fn with_secrets(mut self) -> Self {
        self.shows_secrets = true;
        self
    }
}

impl fmt::Display for Curl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.shows_secrets {
            &self.full
        } else {
            &self.redacted
        };
        let content = Content::of(&shown.body);
        if let Content::Printed(pieces) = content {
            f.write_str("{ ")?;
            for piece in pieces {
                write!(f, "{}; ", printed(piece))?;
            }
            f.write_str("} | ")?;
        }
        f.write_str("curl --globoff --path-as-is")?;
        match (&shown.method, &content) {
            (&Method::GET, Content::Nothing) => {}
            (&Method::HEAD, Content::Nothing) => f.write_str(" --head")?,
            (method, _) if method.as_str().bytes().all(|c| c.is_ascii_alphanumeric()) => {
                write!(f, " --request {method}")?;
            }
            (method, _) => write!(f, " --request {}", argument(method.as_str().as_bytes()))?,
        }
        write!(f, " {}", argument(shown.url.as_bytes()))?;
        let separator = if f.alternate() { " \\\n  " } else { " " };
        for header in headers(shown) {
            write!(f, "{separator}--header {}", argument(&header))?;
        }
        content.write(f, separator)?;
        if shown
            .body
            .iter()
            .any(|piece| matches!(piece, Piece::Stream))
        {
            f.write_str(" # the body is read from standard input")?;
        }
        Ok(())
    }
}

/// The arguments of `--header`: what is sent, without what curl adds by itself. The default transport adds `Accept: */*` too.
fn headers(shown: &Shown) -> Vec<Vec<u8>> {
    let line = |(name, value): &(HeaderName, Bytes)| {
        let name = name.as_str().as_bytes();
        if value.is_empty() {
            [name, b";"].concat()
        } else {
            [name, b": ", value].concat()
        }
    };
    let has = |wanted: HeaderName| shown.headers.iter().any(|(name, _)| *name == wanted);
    let mut lines: Vec<_> = shown.headers.iter().map(line).collect();
    if !shown.body.is_empty() {
        if !has(CONTENT_TYPE) {
            lines.push(b"content-type:".to_vec());
        }
        lines.push(b"expect:".to_vec());
    }
    lines
}

/// How curl gets the body.
#[derive(Clone, Copy)]
enum Content<'a> {
    Nothing,
    Argument(&'a str),
    File(&'a Path),
    Input,
    /// From a pipe of commands that print it.
    Printed(&'a [Piece]),
}

impl<'a> Content<'a> {
    fn of(pieces: &'a [Piece]) -> Self {
        match pieces {
            [] => Self::Nothing,
            [Piece::Stream] => Self::Input,
            [Piece::File(path)] => Self::File(path),
            [Piece::Bytes(bytes)] => plain(bytes).map_or(Self::Printed(pieces), Self::Argument),
            _ => Self::Printed(pieces),
        }
    }

    fn write(self, f: &mut fmt::Formatter<'_>, separator: &str) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            // An at sign would name a file.
            Self::Argument(text) if text.starts_with('@') => {
                write!(f, "{separator}--data-raw {}", argument(text.as_bytes()))
            }
            Self::Argument(text) => {
                write!(f, "{separator}--data-binary {}", argument(text.as_bytes()))
            }
            Self::File(path) => {
                let file = [b"@", path_bytes(path).as_slice()].concat();
                write!(f, "{separator}--data-binary {}", argument(&file))
            }
            Self::Input | Self::Printed(_) => write!(f, "{separator}--data-binary @-"),
        }
    }
}

/// The command that prints a piece of a body.
fn printed(piece: &Piece) -> String {
    match piece {
        Piece::Bytes(bytes) => printf(bytes),
        Piece::File(path) => format!("cat {}", argument(&path_bytes(path))),
        Piece::Stream => "cat".to_owned(),
    }
}

/// A path that is neither an option nor standard input.
fn path_bytes(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    if bytes.starts_with(b"-") {
        [b"./", bytes].concat()
    } else {
        bytes.to_vec()
    }
}

/// Never shows secrets.
impl fmt::Debug for Curl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Curl")
    }
}
