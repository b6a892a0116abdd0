//! The call of the documentation page, as a declaration and as hand-written types.

use callpoint::endpoint;
use serde::{Deserialize, Serialize};

pub(crate) const SECRET_ID: &str = "secret-id";
pub(crate) const SECRET_PASSWORD: &str = "secret-password";

/// A link that is trusted: 200.
pub(crate) const TRUSTED: &str = "0d3ffb69-f83b-456e-ad8e-208d0998d71d";
/// A link that is not: 428.
pub(crate) const UNTRUSTED: &str = "7a2b8b5e-f83b-456e-ad8e-208d0998d71d";

#[endpoint(PUT, "/api/links/<id>/",
    auth = Basic,
    200 => Link,
    400 | 401 | 404 | 500 => Rejected(Vec<Problem>),
    428 => TokenRequired(TokenChallenge),
)]
#[derive(Clone)]
pub(crate) struct UpdateLink {
    pub(crate) id: String,
    #[secret]
    pub(crate) password: String,
    #[secret]
    pub(crate) password2: Option<String>,
    #[secret]
    pub(crate) token: Option<String>,
    #[secret]
    pub(crate) encryption_key: Option<String>,
    pub(crate) username_type: Option<String>,
    #[secret]
    pub(crate) certificate: Option<String>,
    #[secret]
    pub(crate) private_key: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    pub(crate) id: String,
    pub(crate) institution: String,
    pub(crate) access_mode: Option<String>,
    pub(crate) last_accessed_at: Option<String>,
    pub(crate) status: String,
    pub(crate) created_by: Option<String>,
    pub(crate) refresh_rate: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Problem {
    pub(crate) code: String,
    pub(crate) message: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TokenChallenge {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) request_id: String,
    pub(crate) session: String,
    pub(crate) expiry: u64,
    pub(crate) link: String,
}

/// The hand-written body.
#[derive(Serialize)]
pub(crate) struct Credentials {
    pub(crate) password: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) password2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) encryption_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) username_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) private_key: Option<String>,
}

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The hand-written error of a call.
#[derive(Debug)]
pub(crate) enum Rejection {
    TokenRequired(TokenChallenge),
    Rejected(u16, Vec<Problem>),
    Other(Failure),
}

impl<E: Into<Failure>> From<E> for Rejection {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// A link's id and its new credentials, all of them.
pub(crate) fn update(id: &str) -> UpdateLink {
    UpdateLink::new(id, "password")
        .password2("pin")
        .token("1234ab")
        .encryption_key("customencryptionkey")
        .username_type("001")
        .certificate("1234567890abcd=")
        .private_key("1234567890abcd=")
}

pub(crate) fn credentials() -> Credentials {
    Credentials {
        password: "password".into(),
        password2: Some("pin".into()),
        token: Some("1234ab".into()),
        encryption_key: Some("customencryptionkey".into()),
        username_type: Some("001".into()),
        certificate: Some("1234567890abcd=".into()),
        private_key: Some("1234567890abcd=".into()),
    }
}

/// Uses every field, so that all columns decode all of them.
pub(crate) fn sum(link: &Link) -> usize {
    let optional = [
        &link.access_mode,
        &link.last_accessed_at,
        &link.created_by,
        &link.refresh_rate,
    ];
    let optional: usize = optional
        .into_iter()
        .map(|text| text.as_ref().map_or(0, String::len))
        .sum();
    link.id.len() + link.institution.len() + link.status.len() + optional
}

pub(crate) fn sum_of_challenge(challenge: &TokenChallenge) -> usize {
    let TokenChallenge {
        code,
        message,
        request_id,
        session,
        expiry,
        link,
    } = challenge;
    let texts = [code, message, request_id, session, link];
    let texts: usize = texts.into_iter().map(String::len).sum();
    texts + usize::try_from(*expiry).unwrap_or(usize::MAX)
}

pub(crate) fn sum_of_problems(problems: &[Problem]) -> usize {
    problems
        .iter()
        .map(|problem| problem.code.len() + problem.message.len())
        .sum()
}
