//! Base URLs, compared with the URL library of most Rust programs.

use callpoint::BaseUrl;
use proptest::prelude::*;
use url::Url;

fn base() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        4 => "[a-zA-Z0-9._-]{0,12}",
        2 => "([0-9]{1,4}|0x[0-9a-g]{0,4}|0[0-9]{1,3})(\\.([0-9]{1,4}|0x[0-9a-g]{0,3})){0,4}\\.?",
        2 => "\\[[0-9a-f:.%]{0,20}\\]",
        1 => "[a-z!-/:-@\\[-`{-~ \t\u{7f}éß\u{ff48}\u{200d}]{0,8}",
    ];
    let port = prop_oneof![
        3 => Just(String::new()),
        3 => ":[0-9]{0,6}",
        1 => ":[+ -]?[0-9a-f]{0,3}",
    ];
    let path = prop_oneof![
        2 => Just(String::new()),
        2 => "(/[a-z0-9._~;=,@:%-]{0,5}){0,3}",
        1 => "/[ -~é]{0,8}",
    ];
    let scheme = prop_oneof![
        6 => Just("https://"), 2 => Just("http://"), 1 => Just("HTTPS://"), 1 => Just("https:/"), 1 => Just("ftp://"), 1 => Just(" https://"),
    ];
    (scheme, host, port, path)
        .prop_map(|(scheme, host, port, path)| format!("{scheme}{host}{port}{path}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    /// An accepted base URL is the same place for the library, written as the library writes it.
    #[test]
    fn an_accepted_base_is_one_to_a_url_library(text in base()) {
        let Ok(base) = BaseUrl::parse(&text) else { return Ok(()) };
        // Only a Unicode library knows which labels of this form are names.
        prop_assume!(!text.to_ascii_lowercase().contains("xn--"));
        let url = Url::parse(base.as_str());
        prop_assert!(url.is_ok(), "{text}: {url:?}");
        let url = url.unwrap();
        prop_assert_eq!(url.scheme(), base.scheme());
        let default = if base.scheme() == "https" { 443 } else { 80 };
        prop_assert_eq!(url.port_or_known_default(), Some(base.port().unwrap_or(default)));
        prop_assert_eq!(url.path().trim_end_matches('/'), base.path());
        // An address in another spelling is the library's own affair; it is no host of this machine then.
        let is_address = matches!(url.host(), Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)));
        if !is_address {
            prop_assert_eq!(url.host_str().unwrap(), base.host().to_ascii_lowercase());
        }
    }

    /// A host name of letters, digits and hyphens is accepted wherever the library accepts it.
    #[test]
    fn an_ordinary_name_is_accepted(name in "[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?(\\.[a-z][a-z0-9]{0,8}){0,3}", port in proptest::option::of(1_u16..)) {
        prop_assume!(!name.contains("xn--"));
        let port = port.map_or(String::new(), |port| format!(":{port}"));
        let text = format!("https://{name}{port}");
        prop_assert_eq!(BaseUrl::parse(&text).is_ok(), Url::parse(&text).is_ok(), "{}", text);
    }
}
