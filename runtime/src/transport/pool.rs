//! The open connections to one origin. hyper-util's composable pools cannot be named, have no idle timeout, and need one more crate.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::sleep;

/// How often idle connections are examined. Counting these times takes no clock when a connection is used.
const TICK: Duration = Duration::from_secs(5);
/// After so many ticks an idle connection is closed.
const IDLE_TICKS: u64 = super::IDLE.as_secs() / TICK.as_secs();

/// A connection that can be used again.
pub(super) trait Connection: Send + Sized + 'static {
    /// Whether it can take a request.
    fn is_open(&self) -> bool;

    /// Another handle, if it takes several requests at a time.
    fn share(&self) -> Option<Self>;
}

/// Allows one connection to exist; `None` if there is no limit.
pub(super) type Permit = Option<OwnedSemaphorePermit>;

/// Connections of one kind to one origin.
pub(super) struct Pool<C> {
    state: Mutex<State<C>>,
    /// How many more connections may exist.
    limit: Option<Arc<Semaphore>>,
}

struct State<C> {
    /// With the tick when each became idle; the last one used is at the end, so that the others can be closed.
    idle: VecDeque<(u64, C)>,
    /// The one that takes several requests at a time, with the tick when it was last used.
    shared: Option<(u64, C)>,
    /// Who takes the next connection, in order. Those who wait no longer are removed at times.
    waiting: VecDeque<oneshot::Sender<C>>,
    /// The length of `waiting` at which that happens.
    crowded: usize,
    tick: u64,
    is_watched: bool,
}

impl<C: Connection> State<C> {
    fn take(&mut self) -> Option<C> {
        if let Some((used, connection)) = &mut self.shared {
            if connection.is_open() {
                *used = self.tick;
                return connection.share();
            }
            self.shared = None;
        }
        while let Some((_, connection)) = self.idle.pop_back() {
            if connection.is_open() {
                return Some(connection);
            }
        }
        None
    }

    fn put(&mut self, mut connection: C) {
        if !connection.is_open() {
            return;
        }
        while let Some(waiting) = self.waiting.pop_front() {
            let given = if let Some(twin) = connection.share() {
                let _ = waiting.send(twin);
                continue;
            } else {
                waiting.send(connection)
            };
            match given {
                Ok(()) => return,
                // It waits no longer.
                Err(back) => connection = back,
            }
        }
        if connection.share().is_none() {
            self.idle.push_back((self.tick, connection));
        } else if !self.shared.as_ref().is_some_and(|(_, it)| it.is_open()) {
            self.shared = Some((self.tick, connection));
        }
    }

    fn wait(&mut self) -> oneshot::Receiver<C> {
        if self.waiting.len() >= self.crowded {
            self.waiting.retain(|waiting| !waiting.is_closed());
            self.crowded = 2 * self.waiting.len() + 16;
        }
        let (sender, receiver) = oneshot::channel();
        self.waiting.push_back(sender);
        receiver
    }

    /// Closes what has not been used for long; whether anything is left.
    fn tick(&mut self) -> bool {
        self.tick += 1;
        let now = self.tick;
        let is_kept =
            |(used, connection): &(u64, C)| now - used < IDLE_TICKS && connection.is_open();
        self.idle.retain(is_kept);
        self.shared = self.shared.take().filter(is_kept);
        !self.idle.is_empty() || self.shared.is_some()
    }
}

impl<C: Connection> Pool<C> {
    pub(super) fn new(max_connections: Option<usize>) -> Arc<Self> {
        let permits = max_connections.map(|most| most.min(Semaphore::MAX_PERMITS));
        Arc::new(Self {
            state: Mutex::new(State {
                idle: VecDeque::new(),
                shared: None,
                waiting: VecDeque::new(),
                crowded: 16,
                tick: 0,
                is_watched: false,
            }),
            limit: permits.map(|permits| Arc::new(Semaphore::new(permits))),
        })
    }

    fn state(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection that can be used at once.
    pub(super) fn take(&self) -> Option<C> {
        self.state().take()
    }

    /// A connection, and whether it was used before: one that is free or comes free, or else the one that `connect` makes, whichever is there first. Both
    /// what comes free and the permission to connect are given to those who wait in their order.
    pub(super) async fn obtain<E, F>(
        self: &Arc<Self>,
        connect: impl FnOnce(Permit) -> F,
    ) -> Result<(C, bool), E>
    where
        E: Send + 'static,
        F: Future<Output = Result<C, E>> + Send + 'static,
    {
        let mut waiting = match self.take_or_wait() {
            Ok(connection) => return Ok((connection, true)),
            Err(waiting) => waiting,
        };
        let permit = match &self.limit {
            None => None,
            Some(limit) => match waiting.or(Arc::clone(limit).acquire_owned()).await {
                First::Free(connection) => return Ok((connection, true)),
                // The semaphore is never closed.
                First::Other(permit) => permit.ok(),
            },
        };
        let mut connecting = Box::pin(connect(permit));
        match waiting.or(connecting.as_mut()).await {
            First::Free(connection) => {
                let pool = Arc::clone(self);
                tokio::spawn(async move {
                    if let Ok(connection) = connecting.await {
                        pool.put(connection);
                    }
                });
                Ok((connection, true))
            }
            First::Other(connected) => {
                let connection = connected?;
                if let Some(twin) = connection.share() {
                    self.put(twin);
                }
                Ok((connection, false))
            }
        }
    }

    /// A connection that can be used at once, or else the next one that comes free.
    fn take_or_wait(self: &Arc<Self>) -> Result<C, Waiting<C>> {
        let mut state = self.state();
        state.take().ok_or_else(|| Waiting {
            receiver: state.wait(),
            pool: Arc::clone(self),
        })
    }

    /// Keeps a connection for the next request.
    pub(super) fn put(self: &Arc<Self>, connection: C) {
        let mut state = self.state();
        state.put(connection);
        if !state.is_watched
            && let Ok(runtime) = Handle::try_current()
        {
            state.is_watched = true;
            let watch = Watch {
                pool: Arc::downgrade(self),
                is_over: false,
            };
            drop(runtime.spawn(watch.run()));
        }
    }

    pub(super) fn is_unused(self: &Arc<Self>) -> bool {
        let state = self.state();
        Arc::strong_count(self) == 1 && state.idle.is_empty() && state.shared.is_none()
    }
}

/// What was there first.
enum First<C, T> {
    /// A connection that came free.
    Free(C),
    Other(T),
}

/// Waits for a connection that comes free.
struct Waiting<C: Connection> {
    receiver: oneshot::Receiver<C>,
    pool: Arc<Pool<C>>,
}

impl<C: Connection> Waiting<C> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<C> {
        match Pin::new(&mut self.receiver).poll(cx) {
            Poll::Ready(Ok(connection)) => Poll::Ready(connection),
            // The pool lives as long as this. It forgets nobody who waits.
            Poll::Ready(Err(_)) | Poll::Pending => Poll::Pending,
        }
    }

    /// Waits for that or for something else.
    async fn or<T>(&mut self, other: impl Future<Output = T>) -> First<C, T> {
        let mut other = pin!(other);
        poll_fn(|cx| match self.poll(cx) {
            Poll::Ready(connection) => Poll::Ready(First::Free(connection)),
            Poll::Pending => other.as_mut().poll(cx).map(First::Other),
        })
        .await
    }
}

impl<C: Connection> Drop for Waiting<C> {
    fn drop(&mut self) {
        self.receiver.close();
        // It came too late.
        if let Ok(connection) = self.receiver.try_recv() {
            self.pool.put(connection);
        }
    }
}

/// Examines the idle connections as long as there are any, and as long as its runtime lives.
struct Watch<C: Connection> {
    pool: Weak<Pool<C>>,
    /// Whether the pool knows that it has ended.
    is_over: bool,
}

impl<C: Connection> Watch<C> {
    async fn run(mut self) {
        while !self.is_over {
            sleep(TICK).await;
            let Some(pool) = self.pool.upgrade() else {
                return;
            };
            let mut state = pool.state();
            self.is_over = !state.tick();
            state.is_watched = !self.is_over;
        }
    }
}

impl<C: Connection> Drop for Watch<C> {
    fn drop(&mut self) {
        if !self.is_over
            && let Some(pool) = self.pool.upgrade()
        {
            pool.state().is_watched = false;
        }
    }
}

#[cfg(test)]
mod tests;
