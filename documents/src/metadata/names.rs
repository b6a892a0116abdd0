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

/// A type in words, of which a document can make a name: `a::Page<&'a b::Link>` is `Page of Link`.
pub(super) fn type_in_words(type_name: &str) -> String {
    const NO_TYPES: [&str; 5] = ["dyn", "impl", "mut", "const", "as"];
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut words: Vec<&str> = Vec::new();
    let mut rest = type_name;
    let mut is_argument = false;
    while let Some(start) = rest.find(is_part) {
        let (before, found) = rest.split_at(start);
        let end = found.find(|c| !is_part(c)).unwrap_or(found.len());
        let (word, after) = found.split_at(end);
        rest = after;
        is_argument |= before.contains('<');
        // A module, a lifetime, how long an array is, or the `r` of `r#type`.
        let is_number = word.starts_with(|first: char| first.is_ascii_digit());
        if after.starts_with("::") && !after.starts_with("::<")
            || before.ends_with('\'')
            || NO_TYPES.contains(&word)
            || is_number
            || after.starts_with('#')
        {
            continue;
        }
        if !words.is_empty() {
            words.push(if is_argument { "of" } else { "and" });
        }
        is_argument = false;
        words.push(word);
    }
    words.join(" ")
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

    #[test]
    fn types_as_words() {
        for (type_name, expected) in [
            ("Link", "Link"),
            ("super::TokenChallenge", "TokenChallenge"),
            ("models::Page<a::b::Link>", "Page of Link"),
            ("Page::<Link>", "Page of Link"),
            (
                "HashMap<String, Vec<u8>>",
                "HashMap of String and Vec of u8",
            ),
            ("Tagged<'static, &'a mut Link>", "Tagged of Link"),
            ("Box<dyn crate::Any + Send>", "Box of Any and Send"),
            ("([u8; 4], r#type::Link)", "u8 and Link"),
        ] {
            assert_eq!(type_in_words(type_name), expected, "{type_name}");
        }
    }
}
