//! Classifies HTTP/2 errors.

use std::error::Error as StdError;

use h2::{Error, Reason};

use callpoint_core::TransportErrorKind;

/// Whether `holds` is true of the HTTP/2 error in a source chain, if there is one.
pub(super) fn any(error: &(dyn StdError + 'static), holds: fn(&Error) -> bool) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<Error>() {
            return holds(error);
        }
        next = error.source();
    }
    false
}

/// Whether the server says that it did not process the request (RFC 9113, section 8.7): it refused the stream, or sent GOAWAY before it. The library
/// reports GOAWAY only for those streams that the frame leaves out.
#[cfg(any(feature = "reqwest", feature = "hyper", feature = "tower"))]
pub(super) fn is_unprocessed(error: &Error) -> bool {
    error.is_remote() && (error.is_go_away() || error.reason() == Some(Reason::REFUSED_STREAM))
}

/// Whether the stream, and not the connection, was found to be malformed.
pub(super) fn is_malformed(error: &Error) -> bool {
    error.is_library() && error.is_reset() && error.reason() == Some(Reason::PROTOCOL_ERROR)
}

/// To the library, a head that is too large is malformed like any other.
pub(super) fn kind_of(error: &Error) -> TransportErrorKind {
    if let Some(error) = error.get_io() {
        super::kind_of_io(error)
    } else if error.is_remote() {
        // The server ends the stream or the connection, as HTTP/1 closes it.
        TransportErrorKind::ConnectionClosed
    } else if error.is_library() && error.reason() != Some(Reason::NO_ERROR) {
        TransportErrorKind::InvalidMessage
    } else {
        TransportErrorKind::Other
    }
}
