//! A fake of a registry, made from the declarations: for tests of a program that calls one.
//!
//! It keeps what is pushed. Its declarations have no `serve`, so that its handlers see requests and responses as they are.

use std::collections::BTreeMap;

use callpoint::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RANGE};
use callpoint::http::{self, StatusCode};
use callpoint::{Body, Bytes};
use callpoint_testing::{Fake, FakeProblem};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::api::distribution::{
    CheckVersion, FinishUpload, GetBlob, GetManifest, GetUpload, HeadBlob, ListRepositories,
    ListTags, PutManifest, StartUpload, UploadChunk,
};
use super::api::media_types;

/// What has been pushed.
#[derive(Debug, Default)]
pub struct Pushed {
    /// Manifests by the path of their repository and reference.
    manifests: BTreeMap<String, Bytes>,
    blobs: BTreeMap<String, Bytes>,
    /// The only upload in progress.
    upload: Vec<u8>,
}

const SESSION: &str = "/v2/name/blobs/uploads/session";

type Responded = http::Response<Body>;

/// An empty registry.
#[must_use]
pub fn fake() -> Fake<Pushed> {
    let fake = Fake::new(Pushed::default()).on_problem(as_registry);
    fake.on_http::<CheckVersion, _>(|_, _| with_status(200));
    fake.on_http::<ListRepositories, _>(|_, pushed| {
        let mut names: Vec<&str> = pushed
            .manifests
            .keys()
            .filter_map(|key| repository(key))
            .collect();
        names.dedup();
        json_of(&json!({ "repositories": names }))
    });
    fake.on_http::<ListTags, _>(|request, pushed| {
        let name = request.uri().path().trim_end_matches("/tags/list");
        let prefix = format!("{name}/manifests/");
        let tags = pushed
            .manifests
            .keys()
            .filter_map(|key| key.strip_prefix(&prefix));
        let tags: Vec<&str> = tags.filter(|tag| !tag.contains(':')).collect();
        let tags = (!tags.is_empty()).then_some(tags);
        json_of(&json!({ "name": name.trim_start_matches("/v2/"), "tags": tags }))
    });
    fake.on_http::<GetManifest, _>(|request, pushed| {
        match pushed.manifests.get(&decoded(request.uri().path())) {
            Some(manifest) => with_type(manifest.clone().into(), media_types::MANIFEST),
            None => complaint(404, "MANIFEST_UNKNOWN"),
        }
    });
    fake.on_http::<PutManifest, _>(|request, pushed| {
        let is_manifest =
            serde_json::from_slice::<super::api::ImageManifest>(request.body()).is_ok();
        if !is_manifest {
            return complaint(400, "MANIFEST_INVALID");
        }
        let manifest = request.body().clone();
        let digest = digest_of(&manifest);
        let path = decoded(request.uri().path());
        let mut response = at(201, &path);
        if let Ok(digest) = digest.parse() {
            response
                .headers_mut()
                .insert("docker-content-digest", digest);
        }
        // Found by its tag, and by its digest.
        if let Some((folder, _)) = path.rsplit_once('/') {
            let by_digest = format!("{folder}/{digest}");
            pushed.manifests.insert(by_digest, manifest.clone());
        }
        pushed.manifests.insert(path, manifest);
        response
    });
    fake.on_http::<HeadBlob, _>(|request, pushed| match blob(request, pushed) {
        Some(blob) => {
            let length = blob.len().into();
            let mut response = with_status(200);
            response.headers_mut().insert(CONTENT_LENGTH, length);
            response
        }
        // A server leaves out the body of a response to HEAD.
        None => complaint(404, "BLOB_UNKNOWN"),
    });
    fake.on_http::<GetBlob, _>(|request, pushed| match blob(request, pushed) {
        Some(blob) => with_type(blob.into(), "application/octet-stream"),
        None => complaint(404, "BLOB_UNKNOWN"),
    });
    fake.on_http::<StartUpload, _>(|_, pushed| {
        pushed.upload.clear();
        at(202, SESSION)
    });
    fake.on_http::<GetUpload, _>(|_, pushed| session(204, pushed));
    fake.on_http::<UploadChunk, _>(|request, pushed| {
        let range = request.headers().get("content-range");
        let start = range.and_then(|range| range.to_str().ok()?.split('-').next()?.parse().ok());
        if start != Some(pushed.upload.len()) {
            return complaint(416, "RANGE_INVALID");
        }
        pushed.upload.extend_from_slice(request.body());
        session(202, pushed)
    });
    fake.on_http::<FinishUpload, _>(|request, pushed| {
        let content = std::mem::take(&mut pushed.upload);
        let digest = digest_of(&content);
        let query = request.uri().query().unwrap_or_default();
        if decoded(query) != format!("digest={digest}") {
            return complaint(400, "DIGEST_INVALID");
        }
        pushed.blobs.insert(digest, content.into());
        with_status(201)
    });
    fake
}

/// The repository of `/v2/team/app/manifests/latest`.
fn repository(path: &str) -> Option<&str> {
    let (name, _) = path.strip_prefix("/v2/")?.rsplit_once("/manifests/")?;
    Some(name)
}

fn blob(request: &http::Request<Bytes>, pushed: &Pushed) -> Option<Bytes> {
    let (_, digest) = request.uri().path().rsplit_once('/')?;
    pushed.blobs.get(&decoded(digest)).cloned()
}

/// Of what a registry stores, only a digest has a character that may be encoded.
fn decoded(text: &str) -> String {
    text.replace("%3A", ":")
}

fn digest_of(content: &[u8]) -> String {
    format!("sha256:{:x}", Sha256::digest(content))
}

fn session(status: u16, pushed: &Pushed) -> Responded {
    let mut response = at(status, SESSION);
    let last = pushed.upload.len().saturating_sub(1);
    if let Ok(range) = format!("0-{last}").parse() {
        response.headers_mut().insert(RANGE, range);
    }
    response
}

fn with_status(status: u16) -> Responded {
    let mut response = Responded::default();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response
}

fn at(status: u16, location: &str) -> Responded {
    let mut response = with_status(status);
    if let Ok(location) = location.parse() {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn with_type(body: Body, media_type: &'static str) -> Responded {
    let mut response = Responded::new(body);
    let media_type = http::HeaderValue::from_static(media_type);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

fn json_of(value: &Value) -> Responded {
    with_type(value.to_string().into(), "application/json")
}

/// An error response as a registry writes it.
fn complaint(status: u16, code: &str) -> Responded {
    let mut response = json_of(&json!({ "errors": [{ "code": code, "message": null }] }));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response
}

/// What the fake says by itself, in the words of a registry.
fn as_registry(problem: &FakeProblem) -> Option<Responded> {
    let (status, code) = match problem.status.as_u16() {
        400 => (400, "UNSUPPORTED"),
        401 => (401, "UNAUTHORIZED"),
        429 => (429, "TOOMANYREQUESTS"),
        501 => (404, "NAME_UNKNOWN"),
        _ => return None,
    };
    let message = json!({ "code": code, "message": problem.detail });
    let mut response = json_of(&json!({ "errors": [message] }));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    Some(response)
}
