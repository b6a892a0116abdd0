//! curl's options: how they are written, which take a value, and what they are about.

/// What an option is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The request: this name is read.
    Request,
    /// What curl shows, or how its own connection works: nothing that a declaration would say.
    Output,
    /// A setting of the client, worth a note.
    Client(&'static str),
}

/// An option of curl.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) short: Option<char>,
    pub(super) long: &'static str,
    pub(super) takes_value: bool,
    pub(super) kind: Kind,
}

const fn request(short: char, long: &'static str, takes_value: bool) -> Known {
    known(short, long, takes_value, Kind::Request)
}

const fn output(short: char, long: &'static str, takes_value: bool) -> Known {
    known(short, long, takes_value, Kind::Output)
}

const fn client(short: char, long: &'static str, takes_value: bool, about: &'static str) -> Known {
    known(short, long, takes_value, Kind::Client(about))
}

const fn known(short: char, long: &'static str, takes_value: bool, kind: Kind) -> Known {
    let short = if short == ' ' { None } else { Some(short) };
    Known {
        short,
        long,
        takes_value,
        kind,
    }
}

const TLS: &str = "how the server's certificate is checked is a setting of the client";
const REDIRECTS: &str = "whether redirects are followed is a setting of the client";
const PROXY: &str = "a proxy is a setting of the client";
const TIME: &str =
    "time limits are settings of the client, or `timeout = \"…\"` in the declaration";
const RETRY: &str = "retries are a setting of the client";
const IDENTITY: &str = "a client certificate is a setting of the client";
const SIGNING: &str = "the client's credentials have to sign the request";

#[rustfmt::skip]
pub(super) const KNOWN: &[Known] = &[
    request('X', "request", true), request('H', "header", true), request('d', "data", true),
    request(' ', "data-ascii", true), request(' ', "data-raw", true), request(' ', "data-binary", true),
    request(' ', "data-urlencode", true), request('F', "form", true), request(' ', "form-string", true),
    request('u', "user", true), request('G', "get", false), request('I', "head", false),
    request('b', "cookie", true), request('A', "user-agent", true), request('e', "referer", true),
    request(' ', "json", true), request(' ', "url", true), request(' ', "url-query", true),
    request('T', "upload-file", true), request(' ', "oauth2-bearer", true), request('r', "range", true),
    request(' ', "basic", false), request(' ', "digest", false), request(' ', "ntlm", false),
    request(' ', "negotiate", false), request(' ', "anyauth", false), request(' ', "aws-sigv4", true),
    output(' ', "compressed", false), output('s', "silent", false), output('S', "show-error", false),
    output('v', "verbose", false), output('i', "include", false), output(' ', "show-headers", false),
    output('o', "output", true), output('O', "remote-name", false), output('J', "remote-header-name", false),
    output('w', "write-out", true), output('#', "progress-bar", false), output('f', "fail", false),
    output(' ', "fail-with-body", false), output('N', "no-buffer", false), output('g', "globoff", false),
    output('D', "dump-header", true), output('c', "cookie-jar", true), output(' ', "trace", true),
    output(' ', "trace-ascii", true), output(' ', "stderr", true), output('j', "junk-session-cookies", false),
    output('0', "http1.0", false), output(' ', "http1.1", false), output(' ', "http2", false),
    output(' ', "http2-prior-knowledge", false), output(' ', "http3", false), output('4', "ipv4", false),
    output('6', "ipv6", false), output(' ', "tcp-nodelay", false), output(' ', "no-progress-meter", false),
    output(' ', "create-dirs", false), output(' ', "output-dir", true), output('q', "disable", false),
    output(' ', "path-as-is", false), output(' ', "no-keepalive", false), output(' ', "keepalive-time", true),
    output(' ', "limit-rate", true), output(' ', "resolve", true), output(' ', "interface", true),
    output(' ', "tr-encoding", false), output('Z', "parallel", false),
    client('k', "insecure", false, TLS), client(' ', "cacert", true, TLS), client(' ', "capath", true, TLS),
    client(' ', "tlsv1.2", false, TLS), client(' ', "tlsv1.3", false, TLS), client(' ', "ciphers", true, TLS),
    client('L', "location", false, REDIRECTS), client(' ', "location-trusted", false, REDIRECTS),
    client(' ', "max-redirs", true, REDIRECTS), client(' ', "post301", false, REDIRECTS),
    client('x', "proxy", true, PROXY), client('U', "proxy-user", true, PROXY), client(' ', "noproxy", true, PROXY),
    client('m', "max-time", true, TIME), client(' ', "connect-timeout", true, TIME),
    client(' ', "retry", true, RETRY), client(' ', "retry-delay", true, RETRY), client(' ', "retry-max-time", true, RETRY),
    client('E', "cert", true, IDENTITY), client(' ', "key", true, IDENTITY), client(' ', "cert-type", true, IDENTITY),
    client(' ', "pass", true, IDENTITY), client(' ', "ntlm-wb", false, SIGNING),
    client('K', "config", true, "options in a file are not read"), client('n', "netrc", false, "credentials in a file are not read"),
    client(' ', "unix-socket", true, "a Unix socket is a matter of the transport"),
];

pub(super) fn short(letter: char) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.short == Some(letter))
}

/// A long option by its name, or by a beginning that no other has. `--no-…` switches one off.
pub(super) fn long(name: &str) -> Option<&'static Known> {
    if let Some(known) = KNOWN.iter().find(|known| known.long == name) {
        return Some(known);
    }
    let mut starts = KNOWN.iter().filter(|known| known.long.starts_with(name));
    match (starts.next(), starts.next()) {
        (Some(known), None) if name.len() > 2 => Some(known),
        _ => None,
    }
}
