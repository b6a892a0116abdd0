//! curl's options: how they are written, which take a value, and what they are about.

use std::sync::LazyLock;

/// What an option is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The request: this name is read.
    Request,
    /// What curl shows, another protocol, or how its own connection works: nothing that a declaration would say.
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

const TLS: &str = "how the server's certificate is checked is a setting of the client";
const REDIRECTS: &str = "whether redirects are followed is a setting of the client";
const PROXY: &str = "a proxy is a setting of the client";
const TIME: &str =
    "time limits are settings of the client, or `timeout = \"…\"` in the declaration";
const RETRY: &str = "retries are a setting of the client";
const IDENTITY: &str = "a client certificate is a setting of the client";
const SIGNING: &str = "the client's credentials have to sign the request";
const CONFIG: &str = "options in a file are not read";
const NETRC: &str = "credentials in a file are not read";
const UNIX: &str = "a Unix socket is a matter of the transport";
const CONDITION: &str = "the header that it adds depends on a file or a date; it is left out";
const CONNECTION: &str = "how the connection is made is a setting of the client";
const CRLF: &str = "line breaks of the body are sent as they are";
const ESCAPE: &str = "names in the form are percent-encoded";
const HSTS: &str = "a cache of curl has no equivalent";
const VARIABLE: &str = "curl's variables are read as parameters";

/// The options of curl 7.88, each with its letter before a slash and an equals sign behind it if it takes a value.
#[rustfmt::skip]
const OPTIONS: &[(Kind, &str)] = &[
    (Kind::Request,
        "X/request= H/header= d/data= data-ascii= data-raw= data-binary= data-urlencode= json= F/form= form-string= u/user= \
         oauth2-bearer= digest ntlm ntlm-wb negotiate anyauth basic aws-sigv4= G/get I/head b/cookie= A/user-agent= e/referer= \
         r/range= C/continue-at= url= url-query= T/upload-file= :/next g/globoff path-as-is request-target="),
    (Kind::Client(TLS),
        "alpn cacert= capath= cert-status ciphers= crlfile= curves= doh-cert-status doh-insecure egd-file= engine= false-start \
         ftp-ssl ftp-ssl-reqd k/insecure npn pinnedpubkey= random-file= sessionid ssl ssl-allow-beast ssl-auto-client-cert \
         ssl-no-revoke ssl-reqd ssl-revoke-best-effort 2/sslv2 3/sslv3 tls-max= tls13-ciphers= tlsauthtype= tlspassword= \
         tlsuser= 1/tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3"),
    (Kind::Client(REDIRECTS),
        "L/location location-trusted max-redirs= post301 post302 post303 proto-redir="),
    (Kind::Client(PROXY),
        "haproxy-protocol noproxy= preproxy= x/proxy= proxy-anyauth proxy-basic proxy-cacert= proxy-capath= proxy-cert= \
         proxy-cert-type= proxy-ciphers= proxy-crlfile= proxy-digest proxy-header= proxy-insecure proxy-key= proxy-key-type= \
         proxy-negotiate proxy-ntlm proxy-pass= proxy-pinnedpubkey= proxy-service-name= proxy-ssl-allow-beast \
         proxy-ssl-auto-client-cert proxy-tls13-ciphers= proxy-tlsauthtype= proxy-tlspassword= proxy-tlsuser= proxy-tlsv1 \
         U/proxy-user= proxy1.0= p/proxytunnel socks4= socks4a= socks5= socks5-basic socks5-gssapi socks5-gssapi-nec \
         socks5-gssapi-service= socks5-hostname= suppress-connect-headers"),
    (Kind::Client(TIME),
        "connect-timeout= expect100-timeout= happy-eyeballs-timeout-ms= m/max-time= Y/speed-limit= y/speed-time="),
    (Kind::Client(RETRY),
        "retry= retry-all-errors retry-connrefused retry-delay= retry-max-time="),
    (Kind::Client(IDENTITY),
        "E/cert= cert-type= key= key-type= pass="),
    (Kind::Client(SIGNING),
        "delegation= krb= krb4= service-name="),
    (Kind::Client(CONFIG),
        "K/config="),
    (Kind::Client(NETRC),
        "n/netrc netrc-file= netrc-optional"),
    (Kind::Client(UNIX),
        "abstract-unix-socket= unix-socket="),
    (Kind::Client(CONDITION),
        "etag-compare= etag-save= z/time-cond="),
    (Kind::Client(CONNECTION),
        "connect-to= dns-interface= dns-ipv4-addr= dns-ipv6-addr= dns-servers= doh-url= interface= limit-rate= local-port= \
         proto= proto-default= rate= resolve="),
    (Kind::Client(CRLF),
        "crlf B/use-ascii"),
    (Kind::Client(ESCAPE),
        "form-escape"),
    (Kind::Client(HSTS),
        "alt-svc= hsts="),
    (Kind::Output,
        "a/append N/buffer clobber compressed compressed-ssh c/cookie-jar= create-dirs create-file-mode= q/disable disable-eprt \
         disable-epsv disallow-username-in-url D/dump-header= eprt epsv f/fail fail-early fail-with-body ftp-account= \
         ftp-alternative-to-user= ftp-create-dirs ftp-method= ftp-pasv P/ftp-port= ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc \
         ftp-ssl-ccc-mode= ftp-ssl-control h/help hostpubmd5= hostpubsha256= http0.9 0/http1.0 http1.1 http2 \
         http2-prior-knowledge http3 http3-only ignore-content-length i/include 4/ipv4 6/ipv6 j/junk-session-cookies keepalive \
         keepalive-time= libcurl= l/list-only login-options= mail-auth= mail-from= mail-rcpt= mail-rcpt-allowfails M/manual \
         max-filesize= metalink o/output= output-dir= Z/parallel parallel-immediate parallel-max= #/progress-bar progress-meter \
         pubkey= Q/quote= raw J/remote-header-name O/remote-name remote-name-all R/remote-time remove-on-error sasl-authzid= \
         sasl-ir S/show-error s/silent stderr= styled-output tcp-fastopen tcp-nodelay t/telnet-option= test-event tftp-blksize= \
         tftp-no-options tr-encoding trace= trace-ascii= trace-time v/verbose V/version w/write-out= xattr"),
];

/// Options of later releases. No beginning of them is an abbreviation.
#[rustfmt::skip]
const LATER: &[(Kind, &str)] = &[
    (Kind::Client(VARIABLE), "variable="),
    (Kind::Client(TLS), "ca-native ech= sigalgs= tls-earlydata"),
    (Kind::Client(PROXY), "haproxy-clientip= proxy-ca-native proxy-http2"),
    (Kind::Client(REDIRECTS), "follow"),
    (Kind::Output, "dump-ca-embed ip-tos= ipfs-gateway= keepalive-cnt= knownhosts= mptcp out-null parallel-max-host= skip-existing \
         trace-config= trace-ids upload-flags= vlan-priority="),
];

fn of(table: &'static [(Kind, &'static str)]) -> impl Iterator<Item = Known> {
    table.iter().flat_map(|&(kind, options)| {
        options.split_whitespace().map(move |option| {
            let (short, long) = match option.split_once('/') {
                Some((short, long)) => (short.chars().next(), long),
                None => (None, option),
            };
            let (long, takes_value) = match long.strip_suffix('=') {
                Some(long) => (long, true),
                None => (long, false),
            };
            Known {
                short,
                long,
                takes_value,
                kind,
            }
        })
    })
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| of(OPTIONS).collect());
static KNOWN_LATER: LazyLock<Vec<Known>> = LazyLock::new(|| of(LATER).collect());

pub(super) fn short(letter: char) -> Option<Known> {
    let mut known = KNOWN.iter().copied();
    known.find(|known| known.short == Some(letter))
}

/// A long option by its name in whatever case, or by a beginning that no other has.
pub(super) fn long(name: &str) -> Option<Known> {
    let exact = |known: &&Known| known.long.eq_ignore_ascii_case(name);
    if let Some(known) = KNOWN.iter().chain(KNOWN_LATER.iter()).find(exact) {
        return Some(*known);
    }
    let starts = |known: &&Known| {
        let start = known.long.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let mut starts = KNOWN.iter().filter(starts);
    match (starts.next(), starts.next()) {
        (Some(known), None) if !name.is_empty() => Some(*known),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn names() {
        for (name, expected) in [
            ("header", Some("header")),
            ("HEADER", Some("header")),
            ("head", Some("head")),
            ("heade", Some("header")),
            ("data-b", Some("data-binary")),
            ("url-q", Some("url-query")),
            ("url", Some("url")),
            ("dat", None),
            ("", None),
            ("frobnicate", None),
            ("variable", Some("variable")),
            ("variab", None),
        ] {
            assert_eq!(long(name).map(|known| known.long), expected, "{name}");
        }
    }

    /// The lines of `curl --help all`: `-X, --request <method>  …`.
    #[test]
    fn every_option_of_the_installed_curl() {
        let help = Command::new("curl").args(["--help", "all"]).output();
        let help = String::from_utf8(help.unwrap().stdout).unwrap();
        let mut compared = 0;
        for line in help.lines() {
            let line = line.trim_start();
            let Some(at) = line.find("--") else { continue };
            let mut words = line[at + 2..].split(' ');
            let name = words.next().unwrap();
            let takes_value = words
                .next()
                .is_some_and(|word| word.starts_with(['<', '[']));
            let known = long(name.strip_prefix("no-").unwrap_or(name));
            // The category of `--help` can be left out.
            let Some(known) = known.filter(|known| known.long != "help") else {
                continue;
            };
            let letter = line[..at]
                .strip_prefix('-')
                .and_then(|line| line.chars().next());
            assert_eq!(
                (known.takes_value, known.short),
                (takes_value, letter),
                "{name}"
            );
            compared += 1;
        }
        // Releases add a few options a year, and have removed fewer.
        assert!(compared >= 240, "{compared} options compared");
    }
}
