//! Any response becomes a value, or an error that keeps the response.
#![no_main]

use std::collections::BTreeMap;

use callpoint::{Bytes, Endpoint, Error, FromResponse, ProblemDetails, endpoint};
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Link {
    id: u64,
    owner: Option<Box<Link>>,
    tags: BTreeMap<String, Vec<Option<f64>>>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Owner {
    name: String,
    age: Option<u8>,
}

#[derive(Debug, FromResponse)]
#[allow(dead_code)]
struct Download {
    #[header("content-type")]
    content_type: Option<String>,
    #[body(Json)]
    content: Vec<Link>,
}

#[endpoint(GET, "/links/<id>",
    200 => Link,
    201 => Text(String as Text),
    202 => Raw(Bytes as Raw),
    203 => Form(Owner as Form),
    204 => Maybe(Option<Link>),
    206 => Feed(Owner as Xml),
    207 => Whole(Download as Whole),
    3xx => Moved(()),
    400 => Rejected(Vec<Owner>),
    401 => Denied(String as Text),
    4xx => Failed(ProblemDetails),
)]
struct GetLink {
    id: u64,
}

fuzz_target!(|input: (u16, &[u8], &[u8], &[u8])| {
    let (status, content_type, retry_after, body) = input;
    let known = [200, 201, 202, 203, 204, 206, 207, 301, 400, 401, 404, 500];
    let status = known.get(usize::from(status)).copied().unwrap_or(status);
    let mut response = http::Response::new(Bytes::copy_from_slice(body));
    let Ok(code) = http::StatusCode::from_u16(status) else {
        return;
    };
    *response.status_mut() = code;
    for (name, value) in [("content-type", content_type), ("retry-after", retry_after)] {
        if let Ok(value) = http::HeaderValue::from_bytes(value) {
            response.headers_mut().insert(name, value);
        }
    }
    let headers = response.headers().clone();
    match GetLink::from_http(response) {
        Ok(GetLinkOutput::Raw(bytes)) => assert_eq!(bytes, body),
        Ok(_) => {}
        Err(error) => {
            assert_eq!(error.status(), Some(code));
            assert_eq!(error.headers(), Some(&headers));
            assert_eq!(error.body().unwrap(), body);
            let _ = (
                error.retry_after(),
                error.request_id(),
                error.is_retryable(),
            );
            assert!(format!("{error} {error:?}").is_ascii() || matches!(error, Error::Decode(_)));
        }
    }
});
