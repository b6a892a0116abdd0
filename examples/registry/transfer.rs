//! Blobs of any size: pushed in chunks, pulled as a stream, with one chunk in memory.

use std::fmt;
use std::io::{self, SeekFrom};

use callpoint::auth::Bearer;
use callpoint::{Bytes, Client, Error};
use sha2::{Digest as _, Sha256};
use tokio::io::{
    AsyncRead, AsyncReadExt as _, AsyncSeek, AsyncSeekExt as _, AsyncWrite, AsyncWriteExt as _,
};

use super::api::distribution::{
    FinishUpload, GetBlob, GetUpload, HeadBlob, StartUpload, UploadChunk,
};
use super::api::{RegistryError, UploadSession};

/// How many bytes a chunk of an upload has.
pub const CHUNK: usize = 5 * 1024 * 1024;

/// How often in a row an upload may be interrupted.
const MAX_FAILURES: u32 = 5;

/// Whether a repository has a blob.
///
/// # Errors
/// The call failed.
pub async fn has_blob(
    client: &Client<Bearer>,
    name: &str,
    digest: &str,
) -> Result<bool, Error<RegistryError>> {
    match HeadBlob::new(name, digest).call(client).await {
        Ok(_) => Ok(true),
        Err(error) if error.is_status(404) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Pushes a blob, unless it is there, and returns its digest. The content is read twice, once for the digest.
///
/// If a chunk fails, the registry is asked how much of the upload has arrived, and the rest is sent.
///
/// # Errors
/// The registry rejected the blob, failed too often, or the content cannot be read.
pub async fn push_blob(
    client: &Client<Bearer>,
    name: &str,
    content: &mut (impl AsyncRead + AsyncSeek + Unpin),
) -> Result<String, TransferError> {
    let digest = digest_of(content).await?;
    if has_blob(client, name, &digest).await? {
        return Ok(digest);
    }
    let mut session = StartUpload::new(name).call(client).await?;
    let mut failures = 0;
    loop {
        let start = session.received();
        content.seek(SeekFrom::Start(start)).await?;
        let mut chunk = Vec::with_capacity(CHUNK);
        (&mut *content)
            .take(CHUNK as u64)
            .read_to_end(&mut chunk)
            .await?;
        let outcome = if chunk.is_empty() {
            finish(client, name, &digest, &session).await.map(|()| None)
        } else {
            let range = format!("{start}-{}", start + chunk.len() as u64 - 1);
            let call = UploadChunk::new(range, Bytes::from(chunk)).call(client);
            call.at(&session.location).await.map(Some)
        };
        match outcome {
            Ok(None) => return Ok(digest),
            Ok(Some(next)) => (session, failures) = (next, 0),
            Err(error) if is_passing(&error) && failures < MAX_FAILURES => {
                failures += 1;
                session = resume(client, name, &session).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

async fn finish(
    client: &Client<Bearer>,
    name: &str,
    digest: &str,
    session: &UploadSession,
) -> Result<(), Error<RegistryError>> {
    let call = FinishUpload::new(digest).call(client);
    match call.at_with_query(&session.location).await {
        // The client repeats a PUT whose response was lost, and the first has finished the upload.
        Err(error) if error.is_status(404) && has_blob(client, name, digest).await? => Ok(()),
        other => other,
    }
}

/// Asks the registry how much of an upload has arrived, or begins another if it has lost this one.
async fn resume(
    client: &Client<Bearer>,
    name: &str,
    session: &UploadSession,
) -> Result<UploadSession, Error<RegistryError>> {
    // It may be about to start again.
    let call = GetUpload.call(client).at(&session.location).max_retries(8);
    match call.await {
        Err(Error::Api(_)) => StartUpload::new(name).call(client).await,
        other => other,
    }
}

/// Whether an upload can continue after this.
fn is_passing(error: &Error<RegistryError>) -> bool {
    let is_status = |status: http::StatusCode| status == 416 || status.is_server_error();
    matches!(error, Error::Transport(_)) || error.status().is_some_and(is_status)
}

/// Pulls a blob into a writer, and returns its size.
///
/// # Errors
/// There is no such blob, it is interrupted or has another digest, or the writer failed. What was written until then is not to be trusted.
pub async fn pull_blob(
    client: &Client<Bearer>,
    name: &str,
    digest: &str,
    writer: &mut (impl AsyncWrite + Unpin),
) -> Result<u64, TransferError> {
    let mut blob = GetBlob::new(name, digest).call(client).await?;
    let mut hasher = Sha256::new();
    while let Some(piece) = blob.next().await {
        let piece = piece.map_err(io::Error::other)?;
        hasher.update(&piece);
        writer.write_all(&piece).await?;
    }
    writer.flush().await?;
    let actual = shown(hasher);
    if actual == digest {
        Ok(blob.received())
    } else {
        Err(TransferError::Digest { actual })
    }
}

/// The digest of all of a content: `sha256:…`.
///
/// # Errors
/// The content cannot be read.
pub async fn digest_of(content: &mut (impl AsyncRead + AsyncSeek + Unpin)) -> io::Result<String> {
    content.rewind().await?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = content.read(&mut piece).await?;
        if read == 0 {
            return Ok(shown(hasher));
        }
        hasher.update(&piece[..read]);
    }
}

fn shown(hasher: Sha256) -> String {
    format!("sha256:{:x}", hasher.finalize())
}

/// Why a blob was not transferred.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransferError {
    /// A call failed.
    Call(Error<RegistryError>),
    /// The content cannot be read or written, or the registry did not send all of it.
    Io(io::Error),
    /// The content that was pulled is not what was asked for.
    Digest {
        /// The digest of what was received.
        actual: String,
    },
}

impl fmt::Display for TransferError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::Digest { actual } => write!(f, "the content has another digest: {actual}"),
        }
    }
}

impl std::error::Error for TransferError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Io(error) => error.source(),
            Self::Digest { .. } => None,
        }
    }
}

impl From<Error<RegistryError>> for TransferError {
    fn from(error: Error<RegistryError>) -> Self {
        Self::Call(error)
    }
}

impl From<io::Error> for TransferError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
