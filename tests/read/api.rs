//! The declaration of the documentation page, and the responses of its service.

use callpoint::{Client, auth::Basic, endpoint};
use serde::Deserialize;

/// Updates the credentials of one link.
#[endpoint(PUT, "/api/links/<id>/",
    auth = Basic,
    200 => Link,
    400 | 401 | 404 | 500 => Rejected(Vec<Problem>),
    428 => TokenRequired(TokenChallenge),
)]
#[derive(Debug, Clone)]
pub(crate) struct UpdateLink {
    pub(crate) id: String,
    #[secret]
    pub(crate) password: String,
    #[secret]
    pub(crate) token: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    pub(crate) id: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Problem {
    pub(crate) code: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TokenChallenge {
    pub(crate) session: String,
}

pub(crate) const LINK: &str = r#"{"id":"l-1","institution":"bank","created_at":null}"#;
pub(crate) const PROBLEMS: &str = r#"[{"code":"first","message":"m"},{"code":"second"}]"#;
pub(crate) const CHALLENGE: &str =
    r#"{"session":"s-1","expiry":1800,"token_generation_data":{"type":"otp"}}"#;
pub(crate) const HTML: &str = "<!DOCTYPE html><title>Bad gateway</title>";

pub(crate) fn update() -> UpdateLink {
    UpdateLink::new("l-1", "new password")
}

pub(crate) fn client(base: &str) -> Client<Basic> {
    Client::builder(base)
        .basic_auth("id", "password")
        .build()
        .unwrap()
}

type Outcome = Result<Link, callpoint::Error<UpdateLinkError>>;

/// The type that a response was decoded as, and one value from inside it.
pub(crate) fn kind_of(outcome: &Outcome) -> String {
    use callpoint::Error;
    match outcome {
        Ok(link) => format!("Link {}", link.id),
        Err(Error::Api(error)) => match &error.body {
            UpdateLinkError::Rejected(problems) => {
                format!(
                    "Rejected {}",
                    problems
                        .iter()
                        .map(|problem| &*problem.code)
                        .collect::<Vec<_>>()
                        .join(" ")
                )
            }
            UpdateLinkError::TokenRequired(challenge) => {
                format!("TokenRequired {}", challenge.session)
            }
        },
        Err(Error::Unexpected(_)) => "Unexpected".to_owned(),
        Err(Error::Decode(error)) => format!("Decode {}", error.failure()),
        Err(Error::Build(_)) => "Build".to_owned(),
        Err(Error::Transport(_)) => "Transport".to_owned(),
    }
}
