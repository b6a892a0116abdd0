//! Names of what must not be seen.

use crate::names::words;

/// Whether a name says that its value must not be seen.
pub(crate) fn is_secret(name: &str) -> bool {
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
    // `token_type` and `password_policy` say something of a secret and are none; `password2` is one.
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
