//! Declarations against documents: the exported one, and that one changed in every way that the engine knows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, reason = "declared to be compared")]
mod declarations;
#[cfg(feature = "drift")]
mod drift;
#[cfg(feature = "drift")]
mod instances;
mod mutations;
mod neutral;
mod operators;
mod sites;

use callpoint::meta::EndpointMeta;
use callpoint_documents::openapi::openapi;
use callpoint_testing::check_openapi;
use serde_json::Value;

use self::declarations::{broker, files, links};

/// The declarations of a service, and their document.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    pub(crate) endpoints: &'static [&'static EndpointMeta],
    pub(crate) document: Value,
}

pub(crate) fn services() -> Vec<Service> {
    let service = |name, endpoints| Service {
        name,
        endpoints,
        document: serde_json::from_str(&openapi(endpoints).to_json()).unwrap(),
    };
    vec![
        service("links", links::calls::ENDPOINTS),
        service("broker", broker::calls::ENDPOINTS),
        service("files", files::calls::ENDPOINTS),
    ]
}

#[test]
fn declarations_stand_for_their_own_document() {
    for service in services() {
        let document = service.document.to_string();
        let report = check_openapi(service.endpoints, &document).unwrap();
        assert_eq!(report.differences(), [], "{}: {report}", service.name);
        assert_eq!(report.not_compared(), [""; 0], "{}", service.name);
        assert_eq!(report.notes(), [""; 0], "{}", service.name);
    }
}
