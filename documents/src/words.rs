//! The words of a name.

/// The words of a text: split at what no identifier has, and where `camelCase` begins a word.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (i, &letter) in letters.iter().enumerate() {
        if letter == '\'' || letter == '’' {
            continue;
        }
        if !unicode_ident::is_xid_continue(letter) || letter == '_' {
            flush(&mut words, &mut word);
            continue;
        }
        let before = i.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(i + 1);
        let is_hump = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        // `URLs` is one word.
        let is_plural = after == Some(&'s')
            && letters
                .get(i + 2)
                .is_none_or(|next| !next.is_alphanumeric());
        if is_hump && !(is_plural && before.is_some_and(char::is_uppercase)) {
            flush(&mut words, &mut word);
        }
        word.push(letter);
    }
    flush(&mut words, &mut word);
    words
}

fn flush(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}
