//! Names for people.

/// `UpdateLink` as words: `Update link`.
pub(super) fn words(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut words = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(i + 1);
        let begins_word = c.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if begins_word {
            words.push(' ');
        }
        // The letters of an abbreviation stay as they are.
        let is_word = after.is_none_or(|after| !after.is_uppercase());
        if begins_word && is_word {
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_words() {
        for (name, expected) in [
            ("UpdateLink", "Update link"),
            ("CompleteMFASession", "Complete MFA session"),
            ("GetV2", "Get v2"),
            ("List", "List"),
        ] {
            assert_eq!(words(name), expected);
        }
    }
}
