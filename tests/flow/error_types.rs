//! Endpoints with different error types in one function.

use callpoint::{Error, endpoint};
use callpoint_test_support::script::Script;

use crate::{client, wire};

#[endpoint(GET, "/links/<id>", 200 => Link { id: u8 }, 404 => Missing { code: String })]
struct GetLink {
    id: u8,
}

#[endpoint(POST, "/links/<id>/refresh", 204 => ())]
struct Refresh {
    id: u8,
}

#[derive(Debug)]
enum AppError {
    Link(GetLinkError),
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("app")
    }
}

async fn sync(base: &str) -> Result<Link, Error<AppError>> {
    let client = client(base);
    Refresh::new(7).call(&client).widen().await?;
    GetLink::new(7).call(&client).map_api(AppError::Link).await
}

#[tokio::test]
async fn one_error_type_for_several_endpoints() {
    let refreshed = || "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_owned();
    let cases = [
        (wire("200 OK", "", r#"{"id":7}"#), "7"),
        (
            wire(
                "404 Not Found",
                "x-request-id: a1\r\n",
                r#"{"code":"gone"}"#,
            ),
            "GET /links/<id>: 404 Not Found; gone; a1; true",
        ),
        (
            wire("418 Teapot", "", "short"),
            "GET /links/<id>: 418 I'm a teapot, a status that is not declared; -; -; false",
        ),
    ];
    for (second, expected) in cases {
        let server = Script::start([refreshed(), second]).await;
        let got = match sync(&server.base).await {
            Ok(link) => link.id.to_string(),
            Err(error) => {
                let code = error.api().map_or("-", |AppError::Link(error)| {
                    error.as_missing().map_or("", |missing| &missing.code)
                });
                let id = error.request_id().unwrap_or("-");
                format!("{error}; {code}; {id}; {}", error.is_status(404))
            }
        };
        assert_eq!(got, expected);
    }
    let server = Script::start([wire("410 Gone", "", "")]).await;
    let error = sync(&server.base).await.unwrap_err();
    assert_eq!(error.endpoint().name, "Refresh");
    assert!(error.is_status(410) && !error.is_status(404));
}
