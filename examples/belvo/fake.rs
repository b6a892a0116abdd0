//! A fake of the Links operations, made from the declarations: for tests of a program that calls them.
//!
//! [`sandbox`](super::sandbox) does the same from the documentation, in five times as many lines; a test compares the two.

use std::time::Duration;

use callpoint::auth::{Basic, InvalidCredentials};
use callpoint::http;
use callpoint_testing::{Fake, FakeProblem, Reply};
use serde_json::json;

use super::api::links::{
    Accepted, ChangeAccessMode, CompleteMfa, DeleteLink, DeleteLinkOutput, GetLink, ListLinks,
    RegisterLink, UpdateLink, UpdateLinkError,
};
use super::api::{
    AccessMode, BelvoError, Link, LinkStatus, Page, Problem, RefreshRate, TokenChallenge,
    TokenGenerationData,
};
use super::sandbox::{MFA_TOKEN, SECRET_ID, SECRET_PASSWORD};

/// The links of the account.
#[derive(Debug)]
pub struct Links {
    links: Vec<Known>,
    count: usize,
}

/// A link, and what the service keeps to itself.
#[derive(Debug)]
struct Known {
    link: Link,
    /// Whether it has completed a session and so needs no more tokens.
    is_trusted: bool,
    session: Option<String>,
}

/// A fake with three links.
///
/// # Errors
/// The credentials of the sandbox are invalid.
pub fn fake() -> Result<Fake<Links>, InvalidCredentials> {
    let fake = Fake::new(Links::new())
        .accept::<Basic>(Basic::new(SECRET_ID, SECRET_PASSWORD)?)
        .on_problem(as_belvo);
    fake.rate_limit(5, Duration::from_secs(60))
        .on::<DeleteLink>();
    fake.on_reply::<ListLinks>(|request, state| Ok(state.list(&request)?.into()))
        .on_reply::<RegisterLink>(|request, state| Ok(state.register(request)?.into()))
        .on_reply::<CompleteMfa>(|request, state| {
            let is_saved = request.save_data.unwrap_or(true);
            let link = state.complete(&request)?;
            Ok(Reply::new(link).status(if is_saved { 201 } else { 200 }))
        })
        .on_reply::<GetLink>(|request, state| Ok(state.find(&request.id)?.link.clone().into()))
        .on_reply::<ChangeAccessMode>(|request, state| {
            let session = state.id();
            let known = state.find(&request.id)?;
            if known.link.status == LinkStatus::TokenRequired && !known.is_trusted {
                return Err(BelvoError::TokenRequired(known.challenge(session)).into());
            }
            known.link.access_mode = Some(request.access_mode);
            let is_recurrent = request.access_mode == AccessMode::Recurrent;
            known.link.refresh_rate = is_recurrent.then_some(RefreshRate::Day);
            Ok(known.link.clone().into())
        })
        .on_reply::<UpdateLink>(|request, state| state.update(&request))
        .on_reply::<DeleteLink>(|request, state| state.delete(&request));
    Ok(fake)
}

/// What the fake says by itself, in the words of the service.
fn as_belvo(problem: &FakeProblem) -> Option<http::Response<String>> {
    let (code, message) = match problem.status.as_u16() {
        401 => ("authentication_failed", "Invalid Secret Keys"),
        429 => ("too_many_requests", "Request was throttled."),
        400 => ("invalid", problem.detail.as_str()),
        404 | 501 => ("not_found", "Not found"),
        _ => return None,
    };
    let body = json!([{"code": code, "message": message, "field": problem.field}]);
    let status = match problem.status.as_u16() {
        501 => http::StatusCode::NOT_FOUND,
        _ => problem.status,
    };
    let response = http::Response::builder()
        .status(status)
        .header(http::header::CONTENT_TYPE, "application/json");
    response.body(body.to_string()).ok()
}

fn problems(code: &str, message: &str, field: Option<&str>) -> Vec<Problem> {
    vec![Problem {
        code: code.to_owned(),
        message: message.to_owned(),
        request_id: None,
        field: field.map(str::to_owned),
    }]
}

/// Of one status, in the set that most operations share.
fn rejected(status: u16, code: &str, message: &str) -> Reply<BelvoError> {
    Reply::new(BelvoError::Rejected(problems(code, message, None))).status(status)
}

impl Links {
    fn new() -> Self {
        let mut links = Self {
            links: Vec::new(),
            count: 0,
        };
        for (institution, status, mode) in [
            (
                "erebor_mx_retail",
                LinkStatus::Valid,
                Some(AccessMode::Single),
            ),
            (
                "gotham_mx_retail",
                LinkStatus::Invalid,
                Some(AccessMode::Recurrent),
            ),
            ("tatooine_mx_fiscal", LinkStatus::Unconfirmed, None),
        ] {
            let link = links.add(institution.to_owned(), mode);
            link.link.status = status;
        }
        links
    }

    fn id(&mut self) -> String {
        self.count += 1;
        format!("{:08}-0000-4000-8000-000000000000", self.count)
    }

    fn add(&mut self, institution: String, mode: Option<AccessMode>) -> &mut Known {
        let link = Link {
            id: self.id(),
            institution,
            access_mode: mode,
            last_accessed_at: None,
            created_at: Some("2024-02-29T08:15:00Z".to_owned()),
            external_id: None,
            institution_user_id: Some(self.id()),
            status: LinkStatus::Unconfirmed,
            created_by: None,
            refresh_rate: None,
        };
        self.links.push(Known {
            link,
            is_trusted: false,
            session: None,
        });
        let last = self.links.len() - 1;
        &mut self.links[last]
    }

    fn find(&mut self, id: &str) -> Result<&mut Known, Reply<BelvoError>> {
        let mut all = self.links.iter_mut();
        all.find(|known| known.link.id == id)
            .ok_or_else(|| rejected(404, "not_found", "Not found"))
    }

    fn list(&self, request: &ListLinks) -> Result<Page<Link>, Reply<BelvoError>> {
        let is_kept = |link: &&Link| {
            let is =
                |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|it| it == has);
            is(&request.id, &link.id)
                && is(&request.institution, &link.institution)
                && request.status.is_none_or(|status| status == link.status)
                && request
                    .access_mode
                    .is_none_or(|mode| Some(mode) == link.access_mode)
        };
        let all = self.links.iter().map(|known| &known.link);
        let kept: Vec<&Link> = all.filter(is_kept).collect();
        let size = request.page_size.unwrap_or(100).max(1) as usize;
        let first = (request.page.unwrap_or(1).max(1) as usize - 1).saturating_mul(size);
        if first > 0 && first >= kept.len() {
            return Err(rejected(404, "not_found", "Invalid page."));
        }
        let results = kept.iter().skip(first).take(size);
        Ok(Page {
            count: kept.len() as u64,
            next: None,
            previous: None,
            results: results.map(|link| (*link).clone()).collect(),
        })
    }

    fn register(&mut self, request: RegisterLink) -> Result<Link, Reply<BelvoError>> {
        if request.username == "explode" {
            return Err(rejected(500, "unexpected_error", "An internal error."));
        }
        if request.password == "wrong" {
            let message = "Invalid credentials provided to login.";
            return Err(rejected(400, "login_error", message));
        }
        let session = self.id();
        let asks = request.institution == "gringotts_co_retail";
        if asks && request.token.as_deref().is_some_and(|it| it != MFA_TOKEN) {
            return Err(rejected(
                400,
                "invalid_token",
                "This token is not the right one.",
            ));
        }
        let asks = asks && request.token.is_none();
        let mode = request.access_mode.unwrap_or(AccessMode::Single);
        let known = self.add(request.institution, Some(mode));
        known.link.external_id = request.external_id;
        if asks {
            return Err(BelvoError::TokenRequired(known.challenge(session)).into());
        }
        known.link.status = LinkStatus::Valid;
        Ok(known.link.clone())
    }

    fn complete(&mut self, request: &CompleteMfa) -> Result<Link, Reply<BelvoError>> {
        let bad = |code, message, field| {
            let problems = problems(code, message, Some(field));
            Reply::new(BelvoError::Rejected(problems)).status(400)
        };
        let Ok(known) = self.find(&request.link) else {
            return Err(bad("does_not_exist", "No such link.", "link"));
        };
        if known.session.as_ref() != Some(&request.session) {
            return Err(bad(
                "invalid_session",
                "The link has no such session.",
                "session",
            ));
        }
        match request.token.as_deref() {
            Some(MFA_TOKEN) => {}
            Some(_) => {
                return Err(bad(
                    "invalid_token",
                    "This token is not the right one.",
                    "token",
                ));
            }
            None => {
                let session = request.session.clone();
                return Err(BelvoError::TokenRequired(known.challenge(session)).into());
            }
        }
        known.session = None;
        known.is_trusted = true;
        known.link.status = LinkStatus::Valid;
        Ok(known.link.clone())
    }

    fn update(&mut self, request: &UpdateLink) -> Result<Reply<Link>, Reply<UpdateLinkError>> {
        let rejected = |status, code, message| {
            Err(Reply::new(UpdateLinkError::Rejected(problems(code, message, None))).status(status))
        };
        let session = self.id();
        let Ok(known) = self.find(&request.id) else {
            return rejected(404, "not_found", "Not found");
        };
        match (request.password.as_str(), request.token.as_deref()) {
            ("explode", _) => return rejected(500, "unexpected_error", "An internal error."),
            ("wrong", _) => {
                known.link.status = LinkStatus::Invalid;
                return rejected(400, "login_error", "Invalid credentials provided to login.");
            }
            (_, Some(token)) if token != MFA_TOKEN => {
                return rejected(400, "invalid_token", "This token is not the right one.");
            }
            (_, None) if !known.is_trusted => {
                return Err(UpdateLinkError::TokenRequired(known.challenge(session)).into());
            }
            _ => {}
        }
        known.session = None;
        known.link.status = LinkStatus::Valid;
        Ok(known.link.clone().into())
    }

    fn delete(
        &mut self,
        request: &DeleteLink,
    ) -> Result<Reply<DeleteLinkOutput>, Reply<BelvoError>> {
        if self.find(&request.id)?.link.external_id.as_deref() == Some("locked") {
            let message = "You may not delete this link.";
            return Err(rejected(403, "access_to_resource_denied", message));
        }
        self.links.retain(|known| known.link.id != request.id);
        if request.mode.is_none() {
            return Ok(DeleteLinkOutput::Deleted(()).into());
        }
        let request_id = self.id();
        Ok(DeleteLinkOutput::Accepted(Accepted { request_id }).into())
    }
}

impl Known {
    /// Makes the link wait for a token.
    fn challenge(&mut self, session: String) -> TokenChallenge {
        self.session = Some(session.clone());
        self.link.status = LinkStatus::TokenRequired;
        TokenChallenge {
            code: "token_required".to_owned(),
            message: "A MFA token is required by the institution to login".to_owned(),
            session,
            expiry: 600,
            link: self.link.id.clone(),
            token_generation_data: Some(TokenGenerationData {
                instructions: "Use this code to generate the token".to_owned(),
                kind: "numeric".to_owned(),
                value: "12345".to_owned(),
            }),
        }
    }
}
