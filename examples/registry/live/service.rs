//! A registry that can be killed and started again, the service for its tokens, and everything that is traced.

use std::collections::HashMap;
use std::fmt::Debug;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{env, fs};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

/// The password of every user.
pub(crate) const PASSWORD: &str = "canary-password";

static TRACED: LazyLock<Mutex<Vec<u8>>> = LazyLock::new(Mutex::default);

struct Tracer;

impl Write for Tracer {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        TRACED.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// All that clients have traced.
pub(crate) fn traced() -> String {
    String::from_utf8_lossy(&TRACED.lock().unwrap()).into_owned()
}

/// A registry and its token service, until it is dropped.
pub(crate) struct Service {
    pub(crate) url: String,
    pub(crate) token_url: String,
    pub(crate) folder: PathBuf,
    address: String,
    registry: Mutex<Option<Child>>,
    starts: AtomicU64,
    tokens: Arc<Tokens>,
}

/// The token service.
struct Tokens {
    folder: PathBuf,
    /// What was asked for.
    granted: Mutex<Vec<String>>,
    sent: Mutex<Vec<String>>,
    /// How long tokens say that they last, in seconds.
    lifetime: AtomicU64,
    /// Whether the next token has expired when it is sent.
    is_late: AtomicBool,
}

impl Service {
    /// Starts both in a folder of that name.
    pub(crate) async fn start(name: &str) -> Arc<Self> {
        // Another test may have done so.
        let _ = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_writer(|| Tracer)
            .try_init();
        let home = env::var("REGISTRY_FOLDER");
        let home = home.expect("tests/live/registry.sh makes a folder and sets REGISTRY_FOLDER");
        let home = PathBuf::from(home);
        let folder = home.join(name);
        fs::create_dir(&folder).unwrap();

        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let token_url = format!("http://{}", listener.local_addr().unwrap());
        let tokens = Arc::new(Tokens {
            folder: home.clone(),
            granted: Mutex::default(),
            sent: Mutex::default(),
            lifetime: AtomicU64::new(300),
            is_late: AtomicBool::new(false),
        });
        let service = Router::new()
            .route("/auth/token", get(token))
            .with_state(Arc::clone(&tokens));
        tokio::spawn(async move { axum::serve(listener, service).await });

        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = port.local_addr().unwrap().to_string();
        drop(port);
        fs::write(
            folder.join("registry.yml"),
            config(&home, &folder, &address, &token_url),
        )
        .unwrap();
        let service = Arc::new(Self {
            url: format!("http://{address}"),
            token_url,
            folder,
            address,
            registry: Mutex::default(),
            starts: AtomicU64::new(0),
            tokens,
        });
        service.restart(Duration::ZERO).await;
        service
    }

    /// Kills the registry if it runs, and starts it after a while.
    pub(crate) async fn restart(&self, pause: Duration) {
        self.kill();
        tokio::time::sleep(pause).await;
        let program = env::var("REGISTRY").expect("the registry's program");
        let log = fs::File::create(self.folder.join("registry.log")).unwrap();
        let registry = Command::new(program)
            .arg("serve")
            .arg(self.folder.join("registry.yml"))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        *self.registry.lock().unwrap() = Some(registry);
        self.starts.fetch_add(1, Ordering::Relaxed);
        for _ in 0..200 {
            if TcpStream::connect(&self.address).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let log = fs::read_to_string(self.folder.join("registry.log"));
        panic!("the registry does not respond; it says: {log:?}");
    }

    fn kill(&self) {
        if let Some(mut registry) = self.registry.lock().unwrap().take() {
            registry.kill().unwrap();
            registry.wait().unwrap();
        }
    }

    pub(crate) fn starts(&self) -> u64 {
        self.starts.load(Ordering::Relaxed)
    }

    /// The scopes for which tokens were granted, in turn.
    pub(crate) fn granted(&self) -> Vec<String> {
        self.tokens.granted.lock().unwrap().clone()
    }

    /// How long tokens last from now on, in seconds.
    pub(crate) fn set_lifetime(&self, lifetime: u64) {
        self.tokens.lifetime.store(lifetime, Ordering::Relaxed);
    }

    /// The next token has expired when it is sent.
    pub(crate) fn expire_next(&self) {
        self.tokens.is_late.store(true, Ordering::Relaxed);
    }

    /// Neither the password nor a token is in what was traced, or in what these show.
    pub(crate) fn assert_no_secret(&self, shown: &[&dyn Debug]) {
        let traced = traced();
        assert!(traced.contains("url.template"), "nothing was traced");
        let shown = format!("{traced}{shown:#?}");
        let tokens = self.tokens.sent.lock().unwrap();
        assert!(!tokens.is_empty());
        // As it is, and as it is sent.
        let password = [
            PASSWORD.to_owned(),
            STANDARD.encode(format!("ann:{PASSWORD}")),
        ];
        for secret in tokens.iter().chain(&password) {
            assert!(!shown.contains(secret.as_str()), "a secret is shown");
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
    }
}

fn config(home: &Path, folder: &Path, address: &str, token_url: &str) -> String {
    let config = json!({
        "version": "0.1",
        "log": { "level": "warn" },
        "storage": {
            "filesystem": { "rootdirectory": folder.join("data") },
            "maintenance": { "uploadpurging": { "enabled": false } },
        },
        // Uploads continue after a restart.
        "http": { "addr": address, "secret": "a secret of the registry" },
        "auth": { "token": {
            "realm": format!("{token_url}/auth/token"),
            "service": "the registry",
            "issuer": "the tests",
            "rootcertbundle": home.join("certificate.pem"),
        }},
    });
    // JSON is YAML.
    config.to_string()
}

/// Grants what a user may do of what is asked for.
async fn token(
    State(tokens): State<Arc<Tokens>>,
    headers: HeaderMap,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let users = ["ann", "bob"];
    let basic = |user: &&str| format!("Basic {}", STANDARD.encode(format!("{user}:{PASSWORD}")));
    let given = headers.get("authorization");
    let user = users
        .into_iter()
        .find(|user| given.is_some_and(|given| given == basic(user).as_str()));
    let (Some(user), Some("the registry")) = (user, query.get("service").map(String::as_str))
    else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let scope = query.get("scope").map_or("", String::as_str);
    tokens.granted.lock().unwrap().push(scope.to_owned());
    let access = scope.rsplit_once(':').map(|(resource, actions)| {
        let (kind, name) = resource.split_once(':').unwrap();
        let is_allowed = |action: &&str| user == "ann" || *action == "pull";
        let actions: Vec<_> = actions.split(',').filter(is_allowed).collect();
        json!({ "type": kind, "name": name, "actions": actions })
    });
    let lifetime = tokens.lifetime.load(Ordering::Relaxed);
    let is_late = tokens.is_late.swap(false, Ordering::Relaxed);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    // The registry tolerates clocks that are a minute late.
    let expires = if is_late { now - 120 } else { now + lifetime };
    let claims = json!({
        "iss": "the tests", "sub": user, "aud": "the registry", "jti": now.to_string(),
        "iat": now - 300, "nbf": now - 300, "exp": expires,
        "access": access.into_iter().collect::<Vec<_>>(),
    });
    let token = tokens.sign(&claims);
    tokens.sent.lock().unwrap().push(token.clone());
    let response = json!({ "token": token, "access_token": token, "expires_in": lifetime });
    let json = [("content-type", "application/json")];
    (json, response.to_string()).into_response()
}

impl Tokens {
    /// A JSON web token (RFC 7519) with the key of the script, whose certificate the registry trusts.
    fn sign(&self, claims: &Value) -> String {
        let certificate = fs::read_to_string(self.folder.join("certificate.pem")).unwrap();
        let certificate: String = certificate
            .lines()
            .filter(|line| !line.starts_with('-'))
            .collect();
        let header = json!({ "typ": "JWT", "alg": "RS256", "x5c": [certificate] });
        let signed =
            [header.to_string(), claims.to_string()].map(|part| URL_SAFE_NO_PAD.encode(part));
        let signed = signed.join(".");
        let mut openssl = Command::new("openssl")
            .args(["dgst", "-sha256", "-sign"])
            .arg(self.folder.join("key.pem"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = openssl.stdin.take().unwrap();
        input.write_all(signed.as_bytes()).unwrap();
        drop(input);
        let signature = openssl.wait_with_output().unwrap();
        assert!(signature.status.success());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.stdout))
    }
}
