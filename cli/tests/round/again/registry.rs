//! registry.

use std::collections::BTreeMap;

use callpoint::{Deserialize, ErrorSet, FromResponse, api};
use serde::Serialize;

#[api(auth = Bearer, errors = ApiError)]
pub mod distribution {
    use std::collections::BTreeMap;

    use callpoint::{Bytes, Patch, Upload, endpoint};

    use super::{
        ApiError, Catalog, Descriptor, DockerContentDigestResponse, ImageManifest, ResponseHeaders,
        StartUploadResponse, TagList,
    };

    /// Whether the registry speaks this API and accepts the credentials.
    #[endpoint(GET, "/v2/", 200 => ())]
    #[derive(Debug, Clone)]
    pub struct CheckVersion;

    /// Lists the repositories, in pages.
    #[endpoint(GET, "/v2/_catalog", 200 => Catalog)]
    #[derive(Debug, Clone)]
    pub struct ListRepositories {
        /// How many repositories a page has.
        #[query]
        pub n: Option<u32>,
        /// The last repository of the page before.
        #[query]
        pub last: Option<String>,
    }

    /// Lists the tags of a repository, in pages.
    #[endpoint(GET, "/v2/<name..>/tags/list", 200 => TagList)]
    #[derive(Debug, Clone)]
    pub struct ListTags {
        /// The repository.
        pub name: String,
        /// How many tags a page has.
        #[query]
        pub n: Option<u32>,
        /// The last tag of the page before.
        #[query]
        pub last: Option<String>,
    }

    /// Fetches a manifest: of one image, or of images for several platforms.
    // note: the body of status 200 can also be `application/vnd.docker.distribution.manifest.v2+json`, `application/vnd.oci.image.index.v1+json`
    #[endpoint(GET, "/v2/<name..>/manifests/<reference>",
        /// Image.
        200 => ImageManifest as Json("application/vnd.oci.image.manifest.v1+json"),
    )]
    #[derive(Debug, Clone)]
    pub struct GetManifest {
        /// The repository.
        pub name: String,
        /// A tag or a digest.
        pub reference: String,
    }

    /// Stores the manifest of an image, whose blobs are there already.
    #[endpoint(PUT, "/v2/<name..>/manifests/<reference>",
        body = Json("application/vnd.oci.image.manifest.v1+json"),
        201 => ResponseHeaders as Whole,
    )]
    #[derive(Debug, Clone)]
    #[serde(rename_all = "camelCase")]
    pub struct PutManifest {
        /// The repository.
        pub name: String,
        /// A tag or the manifest's digest.
        pub reference: String,
        /// Notes by name.
        pub annotations: Option<BTreeMap<String, String>>,
        /// What the image is started with.
        pub config: Descriptor,
        /// The layers of its file system, the lowest first.
        pub layers: Vec<Descriptor>,
        /// Its own media type.
        ///
        /// Required: a value or `null`.
        pub media_type: Patch<String>,
        /// 2
        pub schema_version: u32,
    }

    /// Shows whether there is a blob, and how large it is.
    #[endpoint(HEAD, "/v2/<name..>/blobs/<digest>",
        200 => DockerContentDigestResponse as Whole,
        /// The request or its content is not valid.; The credentials are missing, or do not allow
        /// this.; The registry never allows this to the user.; There is no such repository,
        /// manifest, blob or upload.; The chunk does not follow the one before.; Too many requests.
        400 | 401 | 403 | 404 | 416 | 429 => Rejected(()),
    )]
    #[derive(Debug, Clone)]
    pub struct HeadBlob {
        /// The repository.
        pub name: String,
        /// The digest: `sha256:…`.
        pub digest: String,
    }

    /// Fetches a blob.
    #[endpoint(GET, "/v2/<name..>/blobs/<digest>", 200 => Bytes as Raw("application/octet-stream"))]
    #[derive(Debug, Clone)]
    pub struct GetBlob {
        /// The repository.
        pub name: String,
        /// The digest: `sha256:…`.
        pub digest: String,
    }

    /// Begins an upload.
    #[endpoint(POST, "/v2/<name..>/blobs/uploads/", 202 => StartUploadResponse as Whole)]
    #[derive(Debug, Clone)]
    pub struct StartUpload {
        /// The repository.
        pub name: String,
    }

    /// Shows how much of an upload has arrived; at the URL of its session.
    #[endpoint(GET, "/v2/name/blobs/uploads/session", 204 => StartUploadResponse as Whole)]
    #[derive(Debug, Clone)]
    pub struct GetUpload;

    /// Sends the next chunk of an upload; at the URL of its session.
    #[endpoint(PATCH, "/v2/name/blobs/uploads/session", 202 => StartUploadResponse as Whole)]
    #[derive(Debug, Clone)]
    pub struct UploadChunk {
        /// The first and the last byte: `0-5242879`.
        #[header("content-range")]
        pub content_range: String,
        /// The bytes.
        #[body(Stream)]
        pub body: Upload,
    }

    /// Finishes an upload; at the URL of its session, with the digest behind it.
    #[endpoint(PUT, "/v2/name/blobs/uploads/session", 201 => ())]
    #[derive(Debug, Clone)]
    pub struct FinishUpload {
        /// The digest of all chunks together.
        #[query]
        pub digest: String,
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
#[message]
pub enum ApiError {
    /// The request or its content is not valid.; The credentials are missing, or do not allow
    /// this.; The registry never allows this to the user.; There is no such repository,
    /// manifest, blob or upload.; The chunk does not follow the one before.; Too many requests.
    #[status(400 | 401 | 403 | 404 | 416 | 429)]
    Rejected(Complaints),
}

/// What a registry complains about.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Complaints {
    /// All of it; rarely more than one.
    #[message]
    pub errors: Vec<Complaint>,
}

/// A page of repositories.
#[derive(Debug, Clone, Deserialize)]
pub struct Catalog {
    /// Their names.
    pub repositories: Vec<String>,
}

/// A page of tags.
#[derive(Debug, Clone, Deserialize)]
pub struct TagList {
    /// The repository.
    pub name: String,
    /// The tags; Docker's registry has `null` for none.
    pub tags: Option<Vec<String>>,
}

/// The manifest of an image.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageManifest {
    /// Notes by name.
    pub annotations: Option<BTreeMap<String, String>>,
    /// What the image is started with.
    pub config: Descriptor,
    /// The layers of its file system, the lowest first.
    pub layers: Vec<Descriptor>,
    /// Its own media type.
    pub media_type: Option<String>,
    /// 2
    pub schema_version: u32,
}

/// One complaint of a registry.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Complaint {
    /// For programs: `MANIFEST_UNKNOWN`.
    pub code: String,
    /// For people.
    #[message]
    pub message: Option<String>,
}

/// A reference to content.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// The digest: `sha256:…`.
    pub digest: String,
    /// The media type.
    pub media_type: String,
    /// The size in bytes.
    pub size: u64,
}

/// The headers of a response.
#[derive(Debug, Clone, FromResponse)]
pub struct ResponseHeaders {
    #[header("location")]
    pub location: String,
    #[header("docker-content-digest")]
    pub docker_content_digest: Option<String>,
}

/// The headers of a response.
#[derive(Debug, Clone, FromResponse)]
pub struct DockerContentDigestResponse {
    #[header("docker-content-digest")]
    pub docker_content_digest: Option<String>,
}

/// The headers of a response.
#[derive(Debug, Clone, FromResponse)]
pub struct StartUploadResponse {
    #[header("location")]
    pub location: String,
    #[header("range")]
    pub range: Option<String>,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=fd90d278 use:std::collections=0fb956ee use:callpoint=bb72727d use:serde=37375d31
// import: mod:distribution=3795d17c use:distribution::std::collections=0fb956ee
// import: use:distribution::callpoint=15616481 use:distribution::super=7ceb72d9
// import: distribution::CheckVersion=bc92d0a4 distribution::ListRepositories=f6bf7c9f
// import: distribution::ListTags=78e81974 distribution::GetManifest=fde2c381
// import: distribution::PutManifest=8842599d distribution::HeadBlob=88e62ab5
// import: distribution::GetBlob=93f60889 distribution::StartUpload=307b8073
// import: distribution::GetUpload=9f760325 distribution::UploadChunk=8cd0e698
// import: distribution::FinishUpload=e4d8d570 ApiError=9b172256 Complaints=cbef55f3
// import: Catalog=b75434f5 TagList=f20a75d0 ImageManifest=24862271 Complaint=3539dd93
// import: Descriptor=2c627e06 ResponseHeaders=3ab94981 DockerContentDigestResponse=da134cd2
// import: StartUploadResponse=af52003f
