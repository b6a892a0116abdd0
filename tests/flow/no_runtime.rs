//! Calls, streams and files that are awaited outside a Tokio runtime: an error, not a panic.

use std::error::Error as _;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use callpoint::auth::OAuth2;
use callpoint::transport::{HyperTransport, ReqwestTransport, Transport};
use callpoint::{
    Body, BuildErrorKind, ByteStream, Client, Endpoint as _, Error, Events, Upload, endpoint,
};

use crate::memory;
use crate::service::{Service, response};

#[endpoint(GET, "/file", 200 => String as Text)]
struct Get;

#[endpoint(GET, "/file", 200 => ByteStream as Stream)]
struct GetStream;

#[endpoint(GET, "/events", 200 => Events<u8> as Sse)]
struct Listen;

const OUTSIDE: &str = "GET /file: there is no Tokio runtime; await the call in one, or build the client with `build_blocking()`; nothing was sent";

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future as executors without a runtime do.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn a_call() {
    let second = Duration::from_secs(1);
    let (in_memory, asked) = memory::transport(|_| memory::json(200, "done"));
    let transports: [Box<dyn Transport>; 3] = [
        Box::new(HyperTransport::new(second).unwrap()),
        Box::new(ReqwestTransport::new(second).unwrap()),
        Box::new(in_memory),
    ];
    for transport in transports {
        let client = Client::builder("http://localhost:9")
            .transport(transport)
            .build()
            .unwrap();
        let error = block_on(Get.call(&client)).unwrap_err();
        assert_eq!(error.to_string(), OUTSIDE);
        assert!(!error.maybe_sent() && !error.is_retryable());
        let Error::Build(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), BuildErrorKind::NoRuntime);
        let request = http::Request::get("http://localhost:9").body(Body::empty());
        let error = block_on(client.execute(request.unwrap(), Get::META));
        assert_eq!(error.unwrap_err().to_string(), OUTSIDE);
    }
    assert!(asked.lock().unwrap().is_empty());
}

/// Its token is fetched in a task of the runtime.
#[test]
fn a_call_that_needs_a_token() {
    let tokens = OAuth2::client_credentials("http://localhost:9/token", "id", "secret");
    let client = Client::builder("http://localhost:9").credentials(tokens.build().unwrap());
    let error = block_on(Get.call(&client.build().unwrap())).unwrap_err();
    assert_eq!(error.to_string(), OUTSIDE);
}

/// A call in a runtime, and then one outside it, and one in it again.
#[test]
fn a_client_that_leaves_the_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = runtime.block_on(Service::responding(response("200 OK", "", "done")));
    let client = crate::client(&service.base);
    assert_eq!(runtime.block_on(Get.call(&client)).unwrap(), "done");
    assert_eq!(
        block_on(Get.call(&client)).unwrap_err().to_string(),
        OUTSIDE
    );
    let entered = runtime.enter();
    assert_eq!(block_on(Get.call(&client)).unwrap(), "done");
    drop(entered);
}

/// The stream was opened in a runtime, and is read outside it.
#[test]
fn a_stream() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 1000\r\n\r\n";
    let service = runtime.block_on(Service::responding(head));
    let client = crate::client(&service.base);
    let mut stream = runtime.block_on(GetStream.call(&client)).unwrap();
    let error = block_on(stream.next()).unwrap().unwrap_err();
    let source = error.source().unwrap().to_string();
    assert_eq!(source, "there is no Tokio runtime; await this in one");
    let stream = runtime.block_on(GetStream.call(&client)).unwrap();
    assert!(block_on(stream.save("/no/such/folder/file")).is_err());
    let mut events = runtime.block_on(Listen.call(&client)).unwrap();
    assert!(block_on(events.next()).unwrap().is_err());
}

#[test]
fn a_file() {
    let error = block_on(Upload::file(file!())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no Tokio runtime; await this in one"
    );
}

/// Such a client has a runtime of its own, and may be used from code that runs in another.
#[test]
fn a_blocking_client() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = runtime.block_on(Service::responding(response("200 OK", "", "done")));
    let client = Client::builder(&service.base).build_blocking().unwrap();
    assert_eq!(client.call(&Get).unwrap(), "done");
    assert_eq!(
        runtime.block_on(async { client.call(&Get) }).unwrap(),
        "done"
    );
}
