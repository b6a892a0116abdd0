//! The proxies that the environment names.

use std::env::var_os;

use callpoint_core::__private::{UnusableProxy, check_proxies};
use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

/// Whether each can be used. `problem` is what is wrong with its scheme.
pub(super) fn check(problem: impl Fn(&str) -> Option<&'static str>) -> Result<(), UnusableProxy> {
    check_proxies(
        |name| var_os(name),
        |value| {
            let matcher = Matcher::builder().all(value).build();
            match matcher.intercept(&Uri::from_static("http://any.invalid/")) {
                Some(proxy) => problem(proxy.uri().scheme_str()?),
                None => Some("is not the URL of a proxy, or has an unknown scheme"),
            }
        },
    )
}
