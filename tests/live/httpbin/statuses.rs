//! Each status as its own type, and redirects.

use callpoint::{Error, FromResponse, endpoint};

use crate::client;

#[endpoint(GET, "/status/<code>",
    200 => Fine(()),
    202 | 204 => Soon(()),
    2xx => Other(Nothing as Kept),
    304 => Unchanged(()),
    400 | 404 => Rejected(()),
    401 => Stranger(()),
    418 => Teapot(String as Text),
    4xx => Refused(()),
    500 => Broken(()),
)]
struct Status {
    code: u16,
}

/// A codec of the test's own that reads nothing.
#[derive(Debug)]
struct Kept;

#[derive(Debug)]
struct Nothing;

impl callpoint::codec::Decode<Nothing> for Kept {
    const MEDIA_TYPE: &'static str = "*/*";

    fn decode(answer: &callpoint::Answer) -> Result<Nothing, callpoint::codec::DecodeFailure> {
        assert!(answer.status().is_success());
        Ok(Nothing)
    }
}

fn name(outcome: &Result<StatusOutput, Error<StatusError>>) -> &'static str {
    match outcome {
        Ok(StatusOutput::Fine(())) => "Fine",
        Ok(StatusOutput::Soon(())) => "Soon",
        Ok(StatusOutput::Other(Nothing)) => "Other",
        Ok(StatusOutput::Unchanged(())) => "Unchanged",
        Err(Error::Api(refusal)) => match &refusal.error {
            StatusError::Rejected(()) => "Rejected",
            StatusError::Stranger(()) => "Stranger",
            StatusError::Teapot(text) if text.contains("teapot") => "Teapot",
            StatusError::Refused(()) => "Refused",
            StatusError::Broken(()) => "Broken",
            _ => "another refusal",
        },
        Err(Error::Unexpected(_)) => "Unexpected",
        Err(_) => "another error",
    }
}

#[tokio::test]
async fn each_status_has_its_arm() {
    let Some(client) = client() else { return };
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
        (403, "Refused"),
        (404, "Rejected"),
        (409, "Refused"),
        (418, "Teapot"),
        (422, "Refused"),
        (428, "Refused"),
        (451, "Refused"),
        (499, "Refused"),
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
async fn a_wrong_user_is_asked_by_a_header() {
    let Some(client) = client() else { return };
    let error = Status::new(401).call(&client).await.unwrap_err();
    let asked = &error.headers().unwrap()["www-authenticate"];
    assert_eq!(asked, "Basic realm=\"Fake Realm\"");
}

#[endpoint(GET, "/redirect/<count>")]
struct Redirect {
    count: u8,
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let Some(client) = client() else { return };
    let error = Redirect::new(1).call(&client).await.unwrap_err();
    let Error::Unexpected(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.status(), 302);
    assert_eq!(error.headers()["location"], "/get");
    let text = "GET /redirect/<count>: 302 Found, a status that is not declared; the redirect is not followed";
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
async fn a_redirect_can_be_an_answer() {
    let Some(client) = client() else { return };
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
async fn without_arms_any_2xx_is_a_success() {
    let Some(client) = client() else { return };
    for code in [200, 201, 204] {
        let raw = Undeclared::new(code).call(&client).await.unwrap();
        assert_eq!((raw.status().as_u16(), &raw.body()[..]), (code, &b""[..]));
    }
    let error = Undeclared::new(418).call(&client).await.unwrap_err();
    assert!(String::from_utf8_lossy(error.body().unwrap()).contains("teapot"));
}
