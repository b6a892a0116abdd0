mod limited;

use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Waker;

use super::*;

/// A connection of HTTP/1 or, if it is shared, of HTTP/2.
struct Fake {
    id: usize,
    is_open: Arc<AtomicBool>,
    is_shared: bool,
}

impl Connection for Fake {
    fn is_open(&self) -> bool {
        self.is_open.load(Ordering::Relaxed)
    }

    fn share(&self) -> Option<Self> {
        self.is_shared.then(|| Self {
            id: self.id,
            is_open: Arc::clone(&self.is_open),
            is_shared: true,
        })
    }
}

/// What a pool should do, written down in the simplest way.
#[derive(Default)]
struct Model {
    now: u64,
    idle: Vec<(u64, usize)>,
    shared: Option<(u64, usize)>,
    waiting: Vec<usize>,
    open: Vec<Arc<AtomicBool>>,
}

impl Model {
    fn is_open(&self, id: usize) -> bool {
        self.open[id].load(Ordering::Relaxed)
    }

    fn take(&mut self) -> Option<usize> {
        if let Some((_, id)) = self.shared {
            if self.is_open(id) {
                self.shared = Some((self.now, id));
                return Some(id);
            }
            self.shared = None;
        }
        while let Some((_, id)) = self.idle.pop() {
            if self.is_open(id) {
                return Some(id);
            }
        }
        None
    }

    /// Who gets it.
    fn put(&mut self, id: usize, is_shared: bool) -> Vec<usize> {
        if !self.is_open(id) {
            return Vec::new();
        }
        if is_shared {
            if self.shared.is_none_or(|(_, it)| !self.is_open(it)) {
                self.shared = Some((self.now, id));
            }
            return std::mem::take(&mut self.waiting);
        }
        if self.waiting.is_empty() {
            self.idle.push((self.now, id));
            return Vec::new();
        }
        vec![self.waiting.remove(0)]
    }

    fn tick(&mut self) {
        self.now += 1;
        let (now, open) = (self.now, self.open.clone());
        let is_kept = |&(used, id): &(u64, usize)| {
            now - used < IDLE_TICKS && open[id].load(Ordering::Relaxed)
        };
        self.idle.retain(is_kept);
        self.shared = self.shared.filter(is_kept);
    }
}

/// Xorshift, so that every run is the same.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// Random steps give what the model gives: the last used connection first, never one that is closed or in use, to those who wait in their order, and
/// none is lost.
#[test]
fn a_pool_behaves_like_its_model() {
    for seed in 1..=400_u64 {
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (seed << 20));
        let has_shared = seed.is_multiple_of(2);
        let (pool, mut model) = (Pool::<Fake>::new(None), Model::default());
        let mut in_use: Vec<Fake> = Vec::new();
        let mut waiting: Vec<(usize, Waiting<Fake>)> = Vec::new();
        for step in 0..300 {
            match random.below(8) {
                0 | 1 => match pool.take_or_wait() {
                    Ok(connection) => {
                        assert_eq!(Some(connection.id), model.take(), "{seed} {step}");
                        in_use.push(connection);
                    }
                    Err(one) => {
                        assert_eq!(model.take(), None, "{seed} {step}");
                        model.waiting.push(step);
                        waiting.push((step, one));
                    }
                },
                2 => {
                    let taken = pool.take();
                    assert_eq!(
                        taken.as_ref().map(|it| it.id),
                        model.take(),
                        "{seed} {step}"
                    );
                    in_use.extend(taken);
                }
                // A new connection.
                3 => {
                    let is_open = Arc::new(AtomicBool::new(true));
                    in_use.push(Fake {
                        id: model.open.len(),
                        is_open: Arc::clone(&is_open),
                        is_shared: has_shared && random.below(3) == 0,
                    });
                    model.open.push(is_open);
                }
                4 | 5 if !in_use.is_empty() => {
                    let connection = in_use.swap_remove(random.below(in_use.len()));
                    let (id, is_shared) = (connection.id, connection.is_shared);
                    let mut served = model.put(id, is_shared);
                    pool.put(connection);
                    while let Some(one) = served.pop() {
                        let index = waiting.iter().position(|(it, _)| *it == one);
                        let (_, mut waits) = waiting.swap_remove(index.unwrap());
                        // Some have stopped to wait before they see it.
                        if random.below(3) == 0 {
                            drop(waits);
                            served.extend(model.put(id, is_shared));
                            continue;
                        }
                        let mut cx = Context::from_waker(Waker::noop());
                        match waits.poll(&mut cx) {
                            Poll::Ready(connection) => {
                                assert_eq!(connection.id, id, "{seed} {step}");
                                in_use.push(connection);
                            }
                            Poll::Pending => panic!("{one} waits on: {seed} {step}"),
                        }
                    }
                }
                6 if !waiting.is_empty() => {
                    let (one, waits) = waiting.swap_remove(random.below(waiting.len()));
                    drop(waits);
                    model.waiting.retain(|it| *it != one);
                }
                7 if !model.open.is_empty() && random.below(2) == 0 => {
                    let id = random.below(model.open.len());
                    model.open[id].store(false, Ordering::Relaxed);
                }
                _ => {
                    pool.state().tick();
                    model.tick();
                }
            }
            let state = pool.state();
            let idle: Vec<_> = state.idle.iter().map(|(used, it)| (*used, it.id)).collect();
            assert_eq!(idle, model.idle, "{seed} {step}");
            let shared = state.shared.as_ref().map(|(used, it)| (*used, it.id));
            assert_eq!(shared, model.shared, "{seed} {step}");
            assert!(state.waiting.len() <= 2 * model.waiting.len() + 17);
        }
    }
}
