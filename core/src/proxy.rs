//! Whether the proxies that the environment names can be used. HTTP libraries ignore a variable that they cannot read, and then send directly what was
//! meant for a proxy.

use std::ffi::OsString;
use std::fmt;
use std::net::Ipv6Addr;

use http::uri::Authority;
use percent_encoding::percent_decode_str;

/// A variable of the environment whose proxy cannot be used. It keeps nothing of the value, which may have a password.
#[derive(Debug)]
pub struct UnusableProxy {
    variable: &'static str,
    problem: &'static str,
}

impl fmt::Display for UnusableProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { variable, problem } = self;
        write!(
            f,
            "the environment variable `{variable}` {problem}; set it to a URL like `http://proxy.example.com:3128`, or to nothing"
        )
    }
}

impl std::error::Error for UnusableProxy {}

/// Checks the variables as curl and hyper-util use them: the first of two spellings that is set, even if it is empty, and `ALL_PROXY` where another is
/// missing. `problem` is what else is wrong with a value.
///
/// # Errors
/// One of them would be used, and cannot be.
pub fn check_proxies(
    variable: impl Fn(&str) -> Option<OsString>,
    problem: impl Fn(&str) -> Option<&'static str>,
) -> Result<(), UnusableProxy> {
    let first = |names: [&'static str; 2]| {
        let mut set = names
            .into_iter()
            .filter_map(|name| Some((name, variable(name)?)));
        set.next().filter(|(_, value)| !value.is_empty())
    };
    let excludes_all = || {
        let excluded = first(["NO_PROXY", "no_proxy"]);
        let excluded = excluded.and_then(|(_, hosts)| hosts.into_string().ok());
        excluded.is_some_and(|hosts| hosts.split(',').any(|host| host.trim() == "*"))
    };
    // Of a CGI program, `HTTP_PROXY` is a header field of the request.
    if variable("REQUEST_METHOD").is_some() || excludes_all() {
        return Ok(());
    }
    let http = first(["HTTP_PROXY", "http_proxy"]);
    let https = first(["HTTPS_PROXY", "https_proxy"]);
    let all = first(["ALL_PROXY", "all_proxy"]).filter(|_| http.is_none() || https.is_none());
    for (variable, value) in [http, https, all].into_iter().flatten() {
        let problem = match value.to_str() {
            None => Some("is not in UTF-8"),
            Some(value) => problem(value).or_else(|| problem_of(value)),
        };
        if let Some(problem) = problem {
            return Err(UnusableProxy { variable, problem });
        }
    }
    Ok(())
}

/// What libraries read in another way than it is written, or not at all.
fn problem_of(value: &str) -> Option<&'static str> {
    let (_, rest) = value.split_once("://").unwrap_or(("", value));
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    // RFC 7617, section 2.
    let decoded = percent_decode_str(user).decode_utf8();
    if user.contains('@') || !decoded.is_ok_and(|user| !user.contains(char::is_control)) {
        return Some("has a user or a password that cannot be sent; percent-encode it in UTF-8");
    }
    let is_address = |it: &Authority| {
        let address = (it.host().strip_prefix('[')).and_then(|it| it.strip_suffix(']'));
        address.is_none_or(|address| address.parse::<Ipv6Addr>().is_ok())
    };
    let Some(host) = host.parse().ok().filter(is_address) else {
        return Some("is not the URL of a proxy");
    };
    // `:3128`, or nothing.
    let port = host.as_str().get(host.host().len()..)?;
    let port = port.strip_prefix(':').filter(|port| !port.is_empty());
    // Rust reads `+80`.
    let is_number = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let is_port = |port: &str| is_number(port) && port.parse::<u16>().is_ok_and(|port| port > 0);
    if host.host().is_empty() || !port.is_none_or(is_port) {
        return Some("has no host, or a port that is not a number from 1 to 65535");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which variable is to blame, where `bad` is what cannot be used.
    fn blamed(variables: &[(&str, &str)]) -> Option<&'static str> {
        let variable = |name: &str| {
            let mut set = variables.iter();
            set.find_map(|(set, value)| (*set == name).then(|| OsString::from(value)))
        };
        let problem = |value: &str| (value == "bad").then_some("is bad");
        check_proxies(variable, problem)
            .err()
            .map(|error| error.variable)
    }

    #[test]
    fn the_variable_that_would_be_used_is_to_blame() {
        let good = "http://proxy.example:1";
        let cases: [(&[(&str, &str)], _); 13] = [
            (&[], None),
            (&[("HTTP_PROXY", "bad")], Some("HTTP_PROXY")),
            (&[("http_proxy", "bad")], Some("http_proxy")),
            (
                &[("HTTPS_PROXY", "bad"), ("HTTP_PROXY", good)],
                Some("HTTPS_PROXY"),
            ),
            (
                &[("all_proxy", "bad"), ("HTTP_PROXY", good)],
                Some("all_proxy"),
            ),
            // The first spelling is used, also to say that there is none.
            (&[("HTTP_PROXY", good), ("http_proxy", "bad")], None),
            (&[("HTTP_PROXY", ""), ("http_proxy", "bad")], None),
            (
                &[("HTTP_PROXY", "bad"), ("http_proxy", good)],
                Some("HTTP_PROXY"),
            ),
            // Both others are set.
            (
                &[
                    ("ALL_PROXY", "bad"),
                    ("HTTP_PROXY", good),
                    ("https_proxy", good),
                ],
                None,
            ),
            (&[("HTTP_PROXY", "bad"), ("NO_PROXY", "a, *")], None),
            (
                &[("HTTP_PROXY", "bad"), ("NO_PROXY", "*.example")],
                Some("HTTP_PROXY"),
            ),
            (&[("HTTP_PROXY", "bad"), ("REQUEST_METHOD", "GET")], None),
            (&[("FTP_PROXY", "bad")], None),
        ];
        for (variables, expected) in cases {
            assert_eq!(blamed(variables), expected, "{variables:?}");
        }
    }

    #[test]
    fn a_value_that_is_read_in_another_way_is_rejected() {
        for good in [
            "http://h",
            "http://h:",
            "h",
            "h:3128",
            "http://h:1/",
            "http://h:65535/path?q#f",
            "http://ann:p%40ss@h",
            "http://ann@h:1",
            "http://@h",
            "http://:x@h",
            "http://ann:%zz@h",
            "[::1]",
            "http://[::1]:3128",
            "http://ann:x@[::1]",
        ] {
            assert_eq!(problem_of(good), None, "{good}");
        }
        for bad in [
            "http://ann:p@ss@h",
            "http://%ff:x@h",
            "http://a%00b:x@h",
            "http://a:x%0Ay@h",
            "http://h:99999",
            "http://h:+80",
            "http://h:0",
            "http://h:x",
            "http://:3128",
            "http://[::1",
            "http://[zz]:1",
            "http://[1.2.3.4]",
            "http://",
            "http:///",
            "",
        ] {
            assert!(problem_of(bad).is_some(), "{bad}");
        }
    }
}
