//! OAuth 2.0: responses of token endpoints that are not quite as the standard says.

use std::time::Duration;

use callpoint::Client;
use callpoint::auth::OAuth2;

use crate::memory::{self, json};
use crate::oauth2::{Put, api, authority, by_refresh_token, granted, parameter};

/// The token of a response like this, used twice with so many seconds in between; and how many were fetched.
async fn used_after(members: &str, seconds: u64) -> (Result<(), String>, usize) {
    let body = format!(r#"{{"access_token":"t"{members}}}"#);
    let (authority, asked) = memory::transport(move |_| json(200, body.clone()));
    let (api, _) = memory::transport(|_| json(200, "done"));
    let tokens = OAuth2::client_credentials("https://login.example.com/token", "id", "secret");
    let client = Client::builder("https://api.example.com").transport(api);
    let client = client
        .credentials(tokens.transport(authority).build().unwrap())
        .build()
        .unwrap();
    let first = Put.call(&client).await;
    tokio::time::advance(Duration::from_secs(seconds)).await;
    let second = Put.call(&client).await;
    let outcome = first
        .and(second)
        .map(drop)
        .map_err(|error| format!("{error:?}"));
    let count = asked.lock().unwrap().len();
    (outcome, count)
}

/// Whatever else is beside the token, it is used.
#[tokio::test(start_paused = true)]
async fn a_token_response_with_odd_members() {
    for members in [
        r#","expires_in":3600.0"#,
        r#","expires_in":"3600""#,
        r#","expires_in":" 3600.5 ""#,
        r#","expires_in":3.6e3"#,
    ] {
        assert_eq!(used_after(members, 3569).await, (Ok(()), 1), "{members}");
        assert_eq!(used_after(members, 3572).await, (Ok(()), 2), "{members}");
    }
    for members in [
        r#","expires_in":-1"#,
        r#","expires_in":"-1""#,
        r#","expires_in":null"#,
        r#","expires_in":1e400"#,
        r#","expires_in":-1e400"#,
        r#","expires_in":1e300"#,
        r#","expires_in":99999999999999999999999999"#,
        r#","expires_in":true"#,
        r#","expires_in":[3600]"#,
        r#","expires_in":{"s":1}"#,
        r#","expires_in":"soon""#,
        r#","expires_in":"NaN""#,
        r#","expires_in":"""#,
        r#","token_type":"BEARER""#,
        r#","token_type":"bearer","scope":["a","b"]"#,
        r#","token_type":null,"scope":null,"refresh_token":null"#,
        r#","refresh_token":7,"scope":{"a":1e999}"#,
    ] {
        assert_eq!(
            used_after(members, 10_000_000).await,
            (Ok(()), 1),
            "{members}"
        );
    }
}

/// An empty refresh token does not replace the one that works.
#[tokio::test]
async fn an_empty_refresh_token() {
    let soon = |token| granted(token, r#","expires_in":0,"refresh_token":"""#);
    let (authority, api) = (
        authority(&[soon("t-1"), soon("t-2")]).await,
        api(None).await,
    );
    let client = crate::oauth2::client(&api, by_refresh_token(&authority));
    for token in ["Bearer t-1", "Bearer t-2"] {
        assert_eq!(Put.call(&client).await.unwrap(), token);
    }
    let sent = authority.received();
    let sent = sent
        .iter()
        .map(|message| parameter(message, "refresh_token"));
    assert!(sent.eq(["r-0", "r-0"].map(|token| Some(token.to_owned()))));
}
