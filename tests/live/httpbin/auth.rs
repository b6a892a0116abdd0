//! Credentials, right and wrong.

use callpoint::endpoint;
use serde::Deserialize;

use crate::{Echo, builder};

#[derive(Debug, Deserialize)]
struct Known {
    authenticated: bool,
    user: Option<String>,
    token: Option<String>,
}

#[endpoint(GET, "/basic-auth/<user>/<password>", auth = Basic,
    200 => Known,
    401 => Stranger(()),
)]
struct ByPassword {
    user: &'static str,
    password: &'static str,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn basic() {
    let builder = builder();
    let client = builder.basic_auth("ann", "pass: wörd").build().unwrap();
    let known = ByPassword::new("ann", "pass: wörd").call(&client).await;
    let known = known.unwrap();
    assert_eq!(
        (known.authenticated, known.user.as_deref()),
        (true, Some("ann"))
    );
    for (user, password) in [("ann", "other"), ("bob", "pass: wörd")] {
        let error = ByPassword::new(user, password).call(&client).await;
        let error = error.unwrap_err();
        assert_eq!(error.status().unwrap(), 401);
        assert!(error.into_api().unwrap().is_stranger());
    }
}

#[endpoint(GET, "/bearer", auth = Bearer, 200 => Known, 401 => Stranger(()))]
struct ByToken;

#[endpoint(GET, "/bearer", auth = none, 200 => Known, 401 => Stranger(()))]
struct ByNothing;

#[endpoint(GET, "/bearer", 200 => Known, 401 => Stranger(()))]
struct ByAnyCredentials;

/// httpbin accepts any token, so the only wrong one is none.
#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn bearer() {
    let builder = builder();
    let client = builder.bearer_token("t0ken.-_~+/=").build().unwrap();
    for known in [
        ByToken::new().call(&client).await.unwrap(),
        ByAnyCredentials::new().call(&client).await.unwrap(),
    ] {
        assert!(known.authenticated);
        assert_eq!(known.token.as_deref(), Some("t0ken.-_~+/="));
    }
    let error = ByNothing::new().call(&client).await.unwrap_err();
    assert_eq!(error.headers().unwrap()["www-authenticate"], "Bearer");
    assert!(error.into_api().unwrap().is_stranger());
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn no_credentials_and_another_scheme() {
    let anonymous = builder();
    let by_password = builder();
    let anonymous = anonymous.build().unwrap();
    let by_password = by_password.basic_auth("ann", "password").build().unwrap();
    for error in [
        ByAnyCredentials::new().call(&anonymous).await.unwrap_err(),
        ByAnyCredentials::new()
            .call(&by_password)
            .await
            .unwrap_err(),
    ] {
        assert!(error.into_api().unwrap().is_stranger());
    }
}

#[endpoint(GET, "/get", auth = ApiKey, 200 => Echo)]
struct ByKey;

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_key_in_a_header_or_in_the_query() {
    let in_header = builder();
    let client = in_header.api_key_header("X-Key", "k-1").build().unwrap();
    let echo = ByKey::new().call(&client).await.unwrap();
    assert_eq!((echo.header("X-Key"), echo.target()), (Some("k-1"), "/get"));
    let in_query = builder();
    let client = in_query.api_key_query("key", "k 1").build().unwrap();
    let echo = ByKey::new().call(&client).await.unwrap();
    assert_eq!(echo.args["key"], "k 1");
}
