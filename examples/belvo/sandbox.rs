//! A sandbox that serves the Links operations of Belvo's API over HTTP, for examples and tests.
//!
//! It is written from the service's documentation, not from a client's declarations, so a client that misreads the documentation gets the response
//! that the service would give.
//!
//! Inputs with special responses:
//! - the username `explode` (registering) or the password `explode` (updating): 500;
//! - the password `wrong`: 400 with the code `login_error`;
//! - the institution `gringotts_co_retail`: asks for a token (428) when a link is registered;
//! - an update without a token: 428, until the link has completed an MFA session;
//! - deleting a link whose `external_id` is `locked`: 403;
//! - more than five DELETE requests within a minute: 429.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Query, Request, State};
use axum::http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, HOST, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// The secret id the sandbox accepts: the user name of basic auth.
pub const SECRET_ID: &str = "5d8c1f0a-sandbox-id";
/// The secret password the sandbox accepts: the password of basic auth.
pub const SECRET_PASSWORD: &str = "sandbox@Secret:Password#1";
/// The only MFA token that the sandbox accepts.
pub const MFA_TOKEN: &str = "1234ab";

const ROOT: &str = "/api/links/";
const INSTITUTIONS: [&str; 4] = [
    "erebor_mx_retail",
    "gringotts_co_retail",
    "gotham_mx_retail",
    "tatooine_mx_fiscal",
];
const MFA_INSTITUTION: &str = "gringotts_co_retail";
const MODES: [&str; 2] = ["single", "recurrent"];
const STATUSES: [&str; 4] = ["valid", "invalid", "unconfirmed", "token_required"];
const RATES: [&str; 5] = ["6h", "12h", "24h", "7d", "30d"];
/// The creator of links registered here, and the creator of one that existed before.
const CALLER: &str = "bcef7f35-67f2-4b19-b009-cb38795faf09";
const COLLEAGUE: &str = "7a1d3c52-0e4f-4c6b-9a58-2f6b1d0c9e47";

const BODY_LIMIT: usize = 1 << 20;
const SESSION_SECONDS: u64 = 10_000;
const DELETES_A_MINUTE: usize = 5;
const MINUTE: Duration = Duration::from_secs(60);
const DEFAULT_PAGE_SIZE: usize = 100;
const MAX_PAGE_SIZE: usize = 1000;

/// The query parameters of the list.
const FILTERS: &str = "page page_size omit fields id id__in institution institution__in \
    access_mode status status__in external_id institution_user_id refresh_rate created_at \
    created_at__gt created_at__gte created_at__lt created_at__lte created_at__range \
    created_by__not_in";
/// The query parameters of the operations that return one link and let the caller select its fields.
const SELECTORS: &str = "omit fields";

/// The fields of a body: the required ones and the optional ones.
type Fields = (&'static str, &'static str);

const REGISTER: Fields = (
    "institution username password",
    "username2 username3 password2 token external_id access_mode fetch_historical \
        credentials_storage username_type certificate private_key",
);
const COMPLETE: Fields = ("session link", "token save_data");
const CHANGE_MODE: Fields = ("access_mode", "");
const UPDATE: Fields = (
    "password",
    "password2 token encryption_key username_type certificate private_key",
);

/// By the service's OpenAPI document, an update names the end user too.
const UPDATE_OF_DOCUMENT: Fields = (
    "password",
    "institution username password2 token encryption_key username_type certificate private_key",
);

/// What the sandbox is written from, where the service's documentation differs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Documentation {
    /// The pages of the documentation: a challenge (428) is an object, a completed session has the status 201, and an update takes only credentials.
    #[default]
    Pages,
    /// The `OpenAPI` document: a challenge is a list of one object, a completed session has the status 200, and an update takes the institution and the
    /// username too.
    OpenApi,
}

/// The whole API, with fresh state.
pub fn router() -> Router {
    router_of(Documentation::Pages)
}

fn router_of(documentation: Documentation) -> Router {
    let world = Arc::new(Mutex::new(World::new(documentation)));
    Router::new().fallback(serve).with_state(world)
}

/// A running sandbox on a free port of this machine; it stops when it is dropped.
pub struct Sandbox {
    url: String,
    task: JoinHandle<()>,
    /// Dropping it lets open connections finish their response and close.
    _stop: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a sandbox with fresh state on the current tokio runtime.
    ///
    /// # Errors
    /// When no local port can be bound.
    pub async fn start() -> std::io::Result<Sandbox> {
        Self::start_of(Documentation::Pages).await
    }

    /// The same from a part of the documentation.
    ///
    /// # Errors
    /// When no local port can be bound.
    pub async fn start_of(documentation: Documentation) -> std::io::Result<Sandbox> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router_of(documentation))
            .with_graceful_shutdown(async { stopped.await.unwrap_or_default() });
        let task = tokio::spawn(async move {
            // Serving only ends by being stopped, so any other result can be ignored.
            let _ = server.await;
        });
        Ok(Sandbox {
            url,
            task,
            _stop: stop,
        })
    }

    /// The base URL, `http://127.0.0.1:PORT`, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> String {
        self.url.clone()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(State(world): State<Arc<Mutex<World>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let mut world = world.lock().unwrap_or_else(PoisonError::into_inner);
    let request_id = world.ids.digits();
    let (Ok(mut response) | Err(mut response)) = operate(&mut world, &Call { parts, body });
    if world.documentation == Documentation::OpenApi && response.status == 428 {
        response.body = Value::Array(vec![response.body.take()]);
    }
    drop(world);
    response.sent(&request_id)
}

/// Finds the operation: first the path, then the caller, then the method.
fn operate(world: &mut World, call: &Call) -> OperationResult {
    let Some(id) = target(call.parts.uri.path()) else {
        let message = "There is nothing here; every path of the API ends with a slash.";
        return Err(SandboxResponse::problem(404, "not_found", message));
    };
    authenticate(&call.parts.headers)?;
    match (id, call.parts.method.as_str()) {
        ("", "GET") => list(world, call),
        ("", "POST") => register(world, call),
        ("", "PATCH") => complete(world, call),
        ("", _) => Err(wrong_method("GET, POST, PATCH")),
        (_, "GET") => detail(world, call, id),
        (_, "PATCH") => change_mode(world, call, id),
        (_, "PUT") => update(world, call, id),
        (_, "DELETE") => delete(world, call, id),
        (_, _) => Err(wrong_method("GET, PATCH, PUT, DELETE")),
    }
}

/// The target of a path, if it is valid: the id of one link, or an empty string for all of them.
fn target(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(ROOT)?;
    if rest.is_empty() {
        return Some("");
    }
    let id = rest.strip_suffix('/')?;
    (!id.is_empty() && !id.contains('/')).then_some(id)
}

fn authenticate(headers: &HeaderMap) -> Result<(), SandboxResponse> {
    let decoded = header(headers, &AUTHORIZATION)
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, secret)| STANDARD.decode(secret.trim()).ok());
    if decoded.as_deref() == Some(format!("{SECRET_ID}:{SECRET_PASSWORD}").as_bytes()) {
        return Ok(());
    }
    let response = SandboxResponse::problem(401, "authentication_failed", "Invalid Secret Keys");
    Err(response.with_header(WWW_AUTHENTICATE, "Basic realm=\"sandbox\""))
}

// Operations.

fn list(world: &World, call: &Call) -> OperationResult {
    let params = call.params(FILTERS)?;
    let page = whole(&params, "page", 1, usize::MAX)?;
    let size = whole(&params, "page_size", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)?;
    check_filters(&params)?;
    let passes = |link: &&Link| params.iter().all(|(name, value)| keeps(link, name, value));
    let kept: Vec<&Link> = world.links.iter().filter(passes).collect();
    let pages = kept.len().div_ceil(size).max(1);
    if page > pages {
        return Err(SandboxResponse::problem(404, "not_found", "Invalid page."));
    }
    let on_page = kept.iter().skip((page - 1) * size).take(size);
    let results: Vec<Value> = on_page.map(|link| link.shown(&params)).collect();
    let next = (page < pages).then(|| call.page_url(&params, page + 1));
    let previous = (page > 1).then(|| call.page_url(&params, page - 1));
    let count = kept.len();
    let body = json!({"count": count, "next": next, "previous": previous, "results": results});
    Ok(SandboxResponse::new(200, body))
}

fn register(world: &mut World, call: &Call) -> OperationResult {
    let params = call.params(SELECTORS)?;
    let body = call.body(REGISTER)?;
    if body.text("username") == Some("explode") {
        return Err(unexpected());
    }
    if body.text("password") == Some("wrong") {
        return Err(login_error());
    }
    let asks = body.text("institution") == Some(MFA_INSTITUTION);
    let token = body.text("token");
    if asks && token.is_some_and(|token| token != MFA_TOKEN) {
        return Err(wrong_token());
    }
    let session = world.ids.uuid();
    let mut link = Link::registered(&mut world.ids, &body);
    let response = if asks && token.is_none() {
        Err(link.challenge(session))
    } else {
        link.accessed();
        Ok(SandboxResponse::new(201, link.shown(&params)))
    };
    world.links.push(link);
    response
}

fn complete(world: &mut World, call: &Call) -> OperationResult {
    call.params("")?;
    let body = call.body(COMPLETE)?;
    let Ok(link) = world.link(body.text("link").unwrap_or_default()) else {
        return Err(bad("does_not_exist", "No such link.", "link"));
    };
    let named = body.text("session").unwrap_or_default();
    let open = link
        .session
        .as_ref()
        .filter(|(_, until)| *until > Instant::now());
    let Some((session, _)) = open.filter(|(id, _)| id.eq_ignore_ascii_case(named)) else {
        let message = "The link has no such session, or the session has expired.";
        return Err(bad("invalid_session", message, "session"));
    };
    match body.text("token") {
        None => return Err(link.challenge(session.clone())),
        Some(MFA_TOKEN) => {}
        Some(_) => return Err(wrong_token()),
    }
    link.session = None;
    link.trusted = true;
    link.accessed();
    let unsaved = body.0.get("save_data") == Some(&Value::Bool(false));
    let shown = link.shown(&[]);
    let is_created = !unsaved && world.documentation == Documentation::Pages;
    let status = if is_created { 201 } else { 200 };
    Ok(SandboxResponse::new(status, shown))
}

fn detail(world: &mut World, call: &Call, id: &str) -> OperationResult {
    let params = call.params(SELECTORS)?;
    let body = world.link(id)?.shown(&params);
    Ok(SandboxResponse::new(200, body))
}

fn change_mode(world: &mut World, call: &Call, id: &str) -> OperationResult {
    call.params("")?;
    let session = world.ids.uuid();
    let link = world.link(id)?;
    let body = call.body(CHANGE_MODE)?;
    if link.status == "token_required" && !link.trusted {
        return Err(link.challenge(session));
    }
    link.set_mode(body.one_of("access_mode", &MODES));
    Ok(SandboxResponse::new(200, link.shown(&[])))
}

fn update(world: &mut World, call: &Call, id: &str) -> OperationResult {
    call.params("")?;
    let session = world.ids.uuid();
    let fields = match world.documentation {
        Documentation::Pages => UPDATE,
        Documentation::OpenApi => UPDATE_OF_DOCUMENT,
    };
    let link = world.link(id)?;
    let body = call.body(fields)?;
    match body.text("password") {
        Some("explode") => return Err(unexpected()),
        Some("wrong") => {
            link.status = "invalid";
            return Err(login_error());
        }
        _ => {}
    }
    match body.text("token") {
        Some(MFA_TOKEN) => {}
        Some(_) => return Err(wrong_token()),
        None if link.trusted => {}
        None => return Err(link.challenge(session)),
    }
    link.session = None;
    link.accessed();
    Ok(SandboxResponse::new(200, link.shown(&[])))
}

fn delete(world: &mut World, call: &Call, id: &str) -> OperationResult {
    world.throttle()?;
    call.params("")?;
    let mode = call.parts.headers.get("x-belvo-request-mode");
    if mode.is_some_and(|mode| mode != "async") {
        let message = "The header X-Belvo-Request-Mode takes only the value async.";
        return Err(bad("invalid", message, ""));
    }
    if world.link(id)?.external_id.as_deref() == Some("locked") {
        let message = "You may not delete this link.";
        return Err(SandboxResponse::problem(
            403,
            "access_to_resource_denied",
            message,
        ));
    }
    world.links.retain(|link| !link.id.eq_ignore_ascii_case(id));
    Ok(match mode {
        None => SandboxResponse::new(204, Value::Null),
        Some(_) => SandboxResponse::new(202, json!({})),
    })
}

// State.

struct World {
    documentation: Documentation,
    ids: Ids,
    links: Vec<Link>,
    /// When the DELETE requests of the last minute arrived, oldest first.
    deletes: Vec<Instant>,
}

struct Link {
    id: String,
    institution: &'static str,
    access_mode: Option<&'static str>,
    last_accessed_at: Option<String>,
    created_at: String,
    external_id: Option<String>,
    institution_user_id: String,
    status: &'static str,
    created_by: &'static str,
    refresh_rate: Option<&'static str>,
    /// Whether it has completed an MFA session and so needs no more tokens.
    trusted: bool,
    /// The MFA session that is open for it, and its expiry; a new one replaces it.
    session: Option<(String, Instant)>,
}

impl World {
    fn new(documentation: Documentation) -> World {
        let mut ids = Ids(0);
        let mut first = Link::new(&mut ids, "erebor_mx_retail", "2024-02-29T08:15:00Z");
        first.set_mode(Some("single"));
        first.status = "valid";
        first.last_accessed_at = Some("2024-03-01T06:00:00Z".to_owned());
        let mut second = Link::new(&mut ids, "gotham_mx_retail", "2024-07-01T12:00:00Z");
        second.set_mode(Some("recurrent"));
        second.status = "invalid";
        second.last_accessed_at = Some("2024-07-02T06:00:00Z".to_owned());
        let mut third = Link::new(&mut ids, "tatooine_mx_fiscal", "2025-01-31T23:59:59Z");
        third.created_by = COLLEAGUE;
        World {
            documentation,
            ids,
            links: vec![first, second, third],
            deletes: Vec::new(),
        }
    }

    fn link(&mut self, id: &str) -> Result<&mut Link, SandboxResponse> {
        let mut links = self.links.iter_mut();
        let found = links.find(|link| link.id.eq_ignore_ascii_case(id));
        found.ok_or_else(|| SandboxResponse::problem(404, "not_found", "Not found"))
    }

    /// Counts a DELETE request, or rejects it.
    fn throttle(&mut self) -> Result<(), SandboxResponse> {
        let now = Instant::now();
        self.deletes.retain(|at| now.duration_since(*at) < MINUTE);
        if self.deletes.len() < DELETES_A_MINUTE {
            self.deletes.push(now);
            return Ok(());
        }
        let waited = self.deletes.first().map(|at| now.duration_since(*at));
        let wait = MINUTE.saturating_sub(waited.unwrap_or_default());
        let seconds = wait.as_nanos().div_ceil(1_000_000_000).max(1);
        let response = SandboxResponse::problem(429, "too_many_requests", "Request was throttled.");
        Err(response.with_header(RETRY_AFTER, &seconds.to_string()))
    }
}

impl Link {
    fn new(ids: &mut Ids, institution: &'static str, created_at: &str) -> Link {
        Link {
            id: ids.uuid(),
            institution,
            access_mode: None,
            last_accessed_at: None,
            created_at: created_at.to_owned(),
            external_id: None,
            institution_user_id: ids.uuid(),
            status: "unconfirmed",
            created_by: CALLER,
            refresh_rate: None,
            trusted: false,
            session: None,
        }
    }

    fn registered(ids: &mut Ids, body: &Body) -> Link {
        let institution = body.one_of("institution", &INSTITUTIONS);
        let mut link = Link::new(ids, institution.unwrap_or_default(), &now());
        link.external_id = body.text("external_id").map(str::to_owned);
        link.set_mode(body.one_of("access_mode", &MODES).or(Some("single")));
        link
    }

    /// Sets the access mode; only a recurrent link is refreshed.
    fn set_mode(&mut self, mode: Option<&'static str>) {
        self.access_mode = mode;
        self.refresh_rate = (mode == Some("recurrent")).then_some("24h");
    }

    fn accessed(&mut self) {
        self.status = "valid";
        self.last_accessed_at = Some(now());
    }

    /// Makes the link wait for a token; the session's expiry starts now.
    fn challenge(&mut self, session: String) -> SandboxResponse {
        let body = json!({
            "code": "token_required",
            "message": "A MFA token is required by the institution to login",
            "session": session,
            "expiry": SESSION_SECONDS,
            "link": self.id,
            "token_generation_data": {
                "instructions": "Use this code to generate the token",
                "type": "numeric",
                "value": "12345",
            },
        });
        let until = Instant::now() + Duration::from_secs(SESSION_SECONDS);
        self.session = Some((session, until));
        self.status = "token_required";
        SandboxResponse::new(428, body)
    }

    /// The link as JSON, with the fields selected by the parameters `fields` and `omit`.
    fn shown(&self, params: &[Param]) -> Value {
        let mut shown = json!({
            "id": self.id,
            "institution": self.institution,
            "access_mode": self.access_mode,
            "last_accessed_at": self.last_accessed_at,
            "created_at": self.created_at,
            "external_id": self.external_id,
            "institution_user_id": self.institution_user_id,
            "status": self.status,
            "created_by": self.created_by,
            "refresh_rate": self.refresh_rate,
        });
        for (parameter, names) in params.iter().filter(|(_, names)| !names.is_empty()) {
            let named = |field: &str| items(names).any(|item| item == field);
            match (parameter.as_str(), shown.as_object_mut()) {
                ("fields", Some(shown)) => shown.retain(|field, _| named(field)),
                ("omit", Some(shown)) => shown.retain(|field, _| !named(field)),
                _ => {}
            }
        }
        shown
    }
}

/// Generates ids that look random and are the same in every run.
struct Ids(u64);

impl Ids {
    /// The 32 digits of a version 4 UUID.
    fn digits(&mut self) -> String {
        self.0 += 1;
        let high = mix(self.0 << 1) & 0xffff_ffff_ffff_0fff | 0x4000;
        let low = mix(self.0 << 1 | 1) & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
        format!("{high:016x}{low:016x}")
    }

    fn uuid(&mut self) -> String {
        let mut id = self.digits();
        for at in [20, 16, 12, 8] {
            id.insert(at, '-');
        }
        id
    }
}

/// The output function of the `SplitMix64` generator.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

// Reading requests.

struct Call {
    parts: Parts,
    /// Empty, and so invalid JSON, if it was too long or incomplete.
    body: Bytes,
}

/// A query parameter: its name and its value.
type Param = (String, String);

impl Call {
    /// The query parameters, each of them known and at most once.
    fn params(&self, known: &str) -> Result<Vec<Param>, SandboxResponse> {
        let Ok(Query(params)) = Query::<Vec<Param>>::try_from_uri(&self.parts.uri) else {
            return Err(bad("invalid", "The query cannot be read.", ""));
        };
        let mut problems = Vec::new();
        for (at, (name, _)) in params.iter().enumerate() {
            if !words(known).any(|known| known == name) {
                problems.push(problem("unknown", "There is no such parameter.", name));
            } else if params.iter().take(at).any(|(earlier, _)| earlier == name) {
                problems.push(problem("invalid", "Give this parameter once.", name));
            }
        }
        reject(problems)?;
        Ok(params)
    }

    /// The URL of another page of the same list.
    fn page_url(&self, params: &[Param], page: usize) -> String {
        let host = header(&self.parts.headers, &HOST).unwrap_or("localhost");
        let mut url = format!("http://{host}{ROOT}?");
        let raw = self.parts.uri.query().unwrap_or_default().split('&');
        for (pair, (name, _)) in raw.filter(|pair| !pair.is_empty()).zip(params) {
            if name != "page" {
                url = url + pair + "&";
            }
        }
        format!("{url}page={page}")
    }

    /// The body, without unknown, missing or invalid fields.
    fn body(&self, (required, optional): Fields) -> Result<Body, SandboxResponse> {
        let given = header(&self.parts.headers, &CONTENT_TYPE).unwrap_or_default();
        let media = given.split(';').next().unwrap_or_default().trim();
        if !media.eq_ignore_ascii_case("application/json") {
            return Err(bad("unsupported_media_type", "Send application/json.", ""));
        }
        let Ok(Value::Object(body)) = serde_json::from_slice(&self.body) else {
            return Err(bad("parse_error", "The body is no JSON object.", ""));
        };
        let mut problems = Vec::new();
        for name in words(required) {
            let value = body.get(name).unwrap_or(&Value::Null);
            if value.is_null() {
                problems.push(problem("required", "This field is required.", name));
            } else if value == "" {
                problems.push(problem("blank", "This field may not be blank.", name));
            } else {
                problems.extend(misfit(name, value));
            }
        }
        for (name, value) in &body {
            if words(optional).any(|field| field == name) {
                problems.extend(misfit(name, value));
            } else if !words(required).any(|field| field == name) {
                problems.push(problem("unknown", "There is no such field.", name));
            }
        }
        reject(problems)?;
        Ok(Body(body))
    }
}

/// The problem with the value of this field, if any.
fn misfit(name: &str, value: &Value) -> Option<Value> {
    let (code, message) = match (name, value) {
        (_, Value::Null) | ("fetch_historical" | "save_data", Value::Bool(_)) => return None,
        ("fetch_historical" | "save_data", _) => ("invalid", "Not a valid boolean."),
        ("access_mode", Value::String(mode)) if !MODES.contains(&mode.as_str()) => {
            ("invalid_choice", "Not a valid choice.")
        }
        ("institution", Value::String(name)) if !INSTITUTIONS.contains(&name.as_str()) => {
            ("does_not_exist", "There is no such institution.")
        }
        (_, Value::String(_)) => return None,
        (_, _) => ("invalid", "Not a valid string."),
    };
    Some(problem(code, message, name))
}

/// A validated body.
struct Body(Map<String, Value>);

impl Body {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    fn one_of(&self, name: &str, choices: &[&'static str]) -> Option<&'static str> {
        let given = self.text(name)?;
        choices.iter().copied().find(|choice| *choice == given)
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

/// The items of a comma-separated list.
fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim)
}

// Pages and filters.

fn whole(
    params: &[Param],
    name: &str,
    default: usize,
    most: usize,
) -> Result<usize, SandboxResponse> {
    let Some((_, value)) = params.iter().find(|(given, _)| given == name) else {
        return Ok(default);
    };
    let number = value.parse().ok();
    number
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| bad("invalid", "Not a number in the right range.", name))
}

fn check_filters(params: &[Param]) -> Result<(), SandboxResponse> {
    let wrong = params.iter().filter(|(name, value)| {
        let right = match name.as_str() {
            "access_mode" => MODES.contains(&value.as_str()),
            "status" => STATUSES.contains(&value.as_str()),
            "status__in" => items(value).all(|item| STATUSES.contains(&item)),
            "refresh_rate" => RATES.contains(&value.as_str()),
            "created_at__range" => range(value).is_some(),
            name if name.starts_with("created_at") => moment(value).is_some(),
            _ => true,
        };
        !right
    });
    let problems = wrong.map(|(name, _)| problem("invalid", "Not a valid value.", name));
    reject(problems.collect())
}

/// Whether one query parameter matches a link.
fn keeps(link: &Link, name: &str, value: &str) -> bool {
    let among = |text: &str| items(value).any(|item| item.eq_ignore_ascii_case(text));
    let created = moment(&link.created_at);
    match name {
        "id" => link.id.eq_ignore_ascii_case(value),
        "id__in" => among(&link.id),
        "institution" => link.institution == value,
        "institution__in" => items(value).any(|item| item == link.institution),
        "access_mode" => link.access_mode == Some(value),
        "status" => link.status == value,
        "status__in" => items(value).any(|item| item == link.status),
        "external_id" => link.external_id.as_deref() == Some(value),
        "institution_user_id" => link.institution_user_id == value,
        "refresh_rate" => link.refresh_rate == Some(value),
        "created_at" => created == moment(value),
        "created_at__gt" => created > moment(value),
        "created_at__gte" => created >= moment(value),
        "created_at__lt" => created < moment(value),
        "created_at__lte" => created <= moment(value),
        "created_at__range" => {
            range(value).is_some_and(|(from, to)| Some(from) <= created && created <= Some(to))
        }
        "created_by__not_in" => !among(link.created_by),
        _ => true,
    }
}

fn range(text: &str) -> Option<(String, String)> {
    let (from, to) = text.split_once(',')?;
    Some((moment(from.trim())?, moment(to.trim())?))
}

/// A date, or a date and time in UTC, in a form that sorts chronologically.
fn moment(text: &str) -> Option<String> {
    let shape = |text: &str| text.replace(|mark: char| mark.is_ascii_digit(), "0");
    if shape(text) == "0000-00-00" {
        return Some(format!("{text}T00:00:00"));
    }
    let utc = text.strip_suffix('Z');
    let utc = utc.or_else(|| text.strip_suffix("+00:00"))?;
    let (whole, fraction) = utc.split_once('.').unwrap_or((utc, "0"));
    let digits = !fraction.is_empty() && fraction.bytes().all(|mark| mark.is_ascii_digit());
    if shape(whole) != "0000-00-00T00:00:00" || !digits {
        return None;
    }
    Some(format!("{whole}{}", fraction.trim_end_matches('0')))
}

/// The current time in RFC 3339.
fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.unwrap_or_default().as_secs();
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The year, month and day that many days after 1 January 1970.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468; // days since 1 March of the year 0
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = (from_march + 2) % 12 + 1;
    let year = era * 400 + year + u64::from(month <= 2);
    (year, month, day_of_year - (153 * from_march + 2) / 5 + 1)
}

// Responses.

/// A response either way; errors propagate with `?`.
type OperationResult = Result<SandboxResponse, SandboxResponse>;

struct SandboxResponse {
    status: u16,
    /// Null for no body. Objects that refer to the request get its id when they are sent.
    body: Value,
    headers: Vec<(HeaderName, String)>,
}

impl SandboxResponse {
    fn new(status: u16, body: Value) -> SandboxResponse {
        let headers = Vec::new();
        SandboxResponse {
            status,
            body,
            headers,
        }
    }

    fn problem(status: u16, code: &str, message: &str) -> SandboxResponse {
        SandboxResponse::new(status, json!([problem(code, message, "")]))
    }

    fn with_header(mut self, name: HeaderName, value: &str) -> SandboxResponse {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn sent(mut self, request_id: &str) -> Response {
        let objects = match &mut self.body {
            Value::Array(problems) => problems.as_mut_slice(),
            body if [202, 428].contains(&self.status) => std::slice::from_mut(body),
            _ => &mut [],
        };
        for object in objects.iter_mut().filter_map(Value::as_object_mut) {
            object.insert("request_id".to_owned(), json!(request_id));
        }
        let mut response = self.with_header(HeaderName::from_static("x-request-id"), request_id);
        let mut body = axum::body::Body::empty();
        if !response.body.is_null() {
            response = response.with_header(CONTENT_TYPE, "application/json");
            body = response.body.to_string().into();
        }
        let status = StatusCode::from_u16(response.status).unwrap_or_default();
        (status, AppendHeaders(response.headers), body).into_response()
    }
}

/// One element of the array of errors; an empty field is omitted.
fn problem(code: &str, message: &str, field: &str) -> Value {
    if field.is_empty() {
        return json!({"code": code, "message": message});
    }
    json!({"code": code, "message": message, "field": field})
}

/// Fails with 400 if there are any problems.
fn reject(problems: Vec<Value>) -> Result<(), SandboxResponse> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(SandboxResponse::new(400, Value::Array(problems)))
}

fn bad(code: &str, message: &str, field: &str) -> SandboxResponse {
    SandboxResponse::new(400, json!([problem(code, message, field)]))
}

fn wrong_method(allowed: &str) -> SandboxResponse {
    let message = "This path does not take this method.";
    let response = SandboxResponse::problem(405, "method_not_allowed", message);
    response.with_header(ALLOW, allowed)
}

fn login_error() -> SandboxResponse {
    bad("login_error", "Invalid credentials provided to login.", "")
}

fn wrong_token() -> SandboxResponse {
    bad("invalid_token", "This token is not the right one.", "token")
}

fn unexpected() -> SandboxResponse {
    let message = "The request cannot be processed because of an internal error.";
    SandboxResponse::problem(500, "unexpected_error", message)
}
