use std::collections::BTreeMap;

use callpoint::{Deserialize, api};
use serde::Serialize;

pub use self::endpoints::*;

#[api(auth = none, errors = ApiError)]
mod endpoints {
    use callpoint::endpoint;

    use super::super::ApiError;
    use super::{Login, Me, Variables};

    /// `POST /login`
    #[endpoint(POST, "/login",
        body = Form,
        /// Token.
        #[example(r#"{"access_token": "<string>", "expires_in": "<integer>"}"#)]
        200 => Login,
        #[example("<h1>Locked</h1>")]
        423 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct LogIn {
        /// Who.
        #[example("ann")]
        pub user: String,
        #[secret]
        #[example("x")]
        pub password: String,
        #[example("true")]
        pub remember: Option<bool>,
        #[example(r#"["a", "b"]"#)]
        pub scope: Vec<String>,
    }

    impl LogIn {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                user: "ann".to_owned(),
                password: "x".to_owned(),
                remember: None,
                scope: vec!["a".to_owned(), "b".to_owned()],
            }
        }
    }

    /// `GET /me`
    #[endpoint(GET, "/me",
        auth = Basic,
        /// Me.
        ///
        /// With 200: `{"name": "Ann", "limits": {}, "scores": {}, "anything": "x", "extra": true}`.
        #[example(r#"{
          "name": "Ann",
          "limits": {},
          "scores": {"1": 0.5, "2": 1},
          "anything": 1
        }"#)]
        200 => Me,
    )]
    #[derive(Debug, Clone)]
    pub struct WhoAmI;

    impl WhoAmI {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `POST /graphql`
    #[endpoint(POST, "/graphql")]
    #[derive(Debug, Clone)]
    pub struct Ask {
        #[example("query ($id: ID!) { product(id: $id) { name } }")]
        pub query: String,
        #[example(r#"{"id": "7"}"#)]
        pub variables: Variables,
    }

    impl Ask {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                query: "query ($id: ID!) { product(id: $id) { name } }".to_owned(),
                variables: Variables { id: "7".to_owned() },
            }
        }
    }

    /// `HEAD /me`
    #[endpoint(HEAD, "/me",
        /// There.
        200 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct Head;

    impl Head {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `PROPFIND /files/`
    #[endpoint("PROPFIND", "/files/",
        /// Files.
        #[example("<multistatus/>")]
        207 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct FindFiles {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/xml")]
        pub content_type: String,
        #[header("Depth")]
        #[example("1")]
        pub depth: i64,
        #[body(Text)]
        #[example("<propfind/>")]
        pub body: String,
    }

    impl FindFiles {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/xml".to_owned(),
                depth: 1,
                body: "<propfind/>".to_owned(),
            }
        }
    }
}

/// The body of status 200 of `LogIn`.
#[derive(Debug, Clone, Deserialize)]
pub struct Login {
    pub access_token: String,
    pub expires_in: i64,
}

/// The body of status 200 of `WhoAmI`.
#[derive(Debug, Clone, Deserialize)]
pub struct Me {
    pub name: String,
    pub limits: serde_json::Map<String, serde_json::Value>,
    pub scores: BTreeMap<String, f64>,
    // note: the examples disagree: a number and a string
    pub anything: serde_json::Value,
    pub extra: Option<bool>,
}

/// The `variables` of `Ask`.
#[derive(Debug, Clone, Serialize)]
pub struct Variables {
    pub id: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=4fd0bfc1 use:std::collections=0fb956ee use:callpoint=a3946248 use:serde=37375d31
// import: use:self::endpoints=a7698a19 mod:endpoints=e91ea3a3 use:endpoints::callpoint=771f8b9c
// import: use:endpoints::super::super=3f148e3b use:endpoints::super=bba586a7
// import: endpoints::LogIn=d4eac9bb impl:endpoints::LogIn=16f6a7a9 endpoints::WhoAmI=ac139598
// import: impl:endpoints::WhoAmI=785d9b5c endpoints::Ask=223972e1 impl:endpoints::Ask=b58506eb
// import: endpoints::Head=f88bbbfd impl:endpoints::Head=caa53b3b endpoints::FindFiles=ea06bfe4
// import: impl:endpoints::FindFiles=75d65512 Login=a1d656b7 Me=30e95a7d Variables=d92b2be2
