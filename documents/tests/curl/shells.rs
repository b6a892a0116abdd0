//! Commands as text, in the quotes of a shell.

use super::oracle::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `'…'` and `"…"`, which every shell of POSIX has.
    Posix,
    /// `$'…'`
    Ansi,
    /// What Chrome copies for cmd.
    Cmd,
    PowerShell,
}

/// The command as text.
pub(super) fn text(words: &[String], dialect: Dialect, random: &mut Random) -> String {
    let (name, line_break) = match dialect {
        Dialect::Posix | Dialect::Ansi => ("curl", " \\\n  "),
        Dialect::Cmd => ("curl", " ^\n  "),
        Dialect::PowerShell => ("curl.exe", " `\n  "),
    };
    let mut text = name.to_owned();
    for (i, word) in words.iter().enumerate() {
        // One line break tells PowerShell and cmd from others.
        text += if i == 1 || random.one_in(4) {
            line_break
        } else {
            " "
        };
        let quoted = match dialect {
            Dialect::Posix if random.one_in(2) => double(word),
            Dialect::Posix => format!("'{}'", word.replace('\'', "'\\''")),
            Dialect::Ansi => ansi(word),
            Dialect::Cmd => cmd(word),
            Dialect::PowerShell => powershell(word),
        };
        text += &quoted;
    }
    text
}

fn double(word: &str) -> String {
    let mut text = String::from("\"");
    for letter in word.chars() {
        if "\"\\$`".contains(letter) {
            text.push('\\');
        }
        text.push(letter);
    }
    text + "\""
}

fn ansi(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('\'', "\\'");
    format!("$'{}'", word.replace('\n', "\\n").replace('é', "\\u00e9"))
}

/// The rules of Chrome's `escapeStringWin`, but for backslashes, which Windows takes as they are unless a quote follows.
fn cmd(word: &str) -> String {
    let mut escaped = String::new();
    let mut backslashes = 0;
    for letter in word.chars().chain(['\0']) {
        if letter == '\\' {
            backslashes += 1;
            continue;
        }
        let is_quote = letter == '"' || letter == '\0';
        let count = if is_quote {
            backslashes * 2
        } else {
            backslashes
        };
        escaped += &"\\".repeat(count + usize::from(letter == '"'));
        backslashes = 0;
        if letter != '\0' {
            escaped.push(letter);
        }
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " _-:=+~'/.,?;()*`".contains(c);
    let mut text = String::from("^\"");
    let mut after_percent = false;
    for letter in escaped.chars() {
        if letter == '\n' {
            text += "^\n\n";
        } else {
            if !is_plain(letter) || after_percent && letter.is_ascii_alphanumeric() {
                text.push('^');
            }
            text.push(letter);
        }
        after_percent = letter == '%';
    }
    text + "^\""
}

/// Single quotes; Windows takes a backslash before each quote that is meant.
fn powershell(word: &str) -> String {
    let mut text = String::new();
    let mut backslashes = 0;
    let has_quotes = word.contains('"');
    for letter in word.chars() {
        if letter == '"' {
            text += &"\\".repeat(backslashes + 1);
        }
        backslashes = if letter == '\\' && has_quotes {
            backslashes + 1
        } else {
            0
        };
        if letter == '\'' {
            text.push('\'');
        }
        text.push(letter);
    }
    format!("'{text}'")
}
