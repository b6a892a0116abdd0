//! The operations of a registry, as the OCI distribution specification documents them.
//!
//! Repositories are passed as they are written: `library/redis`.

use std::collections::BTreeMap;

use callpoint::pages::{Next, Paginate};
use callpoint::{Deserialize, ErrorSet, FromResponse, Response, api};
use schemars::JsonSchema;
use serde::Serialize;

use self::distribution::{ListRepositories, ListTags};

/// The operations. Three of them are for a URL that the registry gives: call them with [`Call::at`](callpoint::Call::at).
#[api(auth = Bearer, errors = RegistryError)]
pub mod distribution {
    use callpoint::{ByteStream, Bytes, endpoint};

    use super::{
        BlobInfo, Catalog, ImageIndex, ImageManifest, PushedManifest, RegistryError, TagList,
        UploadSession,
    };

    /// Whether the registry speaks this API and accepts the credentials.
    #[endpoint(GET, "/v2/", 200 => ())]
    #[derive(Debug, Clone)]
    pub struct CheckVersion;

    /// Lists the repositories, in pages.
    #[endpoint(GET, "/v2/_catalog?<n>&<last>", 200 => Catalog)]
    #[derive(Debug, Clone)]
    pub struct ListRepositories {
        /// How many repositories a page has.
        pub n: Option<u32>,
        /// The last repository of the page before.
        pub last: Option<String>,
    }

    /// Lists the tags of a repository, in pages.
    #[endpoint(GET, "/v2/<name..>/tags/list?<n>&<last>", 200 => TagList)]
    #[derive(Debug, Clone)]
    pub struct ListTags {
        /// The repository.
        pub name: String,
        /// How many tags a page has.
        pub n: Option<u32>,
        /// The last tag of the page before.
        pub last: Option<String>,
    }

    /// Fetches a manifest: of one image, or of images for several platforms.
    #[endpoint(GET, "/v2/<name..>/manifests/<reference>",
        200 "application/vnd.oci.image.manifest.v1+json" => Image(ImageManifest),
        200 "application/vnd.docker.distribution.manifest.v2+json" => DockerImage(ImageManifest),
        200 "application/vnd.oci.image.index.v1+json" => Index(ImageIndex),
    )]
    #[derive(Debug, Clone)]
    pub struct GetManifest {
        /// The repository.
        pub name: String,
        /// A tag or a digest.
        pub reference: String,
    }

    /// Stores the manifest of an image, whose blobs are there already.
    #[endpoint(PUT, "/v2/<name..>/manifests/<reference>", 201 => PushedManifest as Whole)]
    #[derive(Debug, Clone)]
    pub struct PutManifest {
        /// The repository.
        pub name: String,
        /// A tag or the manifest's digest.
        pub reference: String,
        /// The manifest.
        #[body(Json, type = "application/vnd.oci.image.manifest.v1+json")]
        pub manifest: ImageManifest,
    }

    /// Shows whether there is a blob, and how large it is.
    #[endpoint(HEAD, "/v2/<name..>/blobs/<digest>", 200 => BlobInfo as Whole)]
    #[derive(Debug, Clone)]
    pub struct HeadBlob {
        /// The repository.
        pub name: String,
        /// The digest: `sha256:…`.
        pub digest: String,
    }

    /// Fetches a blob.
    #[endpoint(GET, "/v2/<name..>/blobs/<digest>", 200 => ByteStream as Stream)]
    #[derive(Debug, Clone)]
    pub struct GetBlob {
        /// The repository.
        pub name: String,
        /// The digest: `sha256:…`.
        pub digest: String,
    }

    /// Begins an upload.
    #[endpoint(POST, "/v2/<name..>/blobs/uploads/", 202 => UploadSession as Whole)]
    #[derive(Debug, Clone)]
    pub struct StartUpload {
        /// The repository.
        pub name: String,
    }

    /// Shows how much of an upload has arrived; at the URL of its session.
    #[endpoint(GET, "/v2/name/blobs/uploads/session", 204 => UploadSession as Whole)]
    #[derive(Debug, Clone)]
    pub struct GetUpload;

    /// Sends the next chunk of an upload; at the URL of its session.
    #[endpoint(PATCH, "/v2/name/blobs/uploads/session", 202 => UploadSession as Whole)]
    #[derive(Debug, Clone)]
    pub struct UploadChunk {
        /// The first and the last byte: `0-5242879`.
        #[header("content-range")]
        pub range: String,
        /// The bytes.
        #[body(Raw)]
        pub chunk: Bytes,
    }

    /// Finishes an upload; at the URL of its session, with the digest behind it.
    #[endpoint(PUT, "/v2/name/blobs/uploads/session?<digest>", 201 => ())]
    #[derive(Debug, Clone)]
    pub struct FinishUpload {
        /// The digest of all chunks together.
        pub digest: String,
    }
}

/// An error response of a registry. A response to HEAD has no body.
#[derive(Debug, ErrorSet)]
pub enum RegistryError {
    /// The request or its content is not valid.
    #[status(400)]
    #[message(errors[0].message)]
    Invalid(Option<Complaints>),
    /// The credentials are missing, or do not allow this.
    #[status(401)]
    #[message(errors[0].message)]
    Unauthorized(Option<Complaints>),
    /// The registry never allows this to the user.
    #[status(403)]
    #[message(errors[0].message)]
    Denied(Option<Complaints>),
    /// There is no such repository, manifest, blob or upload.
    #[status(404)]
    #[message(errors[0].message)]
    NotFound(Option<Complaints>),
    /// The chunk does not follow the one before.
    #[status(416)]
    #[message(errors[0].message)]
    OutOfOrder(Option<Complaints>),
    /// Too many requests.
    #[status(429)]
    #[message(errors[0].message)]
    Throttled(Option<Complaints>),
}

/// What a registry complains about.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Complaints {
    /// All of it; rarely more than one.
    pub errors: Vec<Complaint>,
}

/// One complaint of a registry.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Complaint {
    /// For programs: `MANIFEST_UNKNOWN`.
    pub code: String,
    /// For people.
    pub message: Option<String>,
}

/// An upload in progress.
#[derive(Debug, Clone, FromResponse)]
pub struct UploadSession {
    /// Where to send the next chunk: another URL after each.
    #[header("location")]
    pub location: String,
    /// The first and the last byte that have arrived.
    #[header("range")]
    pub range: Option<String>,
}

impl UploadSession {
    /// How many bytes have arrived.
    #[must_use]
    pub fn received(&self) -> u64 {
        let last = self.range.as_deref().and_then(|it| it.split_once('-'));
        let last = last.and_then(|(_, last)| last.parse().ok());
        // Docker's registry says `0-0` of nothing; a chunk has more than one byte.
        last.filter(|&last: &u64| last > 0)
            .map_or(0, |last| last + 1)
    }
}

/// The head of a blob.
#[derive(Debug, Clone, FromResponse)]
pub struct BlobInfo {
    /// Its size in bytes.
    #[header("content-length")]
    pub size: u64,
    /// Its digest.
    #[header("docker-content-digest")]
    pub digest: Option<String>,
}

/// A stored manifest.
#[derive(Debug, Clone, FromResponse)]
pub struct PushedManifest {
    /// Where it is.
    #[header("location")]
    pub location: String,
    /// Its digest.
    #[header("docker-content-digest")]
    pub digest: Option<String>,
}

/// A page of repositories.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Catalog {
    /// Their names.
    pub repositories: Vec<String>,
}

impl Paginate for ListRepositories {
    type Item = String;

    fn next(&self, page: &Response<Catalog>) -> Next<Self> {
        Next::link_header(page)
    }

    fn items(page: Catalog) -> Vec<String> {
        page.repositories
    }
}

/// A page of tags.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct TagList {
    /// The repository.
    pub name: String,
    /// The tags; Docker's registry has `null` for none.
    pub tags: Option<Vec<String>>,
}

impl Paginate for ListTags {
    type Item = String;

    fn next(&self, page: &Response<TagList>) -> Next<Self> {
        Next::link_header(page)
    }

    fn items(page: TagList) -> Vec<String> {
        page.tags.unwrap_or_default()
    }
}

/// The manifest of an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImageManifest {
    /// 2
    pub schema_version: u32,
    /// Its own media type.
    pub media_type: Option<String>,
    /// What the image is started with.
    pub config: Descriptor,
    /// The layers of its file system, the lowest first.
    pub layers: Vec<Descriptor>,
    /// Notes by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
}

/// The manifests of an image for several platforms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImageIndex {
    /// 2
    pub schema_version: u32,
    /// The manifests.
    pub manifests: Vec<Descriptor>,
}

/// A reference to content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// The media type.
    pub media_type: String,
    /// The digest: `sha256:…`.
    pub digest: String,
    /// The size in bytes.
    pub size: u64,
}

/// The media types of the specification.
pub mod media_types {
    /// A manifest of one image.
    pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
    /// The configuration of an image.
    pub const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
    /// A layer, uncompressed.
    pub const LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
}
