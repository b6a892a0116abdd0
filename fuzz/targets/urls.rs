//! Any base URL and any values: nothing is sent, or the request goes to the declared path of that server.
#![no_main]

use std::net::IpAddr;

use callpoint::{BaseUrl, Endpoint, endpoint};
use libfuzzer_sys::fuzz_target;
use url::{Host, Url};

#[endpoint(GET, "/links/<id>/<name>.json/<rest..>/end?fixed=1")]
struct GetLink {
    id: String,
    name: String,
    rest: Vec<String>,
    #[query]
    list: Vec<String>,
    #[query(style = csv)]
    csv: Vec<String>,
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fuzz_target!(|input: (&str, String, String, Vec<String>, Vec<String>)| {
    let (base, id, name, rest, list) = input;
    let Ok(base) = BaseUrl::parse(base).or_else(|_| BaseUrl::parse("https://h/v1")) else {
        panic!("the second is one")
    };
    assert_eq!(BaseUrl::parse(base.as_str()).as_ref(), Ok(&base));
    let request = GetLink::new(
        id.clone(),
        name.clone(),
        rest.clone(),
        list.clone(),
        list.clone(),
    );
    let Ok(request) = request.to_http(&base) else {
        return;
    };
    let written = request.uri().to_string();
    assert!(written.starts_with(base.as_str()), "{written}");
    // As a browser, and the default transport, parse it.
    let Ok(url) = Url::parse(&written) else {
        return;
    };
    assert_eq!(url.scheme(), base.scheme());
    assert_eq!(
        (url.username(), url.password(), url.fragment()),
        ("", None, None)
    );
    if is_loopback(base.host()) {
        let is_here = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        assert!(is_here, "{written}");
    }
    let path = &request.uri().path()[base.path().len()..];
    assert!(url.path().ends_with(path), "{written}");
    let slashes = |path: &str| path.matches('/').count();
    assert_eq!(slashes(url.path()), slashes(base.path()) + 4 + rest.len());
    let pairs: Vec<_> = url.query_pairs().into_owned().collect();
    assert_eq!(pairs.len(), 1 + list.len() + usize::from(!list.is_empty()));
    assert_eq!(
        pairs[1..=list.len()]
            .iter()
            .map(|pair| &pair.1)
            .collect::<Vec<_>>(),
        list.iter().collect::<Vec<_>>()
    );
});
