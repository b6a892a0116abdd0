//! Files that are read while they are sent.

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use callpoint_core::{Body, Source};
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use super::Upload;
use crate::client::in_runtime;

/// How many bytes of a file are read at a time.
const PIECE: usize = 64 * 1024;

impl Upload {
    /// A file that is read while it is sent. The part has its file name, unless [`file_name`](Self::file_name) sets another.
    ///
    /// # Errors
    /// The file does not exist, or is not a regular file; or there is no Tokio runtime.
    pub async fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        in_runtime()?;
        let path = path.into();
        let metadata = tokio::fs::metadata(&path).await?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        // Files whose content the system generates when read report a length of zero.
        let is_measured = metadata.len() > 0 || is_empty(&path).await?;
        let length = is_measured.then_some(metadata.len());
        let path: Arc<Path> = path.into();
        let opened = Arc::clone(&path);
        let open = move || Body::from_stream(FilePieces::new(&opened));
        let mut upload = Self::new(Source::File(path, Arc::new(open)), length);
        upload.content.file_name = name;
        Ok(upload)
    }
}

/// A file that the first poll opens.
struct FilePieces {
    reading: Reading,
}

type Read = io::Result<(File, Bytes)>;

enum Reading {
    Under(Pin<Box<dyn Future<Output = Read> + Send>>),
    Done,
}

impl FilePieces {
    fn new(path: &Arc<Path>) -> Self {
        let path = Arc::clone(path);
        let first = async move { read(File::open(path).await?).await };
        Self {
            reading: Reading::Under(Box::pin(first)),
        }
    }
}

async fn is_empty(path: &Path) -> io::Result<bool> {
    let (_, first) = read(File::open(path).await?).await?;
    Ok(first.is_empty())
}

async fn read(mut file: File) -> Read {
    let mut piece = BytesMut::with_capacity(PIECE);
    file.read_buf(&mut piece).await?;
    Ok((file, piece.freeze()))
}

impl Stream for FilePieces {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Reading::Under(reading) = &mut this.reading else {
            return Poll::Ready(None);
        };
        let read_so_far = ready!(reading.as_mut().poll(cx));
        this.reading = Reading::Done;
        Poll::Ready(match read_so_far {
            Ok((_, piece)) if piece.is_empty() => None,
            Ok((file, piece)) => {
                this.reading = Reading::Under(Box::pin(read(file)));
                Some(Ok(piece))
            }
            Err(error) => Some(Err(error)),
        })
    }
}
