//! Where the service lives: the part of every URL that the declaration leaves open.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use http::uri::{Authority, Parts, PathAndQuery, Scheme, Uri};
use percent_encoding::{CONTROLS, utf8_percent_encode};

/// The URL to which every template is appended: scheme, authority and an optional path (RFC 3986, section 3).
///
/// The template is appended, never joined: with the base `https://api.example.com/v1`, the template `/links/` means
/// `https://api.example.com/v1/links/`. A slash at the end of the base does not matter.
///
/// ```
/// use callpoint::BaseUrl;
///
/// let base = BaseUrl::parse("https://api.example.com/v1/")?;
/// assert_eq!(base.as_str(), "https://api.example.com/v1");
/// assert!(BaseUrl::parse("api.example.com").is_err());
/// # Ok::<(), callpoint::InvalidBaseUrl>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: Arc<str>,
    scheme: Scheme,
    authority: Authority,
    /// How many slashes the path has.
    slashes: usize,
}

impl BaseUrl {
    /// Reads a base URL. What cannot be meant is refused, never repaired.
    ///
    /// # Errors
    /// The text is no absolute `http` or `https` URL; or it has user information, a query, a fragment, an empty segment, a `.` or
    /// `..` segment or a backslash.
    pub fn parse(text: &str) -> Result<Self, InvalidBaseUrl> {
        let refuse = |problem| Err(InvalidBaseUrl { problem });
        // `Uri` drops a fragment in silence, so it is looked for first.
        if text.contains('#') {
            return refuse(Problem::Fragment);
        }
        if text.contains('\\') {
            return refuse(Problem::Backslash);
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return refuse(Problem::Relative);
        };
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::HTTP,
            "https" => Scheme::HTTPS,
            _ => return refuse(Problem::Scheme),
        };
        if rest.contains('?') {
            return refuse(Problem::Query);
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return refuse(Problem::UserInfo);
        }
        let Ok(authority) = Authority::from_str(authority) else {
            return refuse(Problem::Host);
        };
        if authority.host().is_empty()
            || (authority.as_str().len() > authority.host().len() && authority.port_u16().is_none())
        {
            return refuse(Problem::Host);
        }
        let path = path.strip_suffix('/').unwrap_or(path);
        for segment in path.split('/').skip(1) {
            if segment.is_empty() {
                return refuse(Problem::EmptySegment);
            }
            if is_dot_segment(segment) {
                return refuse(Problem::DotSegment);
            }
        }
        let text: Arc<str> = format!("{scheme}://{authority}{path}").into();
        if !text.is_ascii() || Uri::from_str(&text).is_err() {
            return refuse(Problem::Path);
        }
        let slashes = path.bytes().filter(|&byte| byte == b'/').count();
        Ok(Self {
            text,
            scheme,
            authority,
            slashes,
        })
    }

    /// The URL, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.scheme.as_str()
    }

    /// The host: a name or an address.
    #[must_use]
    pub fn host(&self) -> &str {
        self.authority.host()
    }

    /// The port, where the URL names one.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.authority.port_u16()
    }

    /// The path to which templates are appended; empty where there is none.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.text[self.path_start()..]
    }

    pub(crate) fn slashes(&self) -> usize {
        self.slashes
    }

    /// The URL of a target at this origin.
    pub(crate) fn into_uri(self, target: PathAndQuery) -> Option<Uri> {
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme);
        parts.authority = Some(self.authority);
        parts.path_and_query = Some(target);
        Uri::from_parts(parts).ok()
    }

    /// The URL without its path.
    pub(crate) fn origin(&self) -> &str {
        &self.text[..self.path_start()]
    }

    /// Where the path starts in [`as_str`](Self::as_str).
    pub(crate) fn path_start(&self) -> usize {
        self.scheme.as_str().len() + "://".len() + self.authority.as_str().len()
    }

    /// The same origin with another path.
    pub(crate) fn with_path(&self, path: &str) -> Option<Self> {
        let separator = if path.is_empty() || path.starts_with('/') {
            ""
        } else {
            "/"
        };
        Self::parse(&format!("{}{separator}{path}", self.origin())).ok()
    }

    /// What a URI below this base is below another one.
    pub(crate) fn rebased(&self, uri: &Uri, other: &Self) -> Option<Uri> {
        let target = uri.path_and_query()?.as_str().strip_prefix(self.path())?;
        format!("{other}{target}").parse().ok()
    }

    /// Where a link leads that stands in the answer to a request for the path `current` (RFC 3986, section 5), as long as it stays at this origin.
    pub(crate) fn follow(&self, current: &str, link: &str) -> Option<Uri> {
        let link = link.split('#').next().unwrap_or(link);
        // URL libraries take a backslash for a slash.
        if link.is_empty() || link.contains(|c: char| c == '\\' || c.is_control()) {
            return None;
        }
        let origin = self.origin();
        let absolute = if has_scheme(link) {
            link.to_owned()
        } else if link.starts_with("//") {
            format!("{}:{link}", self.scheme)
        } else if link.starts_with('/') {
            format!("{origin}{link}")
        } else if link.starts_with('?') {
            format!("{origin}{current}{link}")
        } else {
            let folder = current.rfind('/').map_or("", |slash| &current[..slash]);
            format!("{origin}{folder}/{link}")
        };
        // What is no ASCII is an IRI's, and travels in UTF-8 (RFC 3987, section 3.1); `Uri` would let it through as it is.
        let absolute = Cow::from(utf8_percent_encode(&absolute, CONTROLS));
        let uri = Uri::from_str(&absolute).ok()?;
        let stays = self.is_origin_of(&uri) && !uri.path().split('/').any(is_dot_segment);
        // The authority is written as the base has it, so that no other spelling of it is sent.
        stays
            .then(|| {
                format!(
                    "{origin}{}",
                    uri.path_and_query().map_or("/", |target| target.as_str())
                )
            })?
            .parse()
            .ok()
    }

    /// Whether a request to `uri` stays at this origin: scheme, host and port (RFC 6454, section 5).
    pub(crate) fn is_origin_of(&self, uri: &Uri) -> bool {
        if uri.scheme() != Some(&self.scheme) {
            return false;
        }
        let default = if self.scheme == Scheme::HTTPS {
            443
        } else {
            80
        };
        uri.authority().is_some_and(|authority| {
            *authority == self.authority
                || (!authority.as_str().contains('@')
                    && authority.host().eq_ignore_ascii_case(self.host())
                    && authority.port_u16().unwrap_or(default) == self.port().unwrap_or(default))
        })
    }

    /// Whether what is sent can be read on the way: plain `http` to anything but this machine.
    pub(crate) fn is_exposed(&self) -> bool {
        self.scheme == Scheme::HTTP && !is_loopback(self.host())
    }
}

/// Whether a reference begins with a scheme (RFC 3986, section 3.1): a colon before any slash, question mark or number sign.
fn has_scheme(link: &str) -> bool {
    link.find([':', '/', '?', '#'])
        .is_some_and(|end| link[end..].starts_with(':'))
}

fn is_loopback(host: &str) -> bool {
    let name = host.to_ascii_lowercase();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    name == "localhost"
        || name.ends_with(".localhost")
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// `.` and `..`, also with encoded dots: URL libraries take them for the same (WHATWG URL, section 4.5), and servers that decode twice also
/// where the percent sign is encoded.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    let mut rest = segment.as_bytes();
    let mut dots = 0;
    while !rest.is_empty() {
        rest = match rest {
            [b'.', rest @ ..]
            | [b'%', b'2', b'e' | b'E', rest @ ..]
            | [b'%', b'2', b'5', b'2', b'e' | b'E', rest @ ..] => rest,
            _ => return false,
        };
        dots += 1;
    }
    dots == 1 || dots == 2
}

/// Whether a segment of a path begins as a dot segment does. Nearly none does, so this spares looking at each of them.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "with a way out, each byte would be looked at alone"
)]
pub(crate) fn may_have_dot_segment(path: &[u8]) -> bool {
    let next = path.get(1..).unwrap_or_default();
    path.iter().zip(next).fold(false, |may, (&byte, &next)| {
        may | ((byte == b'/') & ((next == b'.') | (next == b'%')))
    })
}

impl FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    fn from_str(text: &str) -> Result<Self, InvalidBaseUrl> {
        Self::parse(text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({:?})", self.text)
    }
}

/// Why a text is no base URL. It never repeats the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidBaseUrl {
    problem: Problem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    Relative,
    Scheme,
    UserInfo,
    Host,
    Query,
    Fragment,
    Path,
    EmptySegment,
    DotSegment,
    Backslash,
}

impl fmt::Display for InvalidBaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.problem {
            Problem::Relative => "it must be absolute, like `https://api.example.com`",
            Problem::Scheme => "its scheme must be `http` or `https`",
            Problem::UserInfo => {
                "it must have no user information; give credentials to the client's builder"
            }
            Problem::Host => "its host or port is not valid",
            Problem::Query => "it must have no query; a fixed query pair belongs in the template",
            Problem::Fragment => "it must have no fragment",
            Problem::Path => "its path has a character that must be percent-encoded",
            Problem::EmptySegment => "its path has an empty segment (`//`)",
            Problem::DotSegment => "its path has a `.` or `..` segment",
            Problem::Backslash => "it has a backslash",
        })
    }
}

impl std::error::Error for InvalidBaseUrl {}
