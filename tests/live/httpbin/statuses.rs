//! Each status decoded as its own type, and redirects.

use callpoint::{Error, FromResponse, endpoint};

use crate::client;

#[endpoint(GET, "/status/<code>",
    200 => Fine(()),
    202 | 204 => Soon(()),
    2xx => Other(Nothing as Ignore),
    304 => Unchanged(()),
    400 | 404 => Rejected(()),
    401 => Stranger(()),
    418 => Teapot(String as Text),
    4xx => OtherClientError(()),
    500 => Broken(()),
)]
struct Status {
    code: u16,
}

/// A custom codec that decodes nothing.
#[derive(Debug)]
struct Ignore;

#[derive(Debug)]
struct Nothing;

impl callpoint::codec::Codec for Ignore {
    const META: callpoint::meta::CodecMeta = callpoint::meta::CodecMeta::new("Ignore", "*/*");
}

impl callpoint::codec::Decode<Nothing> for Ignore {
    fn decode(
        response: &callpoint::ResponseReader,
    ) -> Result<Nothing, callpoint::codec::CodecError> {
        assert!(response.status().is_success());
        Ok(Nothing)
    }
}

fn name(outcome: &Result<StatusOutput, Error<StatusError>>) -> &'static str {
    match outcome {
        Ok(StatusOutput::Fine(())) => "Fine",
        Ok(StatusOutput::Soon(())) => "Soon",
        Ok(StatusOutput::Other(Nothing)) => "Other",
        Ok(StatusOutput::Unchanged(())) => "Unchanged",
        Err(Error::Api(error)) => match &error.body {
            StatusError::Rejected(()) => "Rejected",
            StatusError::Stranger(()) => "Stranger",
            StatusError::Teapot(text) if text.contains("teapot") => "Teapot",
            StatusError::OtherClientError(()) => "OtherClientError",
            StatusError::Broken(()) => "Broken",
            _ => "another error response",
        },
        Err(Error::Unexpected(_)) => "Unexpected",
        Err(_) => "another error",
    }
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn each_status_is_matched_by_its_arm() {
    let client = client();
    let cases = [
        (200, "Fine"),
        (201, "Other"),
        (202, "Soon"),
        (204, "Soon"),
        (206, "Other"),
        (304, "Unchanged"),
        (301, "Unexpected"),
        (400, "Rejected"),
        (401, "Stranger"),
        (403, "OtherClientError"),
        (404, "Rejected"),
        (409, "OtherClientError"),
        (418, "Teapot"),
        (422, "OtherClientError"),
        (428, "OtherClientError"),
        (451, "OtherClientError"),
        (499, "OtherClientError"),
        (500, "Broken"),
        (501, "Unexpected"),
        (505, "Unexpected"),
        (599, "Unexpected"),
    ];
    for (code, expected) in cases {
        let outcome = Status::new(code).call(&client).await;
        assert_eq!(name(&outcome), expected, "{code}");
        if let Err(error) = &outcome {
            assert_eq!(error.status().unwrap(), code);
        }
    }
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_wrong_user_gets_a_challenge_header() {
    let client = client();
    let error = Status::new(401).call(&client).await.unwrap_err();
    let asked = &error.headers().unwrap()["www-authenticate"];
    assert_eq!(asked, "Basic realm=\"Fake Realm\"");
}

#[endpoint(GET, "/redirect/<count>")]
struct Redirect {
    count: u8,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_redirect_is_not_followed() {
    let client = client();
    let error = Redirect::new(1).call(&client).await.unwrap_err();
    let Error::Unexpected(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.status(), 302);
    assert_eq!(error.headers()["location"], "/get");
    let text = "GET /redirect/<count>: 302 Found, a status that is not declared; the redirect is not followed: the client follows none";
    assert_eq!(error.to_string(), text);
}

#[derive(Debug, FromResponse)]
struct Moved {
    #[status]
    status: u16,
    #[header("location")]
    to: String,
}

#[endpoint(POST, "/redirect-to?<url>&<status_code>", 3xx => Moved as Whole)]
struct RedirectTo {
    url: &'static str,
    status_code: u16,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_redirect_can_be_declared() {
    let client = client();
    for code in [301, 302, 303, 307, 308] {
        let moved = RedirectTo::new("http://203.0.113.1/?a=1&b=%C3%A9", code);
        let moved = moved.call(&client).await.unwrap();
        assert_eq!(moved.status, code);
        assert_eq!(moved.to, "http://203.0.113.1/?a=1&b=%C3%A9");
    }
}

#[endpoint(GET, "/status/<code>")]
struct Undeclared {
    code: u16,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn without_arms_any_2xx_is_a_success() {
    let client = client();
    for code in [200, 201, 204] {
        let raw = Undeclared::new(code).call(&client).await.unwrap();
        assert_eq!((raw.status().as_u16(), &raw.body()[..]), (code, &b""[..]));
    }
    let error = Undeclared::new(418).call(&client).await.unwrap_err();
    assert!(String::from_utf8_lossy(error.body().unwrap()).contains("teapot"));
}
