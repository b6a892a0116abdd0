//! registry.

use callpoint::{ErrorSet, FromResponse, api};

#[api(auth = Bearer, errors = ApiError)]
pub mod distribution {
    use callpoint::{Bytes, Upload, endpoint};

    use super::{ApiError, DockerContentDigestResponse, ResponseHeaders, StartUploadResponse};

    /// Whether the registry speaks this API and accepts the credentials.
    #[endpoint(GET, "/v2/", 200 => ())]
    #[derive(Debug, Clone)]
    pub struct CheckVersion;

    /// Lists the repositories, in pages.
    #[endpoint(GET, "/v2/_catalog", 200 => serde_json::Value)]
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
    #[endpoint(GET, "/v2/<name..>/tags/list", 200 => serde_json::Value)]
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
        200 => serde_json::Value as Json("application/vnd.oci.image.manifest.v1+json"),
    )]
    #[derive(Debug, Clone)]
    pub struct GetManifest {
        /// The repository.
        pub name: String,
        /// A tag or a digest.
        pub reference: String,
    }

    /// Stores the manifest of an image, whose blobs are there already.
    #[endpoint(PUT, "/v2/<name..>/manifests/<reference>", 201 => ResponseHeaders as Whole)]
    #[derive(Debug, Clone)]
    pub struct PutManifest {
        /// The repository.
        pub name: String,
        /// A tag or the manifest's digest.
        pub reference: String,
        /// The manifest.
        #[body(Json, type = "application/vnd.oci.image.manifest.v1+json")]
        pub body: serde_json::Value,
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
pub enum ApiError {
    /// The request or its content is not valid.; The credentials are missing, or do not allow
    /// this.; The registry never allows this to the user.; There is no such repository,
    /// manifest, blob or upload.; The chunk does not follow the one before.; Too many requests.
    #[status(400 | 401 | 403 | 404 | 416 | 429)]
    Rejected(serde_json::Value),
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
// import: head=fd90d278 use:callpoint=8b0c9021 mod:distribution=3795d17c
// import: use:distribution::callpoint=e0dfc71b use:distribution::super=8f7d3228
// import: distribution::CheckVersion=bc92d0a4 distribution::ListRepositories=036b8f1d
// import: distribution::ListTags=56d6a478 distribution::GetManifest=7e66b803
// import: distribution::PutManifest=822a8120 distribution::HeadBlob=88e62ab5
// import: distribution::GetBlob=93f60889 distribution::StartUpload=307b8073
// import: distribution::GetUpload=9f760325 distribution::UploadChunk=8cd0e698
// import: distribution::FinishUpload=e4d8d570 ApiError=6dd49712 ResponseHeaders=3ab94981
// import: DockerContentDigestResponse=da134cd2 StartUploadResponse=af52003f
