//! The sandbox, which is written from the documentation, and the fake, which is made of the declarations, respond alike to generated requests, valid ones and
//! others. `REASONS` lists where they do not, and why; each of them is found.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use callpoint::Body;
use callpoint::transport::{HyperTransport, Transport};
use callpoint_examples::belvo::fake::fake;
use callpoint_examples::belvo::sandbox::{MFA_TOKEN, SECRET_ID, SECRET_PASSWORD, Sandbox};
use http::{Request, Response};
use serde_json::{Map, Value, json};

/// A request, whose texts are the same for both: an id is a number behind `$link` or `$session`.
#[derive(Debug, Clone)]
struct Generated {
    method: &'static str,
    path: String,
    query: Vec<(&'static str, &'static str)>,
    headers: Vec<(&'static str, &'static str)>,
    is_known: bool,
    body: Option<Value>,
    raw: Option<&'static str>,
}

/// What both say: the status, and of the body what the documentation decides.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    status: u16,
    codes: Vec<String>,
    link: Option<Map<String, Value>>,
    count: Option<u64>,
}

/// Where they differ, and why. The first that holds is the reason.
const REASONS: &[(&str, Differs)] = &[
    (
        "the documentation lists the parameters and fields, and a declaration ignores what it does not know",
        |_, sandbox, _| sandbox.codes.iter().any(|code| code == "unknown"),
    ),
    (
        "a `String` takes every text: what is blank, no institution, no date and no mode of a deletion only the service knows",
        |request, sandbox, fake| {
            let of_text = |code: &String| ["blank", "does_not_exist"].contains(&code.as_str());
            let is_invalid = sandbox.codes.iter().all(|code| code == "invalid");
            let is_text = request.method == "DELETE"
                || request
                    .query
                    .iter()
                    .any(|(name, _)| name.starts_with("created"));
            sandbox.status == 400
                && (sandbox.codes.iter().any(of_text)
                    || is_invalid && is_text && fake.status != 400)
        },
    ),
    (
        "a `u32` takes every number: which pages there are only the service knows",
        |request, sandbox, _| {
            sandbox.status == 400
                && request
                    .query
                    .iter()
                    .any(|(name, _)| name.starts_with("page"))
        },
    ),
    (
        "what the declaration rejects has one code",
        |_, sandbox, fake| sandbox.status == 400 && fake.status == 400 && fake.codes == ["invalid"],
    ),
    (
        "a method that is not declared is a path that is not, for a fake",
        |_, sandbox, fake| sandbox.status == 405 && fake.status == 404,
    ),
    (
        "the fake checks a request before it looks for what the request names",
        |_, sandbox, fake| (sandbox.status, fake.status) == (404, 400),
    ),
    (
        "the fake filters by four parameters of the twenty",
        |request, sandbox, fake| {
            request.method == "GET"
                && request.path == "/api/links/"
                && sandbox.status != 400
                && fake.status != 400
        },
    ),
    (
        "the fake does not choose fields of a link",
        |request, _, _| {
            request
                .query
                .iter()
                .any(|(name, _)| ["fields", "omit"].contains(name))
        },
    ),
];

type Differs = fn(&Generated, &Said, &Said) -> bool;

/// Where a request is sent to, and the ids that it has seen.
struct Service {
    transport: Box<dyn Transport>,
    base: String,
    links: Vec<String>,
    sessions: Vec<String>,
}

impl Service {
    fn new(transport: impl Transport, base: String) -> Self {
        Self {
            transport: Box::new(transport),
            base,
            links: Vec::new(),
            sessions: Vec::new(),
        }
    }

    fn named(&self, text: &str) -> String {
        for (name, ids) in [("$link", &self.links), ("$session", &self.sessions)] {
            let number = text.strip_prefix(name).and_then(|it| it.parse().ok());
            if let Some(number) = number {
                let known = ids.get::<usize>(number);
                return known.map_or_else(|| "none".to_owned(), Clone::clone);
            }
        }
        text.to_owned()
    }

    async fn send(&mut self, request: &Generated) -> Said {
        let segments = request.path.split('/').map(|segment| self.named(segment));
        let mut uri = self.base.clone() + &segments.collect::<Vec<_>>().join("/");
        let pairs = request.query.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={}", self.named(value)))
            .collect();
        if !pairs.is_empty() {
            uri.extend(["?", &pairs.join("&")]);
        }
        let password = if request.is_known {
            SECRET_PASSWORD
        } else {
            "wrong"
        };
        let credentials = STANDARD.encode(format!("{SECRET_ID}:{password}"));
        let mut built = Request::builder().method(request.method).uri(uri);
        built = built.header("authorization", format!("Basic {credentials}"));
        for (name, value) in &request.headers {
            built = built.header(*name, *value);
        }
        let mut body = request.body.clone();
        for name in ["link", "session"] {
            if let Some(Value::String(text)) = body.as_mut().and_then(|body| body.get_mut(name)) {
                *text = self.named(text);
            }
        }
        let body = match (request.raw, body) {
            (Some(raw), _) => Body::from(raw),
            (None, Some(body)) => Body::from(body.to_string()),
            (None, None) => Body::empty(),
        };
        let response = self
            .transport
            .send(built.body(body).unwrap())
            .await
            .unwrap();
        self.said(response).await
    }

    async fn said(&mut self, response: Response<Body>) -> Said {
        let status = response.status().as_u16();
        let body = axum::body::Body::new(response.into_body());
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        if status == 428 {
            self.sessions
                .extend(body["session"].as_str().map(str::to_owned));
            self.see(&body["link"]);
        }
        self.see(&body["id"]);
        let codes = match &body {
            Value::Array(problems) => problems.iter().map(|it| text(&it["code"])).collect(),
            body if status >= 400 => vec![text(&body["code"])],
            _ => Vec::new(),
        };
        let link = body.get("institution").map(|_| {
            let names = [
                "institution",
                "status",
                "access_mode",
                "refresh_rate",
                "external_id",
            ];
            let entry = |name: &&str| ((*name).to_owned(), body[name].clone());
            names.iter().map(entry).collect()
        });
        Said {
            status,
            codes,
            link,
            count: body["count"].as_u64(),
        }
    }

    fn see(&mut self, id: &Value) {
        let id = text(id);
        if !id.is_empty() && !self.links.contains(&id) {
            self.links.push(id);
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The same numbers in every run (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % most as u64).unwrap()
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn link(&mut self) -> String {
        match self.below(12) {
            0 => "no-such-link".to_owned(),
            number => format!("$link{}", number % 5),
        }
    }

    /// A value of a field, seldom one of another kind.
    fn value(&mut self, of: &[&str]) -> Value {
        match self.below(90) {
            0 => json!(7),
            1 => json!(["a"]),
            2 => Value::Null,
            3 => json!("strange € \u{1}"),
            _ => json!(self.pick(of)),
        }
    }

    fn body(&mut self, required: &[(&str, &[&str])], optional: &[(&str, &[&str])]) -> Value {
        let mut body = Map::new();
        for (name, of) in required {
            if !self.one_in(70) {
                body.insert((*name).to_owned(), self.value(of));
            }
        }
        for (name, of) in optional {
            if self.one_in(3) {
                body.insert((*name).to_owned(), self.value(of));
            }
        }
        if self.one_in(70) {
            body.insert("unheard_of".to_owned(), json!(1));
        }
        body.into()
    }

    fn query(
        &mut self,
        of: &[(&'static str, &[&'static str])],
    ) -> Vec<(&'static str, &'static str)> {
        let mut query = Vec::new();
        for (name, values) in of {
            if self.one_in(7) {
                query.push((*name, self.pick(values)));
            }
        }
        if self.one_in(70) {
            query.push(("unheard_of", "1"));
        }
        query
    }

    fn request(&mut self) -> Generated {
        const TOKENS: &[&str] = &[MFA_TOKEN, MFA_TOKEN, "0000"];
        const PASSWORDS: &[&str] = &["new", "new", "new", "wrong", "explode"];
        const MODES: &[&str] = &["single", "recurrent", "hourly"];
        const CHOICE: &[(&str, &[&str])] =
            &[("fields", &["id"]), ("omit", &["status", "id,status"])];
        let link = self.link();
        let session = format!("$session{}", self.below(4));
        let one = format!("/api/links/{link}/");
        let all = "/api/links/".to_owned();
        let (method, path, query, body) = match self.below(9) {
            0 => ("GET", all, self.query(FILTERS), None),
            1 | 2 => {
                let required: &[(&str, &[&str])] = &[
                    (
                        "institution",
                        &[
                            "erebor_mx_retail",
                            "gringotts_co_retail",
                            "gringotts_co_retail",
                            "erebor_mx_retail",
                            "gringotts_co_retail",
                            "nowhere",
                        ],
                    ),
                    (
                        "username",
                        &["bilbo", "frodo", "bilbo", "frodo", "bilbo", ""],
                    ),
                    ("password", &["password", "password", "wrong"]),
                ];
                let optional: &[(&str, &[&str])] = &[
                    ("token", TOKENS),
                    ("external_id", &["mine", "locked"]),
                    ("access_mode", MODES),
                    ("username2", &["second"]),
                ];
                (
                    "POST",
                    all,
                    self.query(CHOICE),
                    Some(self.body(required, optional)),
                )
            }
            3 | 4 => {
                let required: &[(&str, &[&str])] = &[
                    ("session", &[&session, &session, "other"]),
                    ("link", &[&link]),
                ];
                let optional: &[(&str, &[&str])] = &[
                    ("token", TOKENS),
                    ("token", TOKENS),
                    ("save_data", &["yes"]),
                ];
                let mut body = self.body(required, optional);
                if self.one_in(3) {
                    body["save_data"] = json!(self.one_in(2));
                }
                ("PATCH", all, Vec::new(), Some(body))
            }
            5 => ("GET", one, self.query(CHOICE), None),
            6 => (
                "PATCH",
                one,
                Vec::new(),
                Some(self.body(&[("access_mode", MODES)], &[])),
            ),
            7 => {
                let optional: &[(&str, &[&str])] =
                    &[("token", TOKENS), ("encryption_key", &["key"])];
                (
                    "PUT",
                    one,
                    Vec::new(),
                    Some(self.body(&[("password", PASSWORDS)], optional)),
                )
            }
            _ => ("DELETE", one, Vec::new(), None),
        };
        self.spoiled(Generated {
            method,
            path,
            query,
            headers: Vec::new(),
            is_known: true,
            body,
            raw: None,
        })
    }

    /// Seldom something of it is wrong.
    fn spoiled(&mut self, mut request: Generated) -> Generated {
        request.is_known = !self.one_in(25);
        if request.body.is_some() {
            let media_type = if self.one_in(70) {
                "text/plain"
            } else {
                "application/json"
            };
            request.headers.push(("content-type", media_type));
            request.raw = self
                .one_in(30)
                .then(|| self.pick(&["", "{", "[]", "null", "{}"]));
        }
        if request.method == "DELETE" && self.one_in(3) {
            let mode = self.pick(&["async", "async", "later"]);
            request.headers.push(("x-belvo-request-mode", mode));
        }
        match self.below(60) {
            0 => request.method = self.pick(&["DELETE", "PUT", "POST", "OPTIONS"]),
            1 => {
                let paths = ["/api/links", "/api/", "/api/links/a/b/", "/api/links//"];
                self.pick(&paths).clone_into(&mut request.path);
            }
            _ => {}
        }
        request
    }
}

const FILTERS: &[(&str, &[&str])] = &[
    ("page", &["1", "2", "0", "x"]),
    ("page_size", &["1", "2", "100", "0", "5000"]),
    ("id", &["$link0", "none"]),
    ("institution", &["erebor_mx_retail", "nowhere"]),
    ("status", &["valid", "token_required", "strange"]),
    ("status__in", &["valid,invalid", "strange"]),
    ("access_mode", &["single", "hourly"]),
    ("external_id", &["mine"]),
    ("created_at__gt", &["2024-01-01", "yesterday"]),
    ("fields", &["id"]),
];

#[tokio::test]
async fn generated_requests() {
    let mut random = Random(7);
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    let (mut all, mut alike) = (0, 0);
    // Both begin again after a while: a deletion too many would end the conversation.
    for _ in 0..100 {
        let sandbox = Sandbox::start().await.unwrap();
        let transport = HyperTransport::new(Duration::from_secs(10)).unwrap();
        let mut services = [
            Service::new(transport, sandbox.url()),
            Service::new(fake().unwrap(), "https://fake.test".to_owned()),
        ];
        let first = Generated {
            method: "POST",
            path: "/api/links/".to_owned(),
            query: Vec::new(),
            headers: vec![("content-type", "application/json")],
            is_known: true,
            body: Some(
                json!({"institution": "gringotts_co_retail", "username": "bilbo", "password": "p"}),
            ),
            raw: None,
        };
        let mut talk = vec![first];
        talk.extend((0..24).map(|_| random.request()));
        for request in talk {
            let [sandbox, fake] = &mut services;
            let said = (sandbox.send(&request).await, fake.send(&request).await);
            all += 1;
            *statuses.entry(said.0.status).or_default() += 1;
            if said.0 == said.1 {
                alike += 1;
                continue;
            }
            let holds = |(_, differs): &&(&str, Differs)| differs(&request, &said.0, &said.1);
            let reason = REASONS.iter().find(holds);
            let Some((reason, _)) = reason else {
                unexplained.push(format!("{request:?}\n{:?}\n{:?}", said.0, said.1));
                break;
            };
            *reasons.entry(*reason).or_default() += 1;
            // From here on they have other links.
            if (said.0.status < 400) != (said.1.status < 400) {
                break;
            }
        }
    }
    println!("{alike} of {all} alike; {reasons:#?}; {statuses:?}");
    assert!(alike * 10 > all * 7, "{alike} of {all} alike; {reasons:#?}");
    let found: Vec<_> = REASONS
        .iter()
        .filter(|(reason, _)| !reasons.contains_key(reason))
        .collect();
    assert!(
        found.is_empty(),
        "no request differs for these reasons: {:?}",
        found.iter().map(|(it, _)| it).collect::<Vec<_>>()
    );
    for status in [200, 201, 202, 204, 400, 401, 403, 404, 428, 429, 500] {
        assert!(statuses.contains_key(&status), "no {status}: {statuses:?}");
    }
}
