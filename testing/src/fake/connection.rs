//! The connections of a fake on a socket, which break when a failure says so.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Buf as _;
use hyper::rt::{Read, ReadBuf, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::failure::{Broken, End, Raw};

/// How a connection is to break, as the service tells it.
#[derive(Clone, Default)]
pub(super) struct Breaking(Arc<Mutex<Option<Broken>>>);

impl Breaking {
    pub(super) fn set(&self, broken: Broken) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(broken);
    }

    fn raw(&self) -> Option<Raw> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Broken::Raw(raw)) => Some(raw.clone()),
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
    instead: Option<Raw>,
    pause: Option<Pin<Box<Sleep>>>,
}

/// What is written before a reset arrives separately, if it gets so long.
const MOMENT: Duration = Duration::from_millis(50);

impl Connection {
    pub(super) fn new(stream: TcpStream, breaking: Breaking) -> Self {
        Self {
            io: TokioIo::new(stream),
            breaking,
            instead: None,
            pause: None,
        }
    }

    /// Waits, once.
    fn poll_pause(&mut self, cx: &mut Context<'_>, pause: Duration) -> Poll<()> {
        let waiting = self.pause.get_or_insert_with(|| Box::pin(sleep(pause)));
        ready!(waiting.as_mut().poll(cx));
        self.pause = None;
        Poll::Ready(())
    }

    /// Writes the bytes, and ends as they do.
    fn poll_instead(&mut self, cx: &mut Context<'_>, mut raw: Raw) -> Poll<io::Result<()>> {
        while !raw.bytes.is_empty() {
            let most = if let Some(pause) = raw.pause {
                ready!(self.poll_pause(cx, pause));
                1
            } else {
                raw.bytes.len()
            };
            let written = Pin::new(&mut self.io).poll_write(cx, &raw.bytes[..most]);
            // A pause that has passed is not waited for again.
            if written.is_pending() && raw.pause.is_some() {
                self.pause = Some(Box::pin(sleep(Duration::ZERO)));
            }
            match ready!(written)? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => raw.bytes.advance(written),
            }
            self.instead = Some(raw.clone());
        }
        match raw.end {
            End::Closed => Pin::new(&mut self.io).poll_shutdown(cx),
            End::Reset => {
                ready!(self.poll_pause(cx, MOMENT));
                self.breaking.set(Broken::Reset);
                Poll::Ready(Ok(()))
            }
            // Until the client closes.
            End::Silent => loop {
                let mut piece = [0; 256];
                let mut buffer = ReadBuf::new(&mut piece);
                ready!(Pin::new(&mut self.io).poll_read(cx, buffer.unfilled()))?;
                if buffer.filled().is_empty() {
                    return Poll::Ready(Ok(()));
                }
            },
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
        if this.instead.is_none() {
            this.instead = this.breaking.raw();
        }
        let Some(raw) = this.instead.clone() else {
            return Pin::new(&mut this.io).poll_write(cx, bytes);
        };
        ready!(this.poll_instead(cx, raw))?;
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
