//! Which proxies a reqwest client uses for this machine.

use std::fmt;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

use callpoint_core::BaseUrl;

/// Whether the system configures a proxy, as reqwest sees it: in the environment or in a system setting.
pub(super) fn has_system_proxy() -> bool {
    let matcher = Matcher::from_system();
    // A host that no exclusion list names.
    let is_taken = |uri| matcher.intercept(&Uri::from_static(uri)).is_some();
    is_taken("http://any.invalid/") || is_taken("https://any.invalid/")
}

/// The proxies of a client that was configured elsewhere.
#[derive(Clone)]
pub(super) enum Proxies {
    /// None, at least for this machine.
    None,
    /// Only the system's.
    System,
    /// Others, about which nothing is known.
    Own,
}

impl Proxies {
    /// reqwest shows this only in `Debug`, and a test checks that it does. If nothing is shown, none is assumed.
    pub(super) fn of(client: &impl fmt::Debug) -> Self {
        let shown = format!("{client:?}");
        if !shown.contains("proxies: [") {
            Self::None
        } else if shown.contains(&format!("proxies: [{:?}]", Matcher::from_system())) {
            Self::System
        } else {
            Self::Own
        }
    }

    /// Whether a request to `base` may go through a proxy.
    pub(super) fn may_take(&self, base: &BaseUrl) -> bool {
        match self {
            Self::None => false,
            Self::System => (base.as_str().parse::<Uri>())
                .is_ok_and(|uri| Matcher::from_system().intercept(&uri).is_some()),
            Self::Own => true,
        }
    }
}

/// Whether a reqwest client passes on bodies as hyper's. Its decompression, which another crate of the program may have enabled, wraps them and hides
/// where they end.
pub(super) fn is_undecoded(client: &impl fmt::Debug) -> bool {
    format!("{client:?}").contains("accepts: Accepts,")
}

#[cfg(test)]
mod tests {
    use reqwest::{Client, NoProxy, Proxy};

    use super::*;

    /// Fails if reqwest shows its proxies in another way.
    #[test]
    fn the_proxies_of_a_client_are_detected() {
        let base = BaseUrl::parse("http://localhost:8080").unwrap();
        let proxy = || Proxy::all("http://proxy.example:3128").unwrap();
        let without_this_machine = proxy().no_proxy(NoProxy::from_string("localhost"));
        let cases = [
            (Client::builder().no_proxy(), false),
            (Client::builder().proxy(proxy()).no_proxy(), false),
            (Client::builder().proxy(proxy()), true),
            (
                Client::builder().proxy(Proxy::custom(|_| Some("http://proxy.example"))),
                true,
            ),
            // Exclusions are not visible.
            (Client::builder().proxy(without_this_machine), true),
        ];
        for (number, (builder, expected)) in cases.into_iter().enumerate() {
            let client = builder.build().unwrap();
            let proxies = Proxies::of(&client);
            assert_eq!(proxies.may_take(&base), expected, "case {number}");
            assert!(is_undecoded(&client), "case {number}");
        }
        // The environment differs between machines; `tests/wire/proxies.rs` sets it.
        let usual = Client::new();
        assert!(matches!(Proxies::of(&usual), Proxies::System));
    }
}
