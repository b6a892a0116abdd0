//! Names of secrets.

#[cfg(any(feature = "curl", feature = "openapi", feature = "postman"))]
use crate::description::{Body, Operation, Parameter, Piece};
use crate::words::words;

/// Marks the parameters with the names of secrets.
#[cfg(any(feature = "curl", feature = "openapi", feature = "postman"))]
pub(crate) fn mark(operation: &mut Operation) {
    let mark = |parameter: &mut Parameter| parameter.secret |= is_secret(&parameter.name);
    for piece in operation.path.iter_mut().flatten() {
        if let Piece::Parameter(parameter) = piece {
            mark(parameter);
        }
    }
    operation.query.iter_mut().for_each(mark);
    operation.headers.iter_mut().for_each(mark);
    operation.cookies.iter_mut().for_each(mark);
    let contents = operation
        .body
        .iter_mut()
        .flat_map(|body| &mut body.contents);
    for content in contents {
        match &mut content.body {
            Body::Form(fields) => fields.iter_mut().for_each(mark),
            Body::Multipart(parts) => parts.iter_mut().for_each(|part| mark(&mut part.parameter)),
            Body::Whole { .. } | Body::File(_) => {}
        }
    }
}

/// Whether a name is that of a secret.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    const WORDS: [&str; 14] = [
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "secret",
        "token",
        "apikey",
        "credential",
        "credentials",
        "cvv",
        "cvc",
        "pin",
        "otp",
        "cookie",
    ];
    const PAIRS: [(&str, &str); 8] = [
        ("api", "key"),
        ("private", "key"),
        ("secret", "key"),
        ("access", "key"),
        ("encryption", "key"),
        ("signing", "key"),
        ("auth", "key"),
        ("license", "key"),
    ];
    let words: Vec<String> = words(name).iter().map(|word| word.to_lowercase()).collect();
    let Some(last) = words.last() else {
        return false;
    };
    // `token_type` and `password_policy` describe a secret and are not secret; `password2` is.
    let last = last.trim_end_matches(|c: char| c.is_ascii_digit());
    let last = if last.is_empty() {
        words.iter().rev().nth(1).map_or("", String::as_str)
    } else {
        last
    };
    let stem = |word: &str| {
        word.trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    WORDS.contains(&last)
        || [
            "hash",
            "plain",
            "confirmation",
            "confirm",
            "new",
            "old",
            "current",
        ]
        .contains(&last)
            && words.iter().any(|word| word.starts_with("password"))
        || words.windows(2).any(|pair| {
            PAIRS.contains(&(pair[0].as_str(), stem(&pair[1]).as_str())) && stem(&pair[1]) == last
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_by_name() {
        let secret = [
            "password",
            "password2",
            "newPassword",
            "client_secret",
            "token",
            "access_token",
            "api_key",
            "apiKey",
            "X-Api-Key",
            "private_key",
            "encryption_key",
            "passwordConfirmation",
            "Cookie",
            "secret_access_key",
        ];
        let open = [
            "username",
            "token_type",
            "password_policy_id",
            "key",
            "public_key",
            "certificate",
            "pinned",
            "secretary",
        ];
        for name in secret {
            assert!(is_secret(name), "{name}");
        }
        for name in open {
            assert!(!is_secret(name), "{name}");
        }
    }
}
