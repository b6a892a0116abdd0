//! The other direction of a declaration exists where the feature `serve` is on: the macros do not see which features are on.

/// What `serve` makes of a declaration.
#[cfg(feature = "serve")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve {
    ($($item:tt)*) => { $($item)* };
}

/// Without the feature `serve` there is nothing.
#[cfg(not(feature = "serve"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve {
    ($($item:tt)*) => {};
}

/// How the streamed responses of the crate that users depend on are written: as they were received, if nothing of them is read.
#[cfg(feature = "serve")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve_streams {
    () => {
        impl $crate::serve::RespondedBy<Stream> for ByteStream {
            fn respond(self, response: &mut $crate::serve::ResponseWriter) {
                response.stream($crate::Body::from_stream(self), "application/octet-stream");
            }
        }

        impl<T, C> $crate::serve::RespondedBy<Sse> for Events<T, C> {
            fn respond(self, response: &mut $crate::serve::ResponseWriter) {
                response.stream($crate::Body::from_stream(self.bytes), "text/event-stream");
            }
        }

        impl<T> $crate::serve::RespondedBy<NdJson> for JsonLines<T> {
            fn respond(self, response: &mut $crate::serve::ResponseWriter) {
                let body = $crate::Body::from_stream(self.bytes);
                response.stream(body, "application/x-ndjson");
            }
        }
    };
}

/// Without the feature `serve` there is nothing.
#[cfg(not(feature = "serve"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve_streams {
    () => {};
}

/// How the uploads of that crate are received.
#[cfg(feature = "serve")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve_uploads {
    () => {
        impl $crate::__private::served::ReceivedStream for Upload {
            fn of(content: StreamedContent) -> Self {
                Self { content }
            }
        }

        impl $crate::__private::served::ReceivedFiles for Upload {
            fn of(files: &mut dyn Iterator<Item = StreamedContent>) -> Option<Self> {
                files.next().map(|content| Self { content })
            }
        }
    };
}

/// Without the feature `serve` there is nothing.
#[cfg(not(feature = "serve"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve_uploads {
    () => {};
}
