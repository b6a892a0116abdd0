//! What a server asks for in a 401 response (RFC 9110, section 11).

use std::fmt;

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use crate::meta::EndpointMeta;

/// One challenge of `WWW-Authenticate` (RFC 9110, section 11.6.1): a scheme, with a `token68` or with parameters.
///
/// ```
/// use callpoint::auth::Challenge;
///
/// let challenges = Challenge::parse(r#"Negotiate, Bearer realm="https://auth.example.com/token", scope="a:pull,push""#);
/// assert_eq!(challenges[0].scheme(), "Negotiate");
/// assert!(challenges[1].is("bearer"));
/// assert_eq!(challenges[1].parameter("scope"), Some("a:pull,push"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    scheme: String,
    token68: Option<String>,
    parameters: Vec<(String, String)>,
}

impl Challenge {
    /// The challenges of a field value, in their order. What is not a challenge is left out.
    #[must_use]
    pub fn parse(value: &str) -> Vec<Self> {
        let mut rest = Rest(value);
        let mut challenges: Vec<Self> = Vec::new();
        loop {
            rest.skip(|c| c == ',' || is_space(c));
            if rest.0.is_empty() {
                return challenges;
            }
            let word = rest.take(is_token);
            if word.is_empty() {
                rest.skip_item();
                continue;
            }
            // `name=value` belongs to the challenge before it; the name of a scheme stands alone.
            let mut ahead = Rest(rest.0);
            ahead.skip(is_space);
            if ahead.next_is('=') {
                ahead.skip(is_space);
                let value = ahead.value();
                rest = ahead;
                if let (Some(last), Some(value)) = (challenges.last_mut(), value)
                    && last.parameter(word).is_none()
                {
                    last.parameters.push((word.to_owned(), value));
                }
                continue;
            }
            let mut challenge = Self {
                scheme: word.to_owned(),
                token68: None,
                parameters: Vec::new(),
            };
            if !rest.0.starts_with(|c: char| is_space(c) || c == ',') && !rest.0.is_empty() {
                rest.skip_item();
                continue;
            }
            if let Some((token68, after)) = token68(ahead) {
                challenge.token68 = Some(token68);
                rest = after;
            }
            challenges.push(challenge);
        }
    }

    /// The challenges of all `WWW-Authenticate` fields of a response.
    #[must_use]
    pub fn all(headers: &HeaderMap) -> Vec<Self> {
        let fields = headers.get_all(WWW_AUTHENTICATE).iter();
        let fields = fields.map(|field| String::from_utf8_lossy(field.as_bytes()));
        // Several fields are one list (RFC 9110, section 5.3).
        Self::parse(&fields.collect::<Vec<_>>().join(", "))
    }

    /// The scheme, as the server writes it.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Whether it is for this scheme, in any case.
    #[must_use]
    pub fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// The data of a scheme without parameters, such as `Negotiate`.
    #[must_use]
    pub fn token68(&self) -> Option<&str> {
        self.token68.as_deref()
    }

    /// The value of a parameter, by its name in any case. Of two with one name, the first.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What follows a scheme, if it is one token and no parameter.
fn token68(mut rest: Rest<'_>) -> Option<(String, Rest<'_>)> {
    let start = rest.0;
    rest.skip(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c));
    if rest.0.len() == start.len() {
        return None;
    }
    rest.skip(|c| c == '=');
    let token = &start[..start.len() - rest.0.len()];
    rest.skip(is_space);
    (rest.0.is_empty() || rest.0.starts_with(',')).then(|| (token.to_owned(), rest))
}

/// What is left of a field value.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn take(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let end = self.0.find(|c| !is_part(c)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    fn skip(&mut self, is_part: impl Fn(char) -> bool) {
        self.take(is_part);
    }

    fn next_is(&mut self, wanted: char) -> bool {
        let rest = self.0.strip_prefix(wanted);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Skips what is not a challenge, up to the next comma.
    fn skip_item(&mut self) {
        self.skip(|c| c != ',');
    }

    /// The value of a parameter: a token, or a quoted string (RFC 9110, section 5.6.4). `None` if it is neither.
    fn value(&mut self) -> Option<String> {
        if !self.next_is('"') {
            // Some servers do not quote URLs.
            let value = self.take(|c| c != ',' && !is_space(c));
            return (!value.is_empty()).then(|| value.to_owned());
        }
        let mut value = String::new();
        let mut letters = self.0.char_indices();
        while let Some((index, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.0 = &self.0[index + 1..];
                    return Some(value);
                }
                '\\' => value.extend(letters.next().map(|(_, escaped)| escaped)),
                letter => value.push(letter),
            }
        }
        self.0 = "";
        None
    }
}

fn is_space(c: char) -> bool {
    c == ' ' || c == '\t'
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

/// A request that the server rejected with 401.
pub struct Rejected<'a> {
    generation: u64,
    endpoint: &'static EndpointMeta,
    target: Option<&'a str>,
    headers: &'a HeaderMap,
}

impl<'a> Rejected<'a> {
    #[doc(hidden)]
    #[must_use]
    pub fn new(
        generation: u64,
        endpoint: &'static EndpointMeta,
        target: Option<&'a str>,
        headers: &'a HeaderMap,
    ) -> Self {
        Self {
            generation,
            endpoint,
            target,
            headers,
        }
    }

    /// The same rejection for credentials of another generation.
    pub(super) fn of(&self, generation: u64) -> Self {
        Self {
            generation,
            ..*self
        }
    }

    /// The generation of the credentials that were sent; see [`Credentials::generation`](super::Credentials::generation).
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        self.endpoint
    }

    /// Path and query of the request. `None` if it cannot be repeated, because its body was streamed.
    #[must_use]
    pub fn target(&self) -> Option<&str> {
        self.target
    }

    /// The header fields of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// The challenges of the response.
    #[must_use]
    pub fn challenges(&self) -> Vec<Challenge> {
        Challenge::all(self.headers)
    }
}

/// Shows nothing of the request's values.
impl fmt::Debug for Rejected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Rejected({} {})",
            self.endpoint.method, self.endpoint.template
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Scheme token68 name=value …`, separated by ` | `.
    fn text(value: &str) -> String {
        let challenges = Challenge::parse(value);
        let texts = challenges.iter().map(|challenge| {
            let token = challenge.token68.iter().map(|token| format!(" <{token}>"));
            let parameters = challenge.parameters.iter();
            let parameters = parameters.map(|(name, value)| format!(" {name}={value}"));
            challenge.scheme.clone() + &token.chain(parameters).collect::<String>()
        });
        texts.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn challenges_are_lists_of_lists() {
        for (value, expected) in [
            ("", ""),
            ("Basic", "Basic"),
            (r#"Basic realm="simple""#, "Basic realm=simple"),
            (
                // RFC 9110, section 11.6.1
                r#"Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"""#,
                "Basic realm=simple | Newauth realm=apps type=1 title=Login to \"apps\"",
            ),
            (
                r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push""#,
                "Bearer realm=https://auth.docker.io/token service=registry.docker.io scope=repository:a/b:pull,push",
            ),
            ("Negotiate, Basic realm=x", "Negotiate | Basic realm=x"),
            (
                "Negotiate a87421000492aa874209af8bc028==, NTLM",
                "Negotiate <a87421000492aa874209af8bc028==> | NTLM",
            ),
            ("Negotiate YWI=", "Negotiate <YWI=>"),
            (
                ",, Basic realm = \"a\" ,\t, charset=\"UTF-8\",",
                "Basic realm=a charset=UTF-8",
            ),
            (
                "Digest qop=\"auth, auth-int\", nonce=abc",
                "Digest qop=auth, auth-int nonce=abc",
            ),
            (
                "Bearer realm=https://a.example/token,service=s",
                "Bearer realm=https://a.example/token service=s",
            ),
            ("Basic realm=a, realm=b, REALM=c", "Basic realm=a"),
            ("realm=\"lost\", Basic", "Basic"),
            ("Basic realm=\"unfinished", "Basic"),
            ("Basic realm=\"a\\", "Basic"),
            ("Basic realm=, Bearer", "Basic <realm=> | Bearer"),
            ("@@@, Basic", "Basic"),
            ("a@b, Basic", "Basic"),
            ("=, \"x\", Basic", "Basic"),
            ("Bäsic, Basic", "Basic"),
        ] {
            assert_eq!(text(value), expected, "{value}");
        }
    }

    #[test]
    fn several_fields_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(WWW_AUTHENTICATE, "Basic realm=\"a\"".parse().unwrap());
        headers.append(WWW_AUTHENTICATE, "Bearer".parse().unwrap());
        let challenges = Challenge::all(&headers);
        assert_eq!(challenges.len(), 2);
        assert!(challenges[1].is("BEARER"));
        assert_eq!(challenges[0].parameter("Realm"), Some("a"));
    }
}
