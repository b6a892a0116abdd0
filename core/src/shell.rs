//! Words of a POSIX shell (IEEE Std 1003.1, section 2.2) that expand to exact bytes.

use std::fmt::Write as _;

/// The longest text in one argument. Linux rejects 128 KiB, also for `printf` if that is a program.
const MAX_ARGUMENT: usize = 96 * 1024;

/// One argument. Bytes that cannot be quoted as text are printed by `printf`.
#[must_use]
pub fn argument(bytes: &[u8]) -> String {
    plain(bytes).map_or_else(|| format!("\"$({})\"", printf(bytes)), quoted)
}

/// The bytes as text, if terminals and arguments can contain them.
#[must_use]
pub fn plain(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_plain = |c: char| c == '\n' || !c.is_control();
    (text.len() <= MAX_ARGUMENT && text.chars().all(is_plain)).then_some(text)
}

/// In single quotes every character except the quote is literal.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The command that prints the bytes; several commands if there are many.
#[must_use]
pub fn printf(bytes: &[u8]) -> String {
    let mut command = String::new();
    let mut format = String::new();
    let mut flush = |format: &mut String| {
        let separator = if command.is_empty() { "" } else { "; " };
        // Writing into a string cannot fail.
        let _ = write!(command, "{separator}printf '{format}'");
        format.clear();
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            print_char(c, &mut format);
            if format.len() > MAX_ARGUMENT {
                flush(&mut format);
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(format, "\\{byte:03o}");
        }
    }
    flush(&mut format);
    command
}

fn print_char(c: char, format: &mut String) {
    match c {
        '\n' => format.push_str("\\n"),
        '\r' => format.push_str("\\r"),
        '\t' => format.push_str("\\t"),
        '%' => format.push_str("%%"),
        '\\' => format.push_str("\\\\"),
        // A format that begins with a hyphen would be an option, and a quote would end it.
        '-' if format.is_empty() => format.push_str("\\055"),
        '\'' => format.push_str("\\047"),
        c if c.is_control() => {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(format, "\\{byte:03o}");
            }
        }
        c => format.push(c),
    }
}

#[cfg(test)]
#[expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "shells say what the words are"
)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_shell_restores_the_bytes() {
        let all: Vec<u8> = (0..=255).collect();
        let large: Vec<u8> = all.iter().copied().cycle().take(300_000).collect();
        let cases: [&[u8]; 8] = [
            b"",
            b"-n it's \"$HOME\" `id` !! \\n %s",
            "é\r\n\ttext\u{85}\n\n".as_bytes(),
            b"--boundary\r\n\r\n1\x00001",
            b"\xff\xfe0",
            b"line\nline",
            &all,
            &large,
        ];
        for shell in ["sh", "bash"] {
            for bytes in cases {
                let script = format!("{{ {}; }}", printf(bytes));
                // A pipe: the script itself may be longer than an argument.
                let mut child = Command::new(shell)
                    .stdin(std::process::Stdio::piped())
                    .stdout(std::process::Stdio::piped())
                    .spawn()
                    .unwrap();
                let mut stdin = child.stdin.take().unwrap();
                let writing = std::thread::spawn(move || {
                    std::io::Write::write_all(&mut stdin, script.as_bytes()).unwrap();
                });
                let output = child.wait_with_output().unwrap();
                writing.join().unwrap();
                assert_eq!(output.stdout, bytes, "{shell}");
                if bytes.len() < 1000 && !bytes.contains(&0) && !bytes.ends_with(b"\n") {
                    let script = format!("cat <<EOF\n$(printf '%s.' {})\nEOF", argument(bytes));
                    let output = Command::new(shell).args(["-c", &script]).output().unwrap();
                    assert_eq!(output.stdout, [bytes, b".\n"].concat(), "{shell}");
                }
            }
        }
    }
}
