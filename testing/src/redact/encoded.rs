//! Base64 (RFC 4648), with both alphabets: the forms of a secret in it, the base64 runs of a text, and tokens made of it.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD_NO_PAD};

/// Shorter runs are too short for a name and its value.
const MIN_RUN: usize = 16;

/// Shorter lines do not continue on the next one.
const MIN_LINE: usize = 60;

/// Accepts the output of other encoders: trailing bits, with or without padding.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

fn is_standard(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

fn is_url_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Whether a byte is in either alphabet.
pub(super) fn is_any(byte: u8) -> bool {
    is_standard(byte) || is_url_safe(byte)
}

/// The base64 forms of a value at any offset in the encoded data, without the characters that also hold bits of adjacent bytes.
pub(super) fn forms(value: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for before in 0..3 {
        let padded = [&[0; 2][..before.min(2)], value].concat();
        let encoded = STANDARD_NO_PAD.encode(padded).into_bytes();
        let start = (before * 8).div_ceil(6);
        let end = (before + value.len()) * 8 / 6;
        let Some(form) = encoded.get(start..end) else {
            continue;
        };
        let url_safe = form.iter().map(|byte| match byte {
            b'+' => b'-',
            b'/' => b'_',
            &byte => byte,
        });
        let url_safe: Vec<u8> = url_safe.collect();
        if url_safe != form {
            forms.push(url_safe);
        }
        forms.push(form.to_vec());
    }
    forms
}

/// Each run that may be base64, with its decoded bytes.
pub(super) fn runs(text: &[u8]) -> Vec<(Range<usize>, Vec<u8>)> {
    let mut found = Vec::new();
    for (is_part, engine) in [
        (is_standard as fn(u8) -> bool, STANDARD),
        (is_url_safe, URL_SAFE),
    ] {
        let mut at = 0;
        while at < text.len() {
            if !is_part(text[at]) {
                at += 1;
                continue;
            }
            let start = at;
            let mut letters = Vec::new();
            loop {
                let line = at;
                while text.get(at).is_some_and(|&byte| is_part(byte)) {
                    at += 1;
                }
                letters.extend_from_slice(&text[line..at]);
                // Mail and certificates wrap base64 into lines.
                let rest = &text[at..];
                let gap = if rest.starts_with(b"\r\n") {
                    2
                } else {
                    usize::from(rest.starts_with(b"\n"))
                };
                let continues = text.get(at + gap).is_some_and(|&byte| is_part(byte));
                if gap == 0 || at - line < MIN_LINE || !continues {
                    break;
                }
                at += gap;
            }
            // A length of 4n+1 is invalid: the end was cut off.
            letters.truncate(letters.len() - usize::from(letters.len() % 4 == 1));
            if letters.len() >= MIN_RUN
                && let Ok(decoded) = engine.decode(&letters)
            {
                found.push((start..at, decoded));
            }
        }
    }
    found
}

/// JSON Web Tokens (RFC 7515 and 7516): three or five parts, of which the first is a base64 object.
pub(super) fn tokens(text: &[u8]) -> Vec<Range<usize>> {
    const OBJECT: &[u8] = b"eyJ";
    let is_part = |byte: u8| is_url_safe(byte) || byte == b'.';
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !is_part(text[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while text.get(at).is_some_and(|&byte| is_part(byte)) {
            at += 1;
        }
        let run = &text[start..at];
        // Text may precede it without a space: `token.eyJ…`.
        let mut begin = 0;
        let mut parts = run.split(|&byte| byte == b'.').peekable();
        while let Some(part) = parts.next() {
            if part.starts_with(OBJECT) && part.len() > MIN_RUN && parts.clone().count() >= 2 {
                found.push(start + begin..at);
                break;
            }
            begin += part.len() + 1;
        }
    }
    found
}
