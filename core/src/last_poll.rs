//! How a call whose time is over learns whether its request was sent. It polls its transport once more, and a flag of this thread says that it is the
//! last time: who still waits for what must be there before anything is sent gives up with an error then. Who has begun to send, or knows nothing of
//! this, stays pending, and counts as sent. So nobody notes anything while there is time.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

thread_local! {
    static IS_LAST: Cell<bool> = const { Cell::new(false) };
}

/// Polls a future for the last time.
#[cold]
pub fn last_poll<F: Future>(future: Pin<&mut F>) -> Option<F::Output> {
    struct Last(bool);
    impl Drop for Last {
        fn drop(&mut self) {
            IS_LAST.set(self.0);
        }
    }
    let _last = Last(IS_LAST.replace(true));
    // Nobody polls it when it is woken.
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// Waits for what must be there before a request is sent, and gives up in the last poll, even if it is there by then.
///
/// # Errors
/// That of what it waits for, or `out_of_time`.
pub async fn before_sending<T, E>(
    waiting: impl Future<Output = Result<T, E>>,
    out_of_time: impl Fn() -> E,
) -> Result<T, E> {
    let mut waiting = pin!(waiting);
    poll_fn(|cx| {
        if IS_LAST.get() {
            return Poll::Ready(Err(out_of_time()));
        }
        waiting.as_mut().poll(cx)
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    type Sent = Result<(), &'static str>;

    fn waiting(before: impl Future<Output = Sent>) -> impl Future<Output = Sent> {
        before_sending(before, || "not sent")
    }

    fn is_pending(call: Pin<&mut impl Future<Output = Sent>>) -> bool {
        let polled = call.poll(&mut Context::from_waker(Waker::noop()));
        polled.is_pending()
    }

    #[test]
    fn who_waits_gives_up_in_the_last_poll_and_only_there() {
        let mut call = pin!(waiting(pending()));
        assert!(is_pending(call.as_mut()));
        assert_eq!(last_poll(call), Some(Err("not sent")));
        let next = pin!(waiting(pending()));
        assert!(is_pending(next));
    }

    #[test]
    fn who_has_begun_to_send_stays_pending() {
        let mut call = pin!(async {
            waiting(ready(Ok(()))).await?;
            pending().await
        });
        assert!(is_pending(call.as_mut()));
        assert_eq!(last_poll(call), None);
    }

    #[test]
    fn nothing_is_sent_in_the_last_poll() {
        let call = pin!(waiting(ready(Ok(()))));
        assert_eq!(last_poll(call), Some(Err("not sent")));
    }
}
