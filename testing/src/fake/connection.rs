//! The connections of a fake on a socket, which break when a failure says so.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::failure::Broken;

/// How a connection is to break, as the service tells it.
#[derive(Clone, Default)]
pub(super) struct Breaking(Arc<Mutex<Option<Broken>>>);

impl Breaking {
    pub(super) fn set(&self, broken: Broken) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(broken);
    }

    fn bytes(&self) -> Option<Bytes> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Broken::Bytes(bytes)) => Some(bytes.clone()),
            _ => None,
        }
    }

    fn is_reset(&self) -> bool {
        let broken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(*broken, Some(Broken::Reset))
    }
}

/// A connection.
pub(super) struct Connection {
    io: TokioIo<TcpStream>,
    breaking: Breaking,
    /// What is written instead of a response.
    instead: Option<Bytes>,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, breaking: Breaking) -> Self {
        Self {
            io: TokioIo::new(stream),
            breaking,
            instead: None,
        }
    }
}

impl Read for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_read(cx, buffer)
    }
}

impl Write for Connection {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let io = Pin::new(&mut this.io);
        if this.instead.is_none() {
            this.instead = this.breaking.bytes();
        }
        let Some(instead) = &mut this.instead else {
            return io.poll_write(cx, bytes);
        };
        let mut io = io;
        while !instead.is_empty() {
            let written = ready!(io.as_mut().poll_write(cx, instead))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            instead.advance(written);
        }
        ready!(io.poll_shutdown(cx))?;
        // The server gives up on the response.
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_shutdown(cx)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.breaking.is_reset() {
            // Where the system does not, the connection is closed.
            let _ = self.io.inner().set_zero_linger();
        }
    }
}
