//! A multipart form with the mask in place of secret parts.

use bytes::Bytes;

use super::{MASK, Piece};

/// The pieces of a form, each secret part masked. A part that is an upload begins where the text before it ends.
pub(super) fn masked(
    pieces: Vec<Piece>,
    boundary: &str,
    is_secret: &dyn Fn(&str) -> bool,
) -> Vec<Piece> {
    let delimiter = format!("--{boundary}");
    let mut hides = false;
    let mut masked = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => {
                let mut out = Vec::new();
                hides = text(&bytes, delimiter.as_bytes(), hides, is_secret, &mut out);
                masked.push(Piece::Bytes(out.into()));
            }
            // Once for the whole upload.
            _ if hides => masked.push(Piece::Bytes(Bytes::from_static(MASK.as_bytes()))),
            piece => masked.push(piece),
        }
    }
    masked
}

/// The contents of the secret parts of a form.
pub(super) fn values<'a>(
    form: &'a [u8],
    boundary: &str,
    is_secret: &dyn Fn(&str) -> bool,
) -> Vec<&'a [u8]> {
    let delimiter = format!("--{boundary}");
    let mut values = Vec::new();
    let mut rest = form;
    while let Some(start) = find(rest, delimiter.as_bytes()) {
        rest = &rest[start + delimiter.len()..];
        let Some(head_end) = find(rest, b"\r\n\r\n") else {
            break;
        };
        let (head, content) = rest.split_at(head_end + 4);
        let end = find(content, delimiter.as_bytes()).unwrap_or(content.len());
        let content = &content[..end];
        if name_of(head).is_some_and(|name| is_secret(&name)) {
            values.push(content.strip_suffix(b"\r\n").unwrap_or(content));
        }
    }
    values
}

/// Copies text of a form; `hides` says whether it begins, and the result whether it ends, with the content of a secret part.
fn text(
    text: &[u8],
    delimiter: &[u8],
    mut hides: bool,
    is_secret: &dyn Fn(&str) -> bool,
    out: &mut Vec<u8>,
) -> bool {
    let mut rest = text;
    loop {
        let content_end = find(rest, delimiter);
        let content = &rest[..content_end.unwrap_or(rest.len())];
        // The line break belongs to what follows.
        let secret = content.strip_suffix(b"\r\n").unwrap_or(content);
        if hides {
            if !secret.is_empty() {
                out.extend_from_slice(MASK.as_bytes());
            }
            out.extend_from_slice(&content[secret.len()..]);
        } else {
            out.extend_from_slice(content);
        }
        let Some(content_end) = content_end else {
            return hides;
        };
        rest = &rest[content_end..];
        // The head of the part that follows, or the end of the form.
        let head_end = find(rest, b"\r\n\r\n").map_or(rest.len(), |end| end + 4);
        let head = &rest[..head_end];
        out.extend_from_slice(head);
        hides = name_of(head).is_some_and(|name| is_secret(&name));
        rest = &rest[head_end..];
    }
}

/// The name that the head of a part gives.
fn name_of(head: &[u8]) -> Option<String> {
    let head = std::str::from_utf8(head).ok()?;
    let (_, rest) = head.split_once(" name=\"")?;
    let (name, _) = rest.split_once('"')?;
    Some(name.to_owned())
}

pub(super) fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}
