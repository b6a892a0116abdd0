//! Searches a recording for a secret as an attacker would.

use std::pin::Pin;

use async_compression::Level;
use async_compression::tokio::bufread;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// A body with content codings, applied in order.
pub(crate) async fn encoded(coding: &str, body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    for coding in coding.split(", ") {
        let mut encoder: Pin<Box<dyn AsyncRead + Send + '_>> = match coding.to_lowercase().as_str()
        {
            "gzip" | "x-gzip" => {
                Box::pin(bufread::GzipEncoder::with_quality(&*body, Level::Fastest))
            }
            "deflate" => Box::pin(bufread::ZlibEncoder::with_quality(&*body, Level::Fastest)),
            "raw deflate" => Box::pin(bufread::DeflateEncoder::with_quality(
                &*body,
                Level::Fastest,
            )),
            "br" => Box::pin(bufread::BrotliEncoder::with_quality(&*body, Level::Fastest)),
            "zstd" => Box::pin(bufread::ZstdEncoder::with_quality(&*body, Level::Fastest)),
            // An unknown coding.
            "unknown" => Box::pin(std::io::Cursor::new(
                body.iter().map(|byte| byte ^ 0x55).collect::<Vec<u8>>(),
            )),
            _ => continue,
        };
        let mut out = Vec::new();
        encoder.read_to_end(&mut out).await.unwrap();
        drop(encoder);
        body = out;
    }
    body
}

/// Every form in which the canary could be read from a file.
fn forms(secret: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(secret).into_owned();
    let percent = |plain: &str, space: &str, is_upper: bool| -> String {
        let byte = |&byte: &u8| match byte {
            b' ' => space.to_owned(),
            byte if byte.is_ascii_alphanumeric() || plain.as_bytes().contains(&byte) => {
                char::from(byte).to_string()
            }
            byte if is_upper => format!("%{byte:02X}"),
            byte => format!("%{byte:02x}"),
        };
        secret.iter().map(byte).collect()
    };
    let ascii: String = text
        .encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect();
    let json = serde_json::to_string(&text).unwrap();
    let json = json.trim_matches('"').to_owned();
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let mut forms = vec![
        secret.to_vec(),
        percent("", "%20", true).into(),
        percent("", "%20", false).into(),
        percent("-._~", "+", true).into(),
        percent("*-._", "+", true).into(),
        percent("-._~/?&'", "+", false).into(),
        json.clone().into(),
        json.replace('/', "\\/").into(),
        serde_json::to_string(&json)
            .unwrap()
            .trim_matches('"')
            .into(),
        ascii.into(),
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
            .into(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    if let Some(latin1) = text.chars().map(|c| u8::try_from(c).ok()).collect() {
        forms.push(latin1);
    }
    // At any offset in the encoded text: only the characters that do not depend on it.
    for before in 0..3 {
        let padded = [&[0; 2][..before.min(2)], secret].concat();
        for encoded in [
            STANDARD_NO_PAD.encode(&padded),
            URL_SAFE_NO_PAD.encode(&padded),
        ] {
            let sure = (before * 8).div_ceil(6)..(before + secret.len()) * 8 / 6;
            forms.push(encoded.as_bytes()[sure].to_vec());
        }
    }
    forms
}

/// Where a secret can be read in a file, or in base64 in it, decompressed where needed.
pub(crate) async fn leak(file: &[u8], secret: &str) -> Option<String> {
    let holds = |bytes: &[u8]| {
        forms(secret.as_bytes())
            .into_iter()
            .find(|form| bytes.windows(form.len()).any(|window| window == form))
    };
    let shown = |form: Vec<u8>| String::from_utf8_lossy(&form).into_owned();
    if let Some(form) = holds(file) {
        return Some(shown(form));
    }
    let har: serde_json::Value = serde_json::from_slice(file).unwrap();
    let mut texts = Vec::new();
    strings(&har, &mut texts);
    for text in texts {
        if let Some(form) = holds(text.as_bytes()) {
            return Some(shown(form));
        }
        let Ok(bytes) = STANDARD.decode(&text) else {
            continue;
        };
        // A compressed body that contains a secret has at least this length.
        if bytes.len() < 16 {
            continue;
        }
        if let Some(form) = holds(&bytes) {
            return Some(format!("base64: {}", shown(form)));
        }
        for decoded in decompressed(&bytes).await {
            if let Some(form) = holds(&decoded) {
                return Some(format!("compressed: {}", shown(form)));
            }
        }
    }
    None
}

fn strings(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, texts)),
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            texts.push(name.clone());
            strings(value, texts);
        }),
        _ => {}
    }
}

async fn decompressed(bytes: &[u8]) -> Vec<Vec<u8>> {
    let decoders: [Pin<Box<dyn AsyncRead + Send + '_>>; 6] = [
        Box::pin(bufread::GzipDecoder::new(bytes)),
        Box::pin(bufread::ZlibDecoder::new(bytes)),
        Box::pin(bufread::DeflateDecoder::new(bytes)),
        Box::pin(bufread::BrotliDecoder::new(bytes)),
        Box::pin(bufread::ZstdDecoder::new(bytes)),
        Box::pin(std::io::Cursor::new(
            bytes.iter().map(|byte| byte ^ 0x55).collect::<Vec<u8>>(),
        )),
    ];
    let mut all = Vec::new();
    for mut decoder in decoders {
        let mut out = Vec::new();
        // As far as it can be decompressed.
        let _ = decoder.read_to_end(&mut out).await;
        if out != bytes && !out.is_empty() {
            all.push(out);
        }
    }
    all
}
