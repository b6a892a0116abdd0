//! Checks the client against Debian's `docker-registry`. `tests/live/registry.sh` installs it and runs this.
//!
//! The tests start the registry on loopback, kill it and start it again, and serve the tokens themselves, signed by a key that the script has made.
//! `REGISTRY` is the program, `REGISTRY_FOLDER` a folder with `key.pem`, `certificate.pem` and room for the registry's data.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

#[path = "live/service.rs"]
mod service;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use callpoint::auth::Bearer;
use callpoint::meta::EndpointMeta;
use callpoint::transport::{ReqwestTransport, Sending, Transport};
use callpoint::{Body, Client, Endpoint};
use callpoint_examples::registry::api::distribution::{
    CheckVersion, GetBlob, GetManifest, GetManifestOutput, ListRepositories, ListTags, PutManifest,
    StartUpload, UploadChunk,
};
use callpoint_examples::registry::api::{Descriptor, ImageManifest, RegistryError, media_types};
use callpoint_examples::registry::{
    CHUNK, RegistryTokens, TransferError, digest_of, has_blob, pull_blob, push_blob,
};
use tokio::io::AsyncWriteExt as _;

use self::service::{PASSWORD, Service};

/// The size of the layer, which is no whole number of chunks.
const SIZE: u64 = 50 * 1024 * 1024 + 12_345;

fn tokens(service: &Service, user: &str, password: &str) -> RegistryTokens {
    RegistryTokens::new(&service.token_url, user, password).unwrap()
}

fn client(service: &Service, user: &str) -> Client<Bearer> {
    Client::builder(&service.url)
        .credentials(tokens(service, user, PASSWORD))
        .build()
        .unwrap()
}

/// A layer that no compression makes smaller, in a file.
async fn layer(service: &Service) -> tokio::fs::File {
    let path = service.folder.join("layer");
    let mut file = tokio::fs::File::create(&path).await.unwrap();
    let mut state = 7_u64;
    let mut left = usize::try_from(SIZE).unwrap();
    while left > 0 {
        let mut piece = vec![0; left.min(1024 * 1024)];
        for byte in &mut piece {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = state.to_le_bytes()[3];
        }
        left -= piece.len();
        file.write_all(&piece).await.unwrap();
    }
    file.flush().await.unwrap();
    tokio::fs::File::open(path).await.unwrap()
}

/// Counts what is sent, and kills the registry at some of its chunks.
struct Watch {
    inner: ReqwestTransport,
    counts: Arc<Counts>,
    /// What is killed, if anything.
    victim: Option<Arc<Service>>,
}

#[derive(Default)]
struct Counts {
    chunks: AtomicUsize,
    uploads: AtomicUsize,
    rejected: AtomicUsize,
}

impl Watch {
    fn new(victim: Option<Arc<Service>>) -> (Self, Arc<Counts>) {
        let counts = Arc::<Counts>::default();
        let watch = Self {
            inner: ReqwestTransport::new(Duration::from_secs(5)).unwrap(),
            counts: Arc::clone(&counts),
            victim,
        };
        (watch, counts)
    }
}

impl Transport for Watch {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let endpoint = request.extensions().get::<&'static EndpointMeta>();
        let name = endpoint.map_or("", |endpoint| endpoint.name);
        Box::pin(async move {
            if name == StartUpload::META.name {
                self.counts.uploads.fetch_add(1, Ordering::Relaxed);
            }
            if name == UploadChunk::META.name {
                let number = self.counts.chunks.fetch_add(1, Ordering::Relaxed);
                let pause = Duration::from_millis(300);
                match (number, &self.victim) {
                    // Between two chunks.
                    (3, Some(victim)) => victim.restart(pause).await,
                    // While a chunk is sent, or just after.
                    (8, Some(victim)) => {
                        let uploads = self.counts.uploads.load(Ordering::Relaxed);
                        assert_eq!(uploads, 1, "the upload has survived the first restart");
                        let victim = Arc::clone(victim);
                        tokio::spawn(async move {
                            tokio::time::sleep(Duration::from_millis(8)).await;
                            victim.restart(pause).await;
                        });
                    }
                    _ => {}
                }
            }
            let response = self.inner.send(request).await;
            if response.as_ref().is_ok_and(|it| it.status() == 401) {
                self.counts.rejected.fetch_add(1, Ordering::Relaxed);
            }
            response
        })
    }

    fn supports_https(&self) -> bool {
        self.inner.supports_https()
    }

    fn reads_extensions(&self) -> bool {
        true
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a registry: tests/live/registry.sh"]
async fn an_image_of_50_mb_is_pushed_over_restarts_and_pulled() {
    let service = Service::start("image").await;
    let (watch, counts) = Watch::new(Some(Arc::clone(&service)));
    let client = Client::builder(&service.url)
        .credentials(tokens(&service, "ann", PASSWORD))
        .transport(watch)
        .build()
        .unwrap();
    let mut content = layer(&service).await;
    let before = peak();

    let digest = push_blob(&client, "team/app", &mut content).await.unwrap();
    let (chunks, uploads) = (
        counts.chunks.load(Ordering::Relaxed),
        counts.uploads.load(Ordering::Relaxed),
    );
    println!("{chunks} chunks were sent, in {uploads} uploads");
    assert_eq!(service.starts(), 3);
    // Eleven chunks, and those that the registry did not live to see. Where it lost what it had received, the upload began again.
    let fewest = usize::try_from(SIZE.div_ceil(CHUNK as u64)).unwrap();
    assert!(chunks > fewest && uploads <= 2, "{chunks} {uploads}");

    let config =
        r#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#;
    let mut config = std::io::Cursor::new(config.as_bytes());
    let config = Descriptor {
        media_type: media_types::CONFIG.into(),
        digest: push_blob(&client, "team/app", &mut config).await.unwrap(),
        size: config.get_ref().len() as u64,
    };
    let pushed = ImageManifest {
        schema_version: 2,
        media_type: Some(media_types::MANIFEST.into()),
        config,
        layers: vec![Descriptor {
            media_type: media_types::LAYER.into(),
            digest,
            size: SIZE,
        }],
        annotations: [("org.opencontainers.image.title".into(), "é".into())].into(),
    };
    let put = PutManifest::new("team/app", "v1", pushed.clone());
    let stored = put.call(&client).await.unwrap();

    // Another client knows the tag only.
    let client = self::client(&service, "ann");
    for reference in ["v1", stored.digest.as_deref().unwrap()] {
        let manifest = GetManifest::new("team/app", reference).call(&client).await;
        let GetManifestOutput::Image(manifest) = manifest.unwrap() else {
            panic!("another manifest");
        };
        assert_eq!(manifest, pushed);
    }
    for blob in pushed.layers.iter().chain([&pushed.config]) {
        let path = service.folder.join("pulled");
        let mut file = tokio::fs::File::create(&path).await.unwrap();
        let size = pull_blob(&client, "team/app", &blob.digest, &mut file).await;
        assert_eq!(size.unwrap(), blob.size);
        let mut pulled = tokio::fs::File::open(&path).await.unwrap();
        assert_eq!(digest_of(&mut pulled).await.unwrap(), blob.digest);
    }
    // What is there is not sent again.
    let again = push_blob(&client, "team/app", &mut content).await.unwrap();
    assert_eq!(again, pushed.layers[0].digest);

    let grown = peak().saturating_sub(before);
    println!("the peak of memory has grown by {} KiB", grown / 1024);
    assert!(grown < SIZE / 2, "{grown}");
    service.assert_no_secret(&[&client]);
}

/// The most memory that this process has used.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap() * 1024
}

#[tokio::test]
#[ignore = "needs a registry: tests/live/registry.sh"]
async fn a_token_for_each_scope_is_fetched_in_time() {
    let service = Service::start("tokens").await;
    let watched = || {
        let (watch, counts) = Watch::new(None);
        let tokens = tokens(&service, "ann", PASSWORD);
        let client = Client::builder(&service.url).credentials(tokens);
        (client.transport(watch).build().unwrap(), counts)
    };
    let (client, counts) = watched();
    // Words of the API's paths may be in the name of a repository.
    let name = "team/tags/app";
    let (pull, push) = (
        format!("repository:{name}:pull"),
        format!("repository:{name}:pull,push"),
    );

    // The registry says where tokens come from; then each scope gets its own in advance.
    CheckVersion.call(&client).await.unwrap();
    assert_eq!(service.granted(), [""]);
    let mut content = std::io::Cursor::new(b"layer");
    let digest = push_blob(&client, name, &mut content).await.unwrap();
    assert!(has_blob(&client, name, &digest).await.unwrap());
    assert_eq!(service.granted(), ["", &pull, &push]);
    assert_eq!(counts.rejected.load(Ordering::Relaxed), 1);

    // A token that has expired is rejected, and fetched again.
    let (client, counts) = watched();
    CheckVersion.call(&client).await.unwrap();
    service.expire_next();
    for _ in 0..3 {
        assert!(has_blob(&client, name, &digest).await.unwrap());
    }
    assert_eq!(service.granted()[3..], ["", &pull, &pull]);
    assert_eq!(counts.rejected.load(Ordering::Relaxed), 2);

    // One that is about to expire is fetched again before it is rejected.
    service.set_lifetime(1);
    let (client, counts) = watched();
    for _ in 0..2 {
        assert!(has_blob(&client, name, &digest).await.unwrap());
        tokio::time::sleep(Duration::from_millis(1100)).await;
    }
    assert_eq!(service.granted()[6..], [&*pull, &pull]);
    assert_eq!(counts.rejected.load(Ordering::Relaxed), 1);
    service.assert_no_secret(&[&client]);
}

#[tokio::test]
#[ignore = "needs a registry: tests/live/registry.sh"]
async fn errors_are_what_the_registry_documents() {
    let service = Service::start("errors").await;
    let client = client(&service, "ann");
    let mut content = std::io::Cursor::new(b"layer");
    push_blob(&client, "team/app", &mut content).await.unwrap();

    // Bob may pull only: the token that he gets does not allow more.
    let bob = self::client(&service, "bob");
    let digest = digest_of(&mut content).await.unwrap();
    assert!(has_blob(&bob, "team/app", &digest).await.unwrap());
    let error = StartUpload::new("team/app").call(&bob).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /v2/<name..>/blobs/uploads/: 401 Unauthorized: authentication required"
    );
    let rejected = error.api().and_then(RegistryError::as_unauthorized);
    let complaints = rejected.unwrap().as_ref().unwrap();
    assert_eq!(complaints.errors[0].code, "UNAUTHORIZED");

    // Nobody knows eve.
    let eve = Client::builder(&service.url)
        .credentials(tokens(&service, "eve", "another-canary"))
        .build()
        .unwrap();
    // The registry's 401 is handed over; what is traced says more.
    let error = ListTags::new("team/app").call(&eve).await.unwrap_err();
    assert!(error.is_status(401), "{error}");
    let refused = "the credentials were not refreshed: the token service granted no token: GET /token?<service>&<scope>: ";
    let status = format!("{refused}401 Unauthorized");
    assert!(service::traced().contains(&status));
    assert!(!service::traced().contains("another-canary"));

    // A realm at another origin than the user's gets no password.
    let tokens = RegistryTokens::new("http://127.0.0.1:9", "ann", PASSWORD).unwrap();
    let client_of_another = Client::builder(&service.url).credentials(tokens);
    let client_of_another = client_of_another.build().unwrap();
    let call = ListTags::new("team/app").call(&client_of_another);
    assert!(call.await.unwrap_err().is_status(401));
    let foreign = format!("{refused}the given URL is at another origin than the endpoint");
    assert!(service::traced().contains(&foreign));

    let missing = format!("sha256:{}", "0".repeat(64));
    let error = GetBlob::new("team/app", &*missing)
        .call(&client)
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /v2/<name..>/blobs/<digest>: 404 Not Found: blob unknown to registry"
    );
    assert!(!has_blob(&client, "team/app", &missing).await.unwrap());
    let error = GetManifest::new("team/app", "none")
        .call(&client)
        .await
        .unwrap_err();
    assert!(
        error.is_status(404) && error.message() == Some("manifest unknown"),
        "{error}"
    );
    let error = pull_blob(&client, "team/app", &missing, &mut Vec::new())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, TransferError::Call(error) if error.is_status(404)),
        "{error}"
    );
    service.assert_no_secret(&[&client, &bob, &eve]);
}

#[tokio::test]
#[ignore = "needs a registry: tests/live/registry.sh"]
async fn lists_come_in_pages() {
    let service = Service::start("lists").await;
    let client = client(&service, "ann");
    let names = ["a", "a/b", "b", "team/app", "team/tags"];
    let tags = ["a", "a.b", "b-1", "c_2", "v1"];
    for name in names {
        let mut config = std::io::Cursor::new(b"{}");
        let config = Descriptor {
            media_type: media_types::CONFIG.into(),
            digest: push_blob(&client, name, &mut config).await.unwrap(),
            size: 2,
        };
        let manifest = ImageManifest {
            schema_version: 2,
            media_type: Some(media_types::MANIFEST.into()),
            config,
            layers: vec![],
            annotations: [].into(),
        };
        for tag in tags {
            let put = PutManifest::new(name, tag, manifest.clone());
            put.call(&client).await.unwrap();
        }
    }
    for size in [1, 2, 5, 100] {
        let mut pages = client.pages(ListRepositories::new().n(size));
        let mut listed = Vec::new();
        let mut count = 0;
        while let Some(page) = pages.next().await {
            let page = page.unwrap();
            assert!(page.repositories.len() <= size as usize);
            listed.extend(page.repositories);
            count += 1;
        }
        assert_eq!(listed, names, "{size}");
        assert!(count >= names.len().div_ceil(size as usize));
        // This registry sends all tags in one page, in any order.
        let mut listed = Vec::new();
        let mut items = client.pages(ListTags::new("a/b").n(size)).items();
        while let Some(tag) = items.next().await {
            listed.push(tag.unwrap());
        }
        listed.sort();
        assert_eq!(listed, tags, "{size}");
    }
    service.assert_no_secret(&[&client]);
}
