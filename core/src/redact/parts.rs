//! Redacts secret parts of a multipart form.

use bytes::Bytes;

use super::{MASK, Piece};

/// The pieces of a form with each secret part redacted. A part that is an upload begins where the text before it ends.
pub fn redacted(
    pieces: Vec<Piece>,
    boundary: &str,
    is_secret: &dyn Fn(&str) -> bool,
) -> Vec<Piece> {
    let delimiter = format!("--{boundary}");
    let mut hides = false;
    let mut redacted = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => {
                let mut out = Vec::new();
                hides = text(&bytes, delimiter.as_bytes(), hides, is_secret, &mut out);
                redacted.push(Piece::Bytes(out.into()));
            }
            // One replacement for the whole upload.
            _ if hides => redacted.push(Piece::Bytes(Bytes::from_static(MASK.as_bytes()))),
            piece => redacted.push(piece),
        }
    }
    redacted
}

/// The contents of the secret parts of a form.
pub fn values<'a>(
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

/// Copies text of a form. `hides` says whether it begins inside a secret part; the result says whether it ends inside one.
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
        // The line break belongs to the boundary.
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
        // The head of the next part, or the end of the form.
        let head_end = find(rest, b"\r\n\r\n").map_or(rest.len(), |end| end + 4);
        let head = &rest[..head_end];
        out.extend_from_slice(head);
        hides = name_of(head).is_some_and(|name| is_secret(&name));
        rest = &rest[head_end..];
    }
}

/// The bytes of a form with each secret part redacted.
pub fn redacted_bytes(form: &[u8], boundary: &str, is_secret: &dyn Fn(&str) -> bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(form.len());
    text(
        form,
        format!("--{boundary}").as_bytes(),
        false,
        is_secret,
        &mut out,
    );
    out
}

/// The boundary of a form whose header does not name it: its first line.
#[must_use]
pub fn boundary_of(form: &[u8]) -> Option<String> {
    let line = form
        .strip_prefix(b"--")?
        .split(|&byte| byte == b'\n')
        .next()?;
    let boundary = line.strip_suffix(b"\r")?;
    let has_end = || find(form, &[b"--", boundary, b"--"].concat()).is_some();
    (is_boundary(boundary) && has_end()).then(|| String::from_utf8_lossy(boundary).into_owned())
}

/// Whether bytes can be a boundary (RFC 2046, section 5.1.1). The length limit is more lenient than there.
#[must_use]
pub fn is_boundary(bytes: &[u8]) -> bool {
    (1..=200).contains(&bytes.len()) && bytes.is_ascii()
}

/// The `name` in the head of a part.
fn name_of(head: &[u8]) -> Option<String> {
    const NAME: &str = "name=";
    let head = String::from_utf8_lossy(head);
    let lower = head.to_ascii_lowercase();
    // `filename=` is another parameter.
    let mut starts = lower.match_indices(NAME).map(|(start, _)| start);
    let start = starts.find(|&start| lower[..start].ends_with([' ', ';', '\t']))?;
    let rest = head.get(start + NAME.len()..)?;
    let name = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([';', ' ', '\r', '\n']).next()?,
    };
    Some(name.to_owned())
}

#[must_use]
pub fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}
