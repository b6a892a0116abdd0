//! The base URL of a service: the part of every URL that the declaration leaves open.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

use http::uri::{Authority, Parts, PathAndQuery, Scheme, Uri};

use crate::link;

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
    /// The number of slashes in the path.
    slashes: usize,
}

impl BaseUrl {
    /// Parses a base URL. An invalid one is rejected, never corrected.
    ///
    /// # Errors
    /// The text is not an absolute `http` or `https` URL; its host is neither a domain name in ASCII nor an IP address, or has a zone; its port is not
    /// a number from 1 to 65535; or it has user information, a query, a fragment, an empty segment, a `.` or `..` segment, or a backslash.
    pub fn parse(text: &str) -> Result<Self, InvalidBaseUrl> {
        let invalid = |problem| Err(InvalidBaseUrl { problem });
        // `Uri` silently drops a fragment, so this is checked first.
        if text.contains('#') {
            return invalid(Problem::Fragment);
        }
        if text.contains('\\') {
            return invalid(Problem::Backslash);
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return invalid(Problem::Relative);
        };
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::HTTP,
            "https" => Scheme::HTTPS,
            _ => return invalid(Problem::Scheme),
        };
        if rest.contains('?') {
            return invalid(Problem::Query);
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return invalid(Problem::UserInfo);
        }
        if let Some(problem) = problem_of_authority(authority) {
            return invalid(problem);
        }
        let Ok(authority) = Authority::from_str(authority) else {
            return invalid(Problem::Host);
        };
        let path = path.strip_suffix('/').unwrap_or(path);
        for segment in path.split('/').skip(1) {
            if segment.is_empty() {
                return invalid(Problem::EmptySegment);
            }
            if is_dot_segment(segment) {
                return invalid(Problem::DotSegment);
            }
        }
        let text: Arc<str> = format!("{scheme}://{authority}{path}").into();
        if !is_encoded_path(path) || Uri::from_str(&text).is_err() {
            return invalid(Problem::Path);
        }
        let slashes = path.bytes().filter(|&byte| byte == b'/').count();
        Ok(Self {
            text,
            scheme,
            authority,
            slashes,
        })
    }

    /// The URL without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.scheme.as_str()
    }

    /// The host: a name or an IP address.
    #[must_use]
    pub fn host(&self) -> &str {
        self.authority.host()
    }

    /// The port, if the URL has one.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.authority.port_u16()
    }

    /// The path to which templates are appended; empty if there is none.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.text[self.path_start()..]
    }

    pub(crate) fn slashes(&self) -> usize {
        self.slashes
    }

    /// The URL of a request target at this origin.
    #[doc(hidden)]
    pub fn into_uri(self, target: PathAndQuery) -> Option<Uri> {
        uri_of(self.scheme, self.authority, target)
    }

    /// What the URL of a request is made of.
    pub(crate) fn scheme_and_authority(&self) -> (Scheme, Authority) {
        (self.scheme.clone(), self.authority.clone())
    }

    /// The URL without its path.
    #[doc(hidden)]
    pub fn origin(&self) -> &str {
        &self.text[..self.path_start()]
    }

    /// Where the path starts in [`as_str`](Self::as_str).
    pub(crate) fn path_start(&self) -> usize {
        self.scheme.as_str().len() + "://".len() + self.authority.as_str().len()
    }

    /// The same origin with another path.
    #[doc(hidden)]
    pub fn with_path(&self, path: &str) -> Option<Self> {
        let separator = if path.is_empty() || path.starts_with('/') {
            ""
        } else {
            "/"
        };
        Self::parse(&format!("{}{separator}{path}", self.origin())).ok()
    }

    /// Moves a URI that is below this base to the same place below `other`.
    #[doc(hidden)]
    pub fn rebased(&self, uri: &Uri, other: &Self) -> Option<Uri> {
        let target = uri.path_and_query()?.as_str().strip_prefix(self.path())?;
        format!("{other}{target}").parse().ok()
    }

    /// Resolves a URL that a server names in its response to a request for the path `current` (RFC 3986, section 5): in a header field or in a body.
    /// `None` unless it stays at this origin.
    #[doc(hidden)]
    pub fn follow(&self, current: &str, link: &[u8]) -> Option<Uri> {
        let uri = self.resolve(current, link)?;
        self.is_origin_of(&uri).then(|| self.spelled(&uri))?
    }

    /// The same at whichever origin.
    pub(crate) fn resolve(&self, current: &str, link: &[u8]) -> Option<Uri> {
        let is_control = String::from_utf8_lossy(link).contains(char::is_control);
        let link = link::encoded(link);
        let link = link.split('#').next().unwrap_or(&link);
        // URL libraries treat a backslash as a slash.
        if link.is_empty() || is_control || link.contains('\\') {
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
        let uri = Uri::from_str(&absolute).ok()?;
        (!uri.path().split('/').any(is_dot_segment)).then_some(uri)
    }

    /// A URL at this origin with the authority as it is spelled here, so that no other spelling of it is sent.
    pub(crate) fn spelled(&self, uri: &Uri) -> Option<Uri> {
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        format!("{}{target}", self.origin()).parse().ok()
    }

    /// The origin of a URL, if it is valid as one.
    pub(crate) fn origin_of(uri: &Uri) -> Option<Self> {
        Self::parse(&format!("{}://{}", uri.scheme_str()?, uri.authority()?)).ok()
    }

    /// Whether a request to `uri` stays at this origin: scheme, host and port (RFC 6454, section 5).
    #[doc(hidden)]
    pub fn is_origin_of(&self, uri: &Uri) -> bool {
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

    /// Whether the network can read what is sent: plain `http` to any host but this machine.
    #[doc(hidden)]
    pub fn is_exposed(&self) -> bool {
        self.scheme == Scheme::HTTP && !is_loopback(self.host())
    }
}

/// The URL of a request target.
pub(crate) fn uri_of(scheme: Scheme, authority: Authority, target: PathAndQuery) -> Option<Uri> {
    let mut parts = Parts::default();
    parts.scheme = Some(scheme);
    parts.authority = Some(authority);
    parts.path_and_query = Some(target);
    Uri::from_parts(parts).ok()
}

/// What is wrong with a host and its port. Only what all URL libraries read alike is accepted (RFC 3986, section 3.2).
fn problem_of_authority(authority: &str) -> Option<Problem> {
    let end = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let (host, port) = match authority[end..].find(':') {
        Some(colon) => (
            &authority[..end + colon],
            Some(&authority[end + colon + 1..]),
        ),
        None => (authority, None),
    };
    if !host.is_ascii() {
        return Some(Problem::HostNotAscii);
    }
    let inner = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let is_host = match inner {
        // Without a zone, which has a meaning on one machine only.
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => is_host_name(host),
    };
    // `u16` would accept a sign.
    let is_port = |port: &str| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && !port.starts_with('0')
            && port.parse::<u16>().is_ok()
    };
    if !is_host || port.is_some_and(|port| port.contains(':')) {
        Some(Problem::Host)
    } else if port.is_some_and(|port| !is_port(port)) {
        Some(Problem::Port)
    } else {
        None
    }
}

/// A domain name, or an IPv4 address: whoever reads the last label as a number reads the whole as an address (WHATWG URL, section 3.5).
fn is_host_name(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !label.is_empty() && label.bytes().all(is_part)
    };
    if !name.split('.').all(is_label) {
        return false;
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    if !last.bytes().all(|byte| byte.is_ascii_digit()) && number(last).is_none() {
        return true;
    }
    let numbers: Option<Vec<_>> = name.split('.').map(number).collect();
    let Some((last, rest)) = numbers.as_deref().and_then(<[u64]>::split_last) else {
        return false;
    };
    rest.len() < 4 && rest.iter().all(|&number| number < 256) && *last < 1 << (8 * (4 - rest.len()))
}

/// A number of an IPv4 address: decimal, octal after `0`, hexadecimal after `0x`.
fn number(text: &str) -> Option<u64> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, radix) = match (hex, text.strip_prefix('0')) {
        (Some(""), _) => return Some(0),
        (Some(hex), _) => (hex, 16),
        (None, Some(octal)) if !octal.is_empty() => (octal, 8),
        _ => (text, 10),
    };
    let is_number = digits.chars().all(|digit| digit.is_digit(radix));
    is_number.then(|| u64::from_str_radix(digits, radix).unwrap_or(u64::MAX))
}

/// Whether nothing in a path is to be percent-encoded (RFC 3986, section 3.3), so that all libraries send it as it is.
fn is_encoded_path(path: &str) -> bool {
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let is_valid = match byte {
            b'%' => [bytes.next(), bytes.next()]
                .iter()
                .all(|digit| digit.is_some_and(|it| it.is_ascii_hexdigit())),
            _ => byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@|[]".contains(&byte),
        };
        if !is_valid {
            return false;
        }
    }
    true
}

/// Whether a reference begins with a scheme (RFC 3986, section 3.1): a colon before any slash, question mark or number sign.
pub(crate) fn has_scheme(link: &str) -> bool {
    link.find([':', '/', '?', '#'])
        .is_some_and(|end| link[end..].starts_with(':'))
}

/// Whether a host is this machine: by a name reserved for it (RFC 6761, section 6.3), or by a loopback address. Names are not resolved. An address in
/// a non-standard spelling (`127.1`) does not count, because parsers disagree about it.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let inner = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    if let Ok(address) = inner.unwrap_or(host).parse::<IpAddr>() {
        // On all systems that allow connecting to the unspecified address, it is this machine.
        let address = address.to_canonical();
        return address.is_loopback() || address.is_unspecified();
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let last = name.rsplit('.').next().unwrap_or(name);
    last.eq_ignore_ascii_case("localhost")
}

/// `.` and `..`, also with percent-encoded dots: URL libraries treat them alike (WHATWG URL, section 4.5), and servers that decode twice do so
/// even if the percent sign is encoded.
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

/// Whether a segment of the path starts like a dot segment. Few do, which saves checking every segment.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "an early exit would prevent vectorisation"
)]
#[must_use]
pub fn may_have_dot_segment(path: &[u8]) -> bool {
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

/// Why a text is not a valid base URL. Its text never repeats the input, which may contain a password.
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
    HostNotAscii,
    Port,
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
            Problem::Host => "its host is not valid",
            Problem::HostNotAscii => {
                "its host has letters outside ASCII; write its ASCII form, which starts with `xn--`"
            }
            Problem::Port => "its port must be a number from 1 to 65535",
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
