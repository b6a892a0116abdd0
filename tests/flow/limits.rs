//! Size limits of a response: its body, the body of an error, its header fields.

use callpoint::{Bytes, Client, Error, TransportErrorKind, endpoint};

use crate::memory;
use crate::service::{Service, response};

#[endpoint(GET, "/file", 200 => Bytes as Raw)]
struct Get;

const MIB: usize = 1024 * 1024;

#[endpoint(GET, "/file", 200 => (), 500 => Failed(String as Text))]
struct Declared;

#[tokio::test]
async fn error_bodies_have_a_separate_limit() {
    let mib = MIB as u64;
    // Both limits where they are set, the status and size, and the limit that is exceeded.
    let cases = [
        (None, None, 500, MIB, None),
        (None, None, 500, MIB + 1, Some(mib)),
        (None, None, 404, MIB + 1, Some(mib)),
        (None, None, 200, MIB + 1, None),
        (Some(10), None, 500, 11, Some(10)),
        (None, Some(10), 500, 10, None),
        (None, Some(10), 500, 11, Some(10)),
        (None, Some(10), 200, 11, None),
        (Some(5), Some(10), 500, 6, Some(5)),
        (Some(5), Some(10), 200, 6, Some(5)),
    ];
    for (max_response, max_error_response, status, size, passed) in cases {
        let (transport, _) = memory::transport(move |_| memory::json(status, vec![b'x'; size]));
        let mut builder = Client::builder("https://api.example.com").transport(transport);
        if let Some(limit) = max_response {
            builder = builder.max_response(limit);
        }
        if let Some(limit) = max_error_response {
            builder = builder.max_error_response(limit);
        }
        let client = builder.build().unwrap();
        let case = format!("{max_response:?} {max_error_response:?} {status} {size}");
        let kinds = [
            client.call(&Get).await.err().map(|error| kind(&error)),
            client.call(&Declared).await.err().map(|error| kind(&error)),
        ];
        for kind in kinds {
            let kind = kind.flatten();
            let expected = passed.map(|limit| TransportErrorKind::BodyTooLarge { limit });
            assert_eq!(kind, expected, "{case}");
        }
    }
}

fn kind<E>(error: &Error<E>) -> Option<TransportErrorKind> {
    match error {
        Error::Transport(error) => Some(error.kind()),
        _ => None,
    }
}

#[tokio::test]
async fn header_fields_have_a_limit() {
    const KIB: usize = 1024;
    let cases = [
        (None, 60 * KIB, true),
        (None, 66 * KIB, false),
        (Some(100), 200, false),
        (Some(1_000), 200, true),
    ];
    for (limit, size, fits) in cases {
        let headers = format!("x-request-id: r-1\r\nx-large: {}\r\n", "x".repeat(size));
        let service = Service::responding(response("200 OK", &headers, "body")).await;
        let mut builder = Client::builder(&service.base);
        if let Some(limit) = limit {
            builder = builder.max_header_bytes(limit);
        }
        let client = builder.build().unwrap();
        if fits {
            assert_eq!(Get.call(&client).await.unwrap(), "body");
            continue;
        }
        let Err(Error::Transport(error)) = Get.call(&client).await else {
            panic!("no transport error")
        };
        assert_eq!(error.kind(), TransportErrorKind::HeadersTooLarge);
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.headers().unwrap()["x-large"].len(), size);
        assert_eq!(error.body().unwrap(), "");
        assert!(error.maybe_sent());
        let text = "GET /file: 200 OK, but the header fields are larger than the limit";
        assert_eq!(error.to_string(), text);
        assert_eq!(service.received().len(), 1, "a retry would be as large");
    }
    // More than the transport accepts: there are no header fields to show.
    let headers = "x-y: z\r\n".repeat(200);
    let service = Service::responding(response("200 OK", &headers, "body")).await;
    let error = Get.call(&crate::client(&service.base)).await.unwrap_err();
    assert_eq!(kind(&error), Some(TransportErrorKind::HeadersTooLarge));
    assert_eq!(error.status(), None);
}
