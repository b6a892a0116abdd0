//! Bodies with several content codings, and deflate without the header of zlib.

use callpoint::{Client, TransportErrorKind};

use crate::compressed::{Get, chunked, compressed, encode, failed, text};
use crate::service::Service;

/// The codings of a body are those of all lines, in the order in which they were applied.
#[tokio::test]
async fn several_codings() {
    for (header, applied) in [
        ("gzip, identity", &["gzip"][..]),
        ("identity,X-GZIP", &["gzip"]),
        (", gzip,", &["gzip"]),
        ("deflate", &["raw deflate"]),
        ("Deflate , identity", &["deflate"]),
        ("gzip, br", &["gzip", "br"]),
        ("br\r\ncontent-encoding: gzip", &["br", "gzip"]),
        ("gzip\r\ncontent-encoding: identity", &["gzip"]),
        ("gzip, gzip", &["gzip", "gzip"]),
        ("deflate, zstd", &["raw deflate", "zstd"]),
        ("zstd, deflate, br", &["zstd", "raw deflate", "br"]),
    ] {
        for lines in [0, 1, 20_000] {
            let content = text(lines);
            let mut body = content.clone();
            for coding in applied {
                body = encode(coding, &body).await;
            }
            for wire in [compressed(header, &body), chunked(header, &body)] {
                let service = Service::responding(wire).await;
                let client = crate::client(&service.base);
                let got = client.call_with_response(&Get).await.unwrap();
                assert!(**got == content, "{header}: {lines}");
                assert!(!got.headers().contains_key("content-encoding"));
                assert!(!got.headers().contains_key("content-length"));
                assert_eq!(got.headers()["x-kept"], "yes");
            }
        }
    }
}

/// The limit holds for the output of every coding: the inner data of a bomb of two is as small as the response.
#[tokio::test]
async fn a_bomb_in_several_codings() {
    let zeros = vec![0; 8 << 20];
    for (header, applied) in [
        ("deflate", &["raw deflate"][..]),
        ("gzip, identity", &["gzip"]),
        ("gzip, gzip", &["gzip", "gzip"]),
        ("br, deflate", &["br", "raw deflate"]),
    ] {
        let mut body = zeros.clone();
        for coding in applied {
            body = encode(coding, &body).await;
        }
        let service = Service::responding(compressed(header, &body)).await;
        let client = Client::builder(&service.base)
            .max_response(1 << 20)
            .build()
            .unwrap();
        let error = failed(&client).await;
        assert_eq!(
            error.kind(),
            TransportErrorKind::BodyTooLarge { limit: 1 << 20 },
            "{header}"
        );
    }
    // Empty members: large in between, nothing at the end.
    let members = encode("gzip", b"").await.repeat(100_000);
    let body = encode("gzip", &members).await;
    let service = Service::responding(compressed("gzip, gzip", &body)).await;
    let client = Client::builder(&service.base)
        .max_response(1 << 20)
        .build()
        .unwrap();
    let error = failed(&client).await;
    assert_eq!(
        error.kind(),
        TransportErrorKind::BodyTooLarge { limit: 1 << 20 }
    );
    assert_eq!(error.body().unwrap(), "");
}

/// Raw data is recognised by its first byte, and it may end too early like any other.
#[tokio::test]
async fn raw_deflate_that_is_wrong() {
    let body = encode("raw deflate", &text(2_000)).await;
    let service = Service::responding(compressed("deflate", &body[..body.len() - 5])).await;
    let error = failed(&crate::client(&service.base)).await;
    assert_eq!(error.kind(), TransportErrorKind::ConnectionClosed);
    // A block of the reserved type.
    let service = Service::responding(compressed("deflate", b"\x07garbage")).await;
    let error = failed(&crate::client(&service.base)).await;
    assert_eq!(error.kind(), TransportErrorKind::InvalidMessage);
}
