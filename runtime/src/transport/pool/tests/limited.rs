//! How many connections there are, who waits for them and who makes them.

use std::collections::HashMap;

use super::*;

/// What calls should get of a pool with a limit, written down in the simplest way.
#[derive(Default)]
struct Model {
    most: usize,
    /// How many connections are open or being made.
    exist: usize,
    idle: Vec<usize>,
    /// The calls that have no connection, in their order, and whether one is being made for it.
    calls: Vec<(usize, bool)>,
    /// The calls that got another connection than the one that is still being made for it.
    left: Vec<usize>,
}

impl Model {
    fn connect(&mut self) {
        for (_, is_connecting) in &mut self.calls {
            if !*is_connecting && self.exist < self.most {
                *is_connecting = true;
                self.exist += 1;
            }
        }
    }

    /// The call that gets a connection which comes free.
    fn free(&mut self, id: usize) -> Option<usize> {
        if self.calls.is_empty() {
            self.idle.push(id);
            return None;
        }
        let (call, is_connecting) = self.calls.remove(0);
        self.left.extend(is_connecting.then_some(call));
        Some(call)
    }

    /// A connection is closed or could not be made.
    fn lose(&mut self) {
        self.exist -= 1;
        self.connect();
    }

    /// Ends the wait of a call; whether a connection was being made for it.
    fn remove(&mut self, call: usize) -> Option<bool> {
        let index = self.calls.iter().position(|(it, _)| *it == call)?;
        Some(self.calls.remove(index).1)
    }

    fn connecting(&self) -> Vec<usize> {
        let connecting = self
            .calls
            .iter()
            .filter(|(_, is_connecting)| *is_connecting);
        let mut all: Vec<_> = connecting.map(|(call, _)| *call).collect();
        all.extend(&self.left);
        all.sort_unstable();
        all
    }
}

/// A connection that is being made; its id, if it can be.
type Made = oneshot::Sender<Option<usize>>;
/// Whether a connection is open, until it is closed.
type Open = (Arc<AtomicBool>, Permit);
type Calling = Pin<Box<dyn Future<Output = Option<(Fake, bool)>>>>;

/// The network: which connections are being made, by the number of their call, and which are open.
#[derive(Clone, Default)]
struct Network {
    connecting: Arc<Mutex<Vec<(usize, Made)>>>,
    open: Arc<Mutex<HashMap<usize, Open>>>,
}

impl Network {
    fn call(&self, pool: &Arc<Pool<Fake>>, number: usize) -> Calling {
        let (pool, network) = (Arc::clone(pool), self.clone());
        Box::pin(async move {
            let connect = |permit| {
                let (made, id) = oneshot::channel();
                network.connecting.lock().unwrap().push((number, made));
                async move {
                    let id = id.await.unwrap().ok_or(())?;
                    let is_open = Arc::new(AtomicBool::new(true));
                    let opened = (Arc::clone(&is_open), permit);
                    network.open.lock().unwrap().insert(id, opened);
                    let is_shared = false;
                    Ok::<_, ()>(Fake {
                        id,
                        is_open,
                        is_shared,
                    })
                }
            };
            pool.obtain(connect).await.ok()
        })
    }

    /// One of the connections that are being made.
    fn take(&self, random: &mut Random) -> Option<(usize, Made)> {
        let mut connecting = self.connecting.lock().unwrap();
        (!connecting.is_empty()).then(|| {
            let index = random.below(connecting.len());
            connecting.swap_remove(index)
        })
    }

    /// Closes an open connection.
    fn close(&self, random: &mut Random) -> Option<usize> {
        let mut open = self.open.lock().unwrap();
        let mut ids: Vec<_> = open.keys().copied().collect();
        ids.sort_unstable();
        let id = *ids.get(random.below(ids.len() + 1))?;
        let (is_open, _) = open.remove(&id)?;
        is_open.store(false, Ordering::Relaxed);
        Some(id)
    }

    fn is_open(&self, id: usize) -> bool {
        self.open.lock().unwrap().contains_key(&id)
    }
}

/// Random steps give what the model gives: there are never more connections than the limit, what is free or may be made is given to those who wait in
/// their order, and nothing is lost by a call that stops to wait.
#[tokio::test]
async fn a_limited_pool_behaves_like_its_model() {
    for seed in 1..=300_u64 {
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (seed << 20));
        let most = 1 + random.below(4);
        let (pool, network) = (Pool::new(Some(most)), Network::default());
        let mut model = Model {
            most,
            ..Model::default()
        };
        let mut calls: Vec<(usize, Calling)> = Vec::new();
        let mut in_use: Vec<Fake> = Vec::new();
        let mut connections = 0;
        for step in 0..200 {
            // What each call gets that gets something: a connection, and whether that was used before; or the failure to make one.
            let mut expected = Vec::new();
            match random.below(10) {
                0..=2 if calls.len() < 12 => {
                    calls.push((step, network.call(&pool, step)));
                    if let Some(id) = model.idle.pop() {
                        expected.push((step, Some((id, true))));
                    } else {
                        model.calls.push((step, false));
                    }
                    model.connect();
                }
                3 | 4 => {
                    if let Some((call, made)) = network.take(&mut random) {
                        connections += 1;
                        made.send(Some(connections)).unwrap();
                        if model.remove(call).is_some() {
                            expected.push((call, Some((connections, false))));
                        } else {
                            model.left.retain(|it| *it != call);
                            let served = model.free(connections);
                            expected.extend(served.map(|it| (it, Some((connections, true)))));
                        }
                    }
                }
                5 => {
                    if let Some((call, made)) = network.take(&mut random) {
                        made.send(None).unwrap();
                        if model.remove(call).is_some() {
                            expected.push((call, None));
                        } else {
                            model.left.retain(|it| *it != call);
                        }
                        model.lose();
                    }
                }
                6 | 7 if !in_use.is_empty() => {
                    let connection = in_use.swap_remove(random.below(in_use.len()));
                    let id = connection.id;
                    if network.is_open(id) {
                        let served = model.free(id);
                        expected.extend(served.map(|it| (it, Some((id, true)))));
                    }
                    pool.put(connection);
                }
                8 => {
                    if let Some(id) = network.close(&mut random) {
                        model.idle.retain(|it| *it != id);
                        model.lose();
                    }
                }
                9 if !calls.is_empty() => {
                    let (call, waits) = calls.swap_remove(random.below(calls.len()));
                    drop(waits);
                    network
                        .connecting
                        .lock()
                        .unwrap()
                        .retain(|(it, _)| *it != call);
                    if model.remove(call) == Some(true) {
                        model.lose();
                    }
                }
                _ => {}
            }
            // In any order; some get what another one has returned.
            let mut got = Vec::new();
            for _ in 0..3 {
                tokio::task::yield_now().await;
                let mut cx = Context::from_waker(Waker::noop());
                let first = random.below(calls.len() + 1);
                calls.rotate_left(first);
                calls.retain_mut(|(call, calling)| match calling.as_mut().poll(&mut cx) {
                    Poll::Ready(outcome) => {
                        got.push((*call, outcome.as_ref().map(|(it, used)| (it.id, *used))));
                        in_use.extend(outcome.map(|(connection, _)| connection));
                        false
                    }
                    Poll::Pending => true,
                });
            }
            assert_eq!(got, expected, "{seed} {step}");
            let connecting = network.connecting.lock().unwrap();
            let mut connecting: Vec<_> = connecting.iter().map(|(call, _)| *call).collect();
            connecting.sort_unstable();
            assert_eq!(connecting, model.connecting(), "{seed} {step}");
            let free = pool.limit.as_ref().unwrap().available_permits();
            assert_eq!(free, most - model.exist, "{seed} {step}");
        }
    }
}
