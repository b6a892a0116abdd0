use super::*;

fn page(text: &str) -> Vec<String> {
    lines(&[Piece::Page(text)])
}

#[test]
fn what_rustdoc_would_take_for_something_else() {
    let cases = [
        ("The `link.id` to update.", "The `link.id` to update."),
        (
            "see [docs](https://x.test/a_b)",
            "see [docs](https://x.test/a_b)",
        ),
        (
            "an array [string] of <b>ids</b>",
            "an array \\[string\\] of \\<b>ids\\</b>",
        ),
        ("see https://x.test/a.", "see <https://x.test/a>."),
        (
            "the page_size of a LinkPage",
            "the `page_size` of a `LinkPage`",
        ),
        ("on GitHub, _really_", "on GitHub, _really_"),
        ("a ` alone", "a \\` alone"),
        ("[Up](#top)", "[Up](#top)"),
        ("[relative](other.md)", "\\[relative\\](other.md)"),
        ("std::fmt", "`std::fmt`"),
    ];
    for (text, expected) in cases {
        assert_eq!(page(text).join("|"), expected, "{text}");
    }
}

#[test]
fn pages() {
    let cases: [(&str, &[&str]); 9] = [
        ("a\n\n\n\nb\n", &["a", "", "b"]),
        // Spaces that are no ASCII are no indentation: code does not begin with them.
        ("a\n\n\u{3000}\u{3000}b", &["a", "", "b"]),
        (
            "a\n\n    c\n\u{a0}\u{a0}\u{3000}d",
            &["a", "", "```text", "c", "```", "", "d"],
        ),
        ("```\ncode\n```", &["```text", "code", "```"]),
        ("```json\n{}", &["```json", "{}", "```"]),
        ("```rust,ignore\nx\n```", &["```text", "x", "```"]),
        (
            "a\n\n    code\n\n    more\nb",
            &["a", "", "```text", "code", "", "more", "```", "", "b"],
        ),
        (
            "- one\ntwo\n    - three\n\nfour",
            &["- one", "  two", "  - three", "", "four"],
        ),
        ("> quote\ntext", &["> quote", "> text"]),
    ];
    for (text, expected) in cases {
        assert_eq!(page(text), expected, "{text}");
    }
}

#[test]
fn links_lead_to_addresses_alone() {
    let cases = [
        (
            "[a][1] and [b]\n\n[1]: https://x.test/a_b \"A title\"\n[b]: c.md",
            "[a](https://x.test/a_b \"A title\") and \\[b\\](c.md)",
        ),
        (
            "[a](javascript://x%0aalert(1))",
            "\\[a\\](`javascript://x%0aalert`(1))",
        ),
        ("[a](JAVASCRIPT:x)", "\\[a\\](JAVASCRIPT:x)"),
        ("<javascript:x>", "javascript:x"),
        ("[a](data:text/html,x)", "\\[a\\](data:text/html,x)"),
        (
            "[![a](https://x.test/b.png)](https://x.test)",
            "[![a](https://x.test/b.png)](https://x.test)",
        ),
        ("[a](<https://x.test/b c(>)", "[a](https://x.test/b%20c%28)"),
        ("[](https://x.test/a)", "<https://x.test/a>"),
        ("!\\[a](https://x.test)", "!\\[a\\](<https://x.test>)"),
        ("\\![a](https://x.test)", "\\![a](https://x.test)"),
        (
            "[unused]: https://x.test/a",
            "\\[unused\\]: <https://x.test/a>",
        ),
        ("a[^1]\n\n[^1]: b", "a\\[^1\\]||\\[^1\\]: b"),
    ];
    for (text, expected) in cases {
        assert_eq!(page(text).join("|"), expected, "{text}");
    }
}

#[test]
fn marks_that_are_text() {
    let cases = [
        ("&#x202e;a&#0;&#10;&#9;b", "a\u{fffd}  b"),
        ("&#9;code();", "code();"),
        ("1\\. a", "1\\. a"),
        ("\\- a\n\\# b\n\\> c\n\\=", "\\- a|\\# b|\\> c|\\="),
        ("a &amp;lt; b", "a \\&lt; b"),
        ("3 * 4 and ~5", "3 * 4 and ~5"),
        ("a\\\\b", "a\\\\b"),
        ("**bold** and *fooBar*s", "**bold** and `fooBar`s"),
        ("a|b\n:-\\|-:", "a|b|\\:-|-:"),
        ("- [x] done\n- [ ] `a`", "- [x] done|- [ ] `a`"),
        ("a<br>b", "a\\|b"),
    ];
    for (text, expected) in cases {
        assert_eq!(page(text).join("|"), expected, "{text}");
    }
}

#[test]
fn names_and_examples_stand_on_one_line() {
    let cases = [
        (Piece::Line("- a\n```\nb"), "\\- a \\`\\`\\` b"),
        (Piece::Line("1. a"), "1\\. a"),
        (Piece::Line("    a"), "a"),
        (
            Piece::Example {
                of: "With 200",
                text: "a\n\n``` b",
            },
            "With 200: ````a  ``` b````.",
        ),
        (
            Piece::Example {
                of: "With 200",
                text: "`",
            },
            "With 200: `` ` ``.",
        ),
    ];
    for (piece, expected) in cases {
        assert_eq!(lines(&[piece]), [expected], "{piece:?}");
    }
}
