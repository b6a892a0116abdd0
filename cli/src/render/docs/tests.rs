use super::*;

fn page(text: &str) -> Vec<String> {
    lines(&[Piece::Page(text)], None)
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
            "an array \\[string\\] of **ids**",
        ),
        ("see https://x.test/a.", "see <https://x.test/a>."),
        (
            "the page_size of a LinkPage",
            "the `page_size` of a `LinkPage`",
        ),
        ("on GitHub, _really_", "on GitHub, _really_"),
        ("a ` alone", "a \\` alone"),
        ("[Up](#top)", "Up"),
        ("[relative](other.md)", "relative"),
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
            "[a](https://x.test/a_b \"A title\") and b",
        ),
        ("[a](javascript://x%0aalert(1))", "a"),
        ("[a](JAVASCRIPT:x)", "a"),
        ("<javascript:x>", "javascript:x"),
        ("[a](data:text/html,x)", "a"),
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
        assert_eq!(lines(&[piece], None), [expected], "{piece:?}");
    }
}

#[test]
fn html_becomes_markdown() {
    let cases: [(&str, &[&str]); 33] = [
        ("<p>One.</p> <p>Two.</p>", &["One.", "", "Two."]),
        ("<P CLASS=x>One.<p>Two.", &["One.", "", "Two."]),
        (
            "a <b>bold</b>, <i>thin</i> and <code>my_code</code>.",
            &["a **bold**, _thin_ and `my_code`."],
        ),
        (
            "<p>a &lt;b&gt; &amp; c&nbsp;d &hellip; &#33; &bogus; &</p>",
            &["a `<b>` & c d … ! \\&bogus; \\&"],
        ),
        (
            "<ul><li>One</li><li><p>Two</p></li></ul>",
            &["- One", "- Two"],
        ),
        (
            "Of:<ul>\n<li>One\n<li>Two\n</ul>\nEnd",
            &["Of:", "- One", "- Two", "", "End"],
        ),
        (
            "<ol><li>One<ul><li>In</li></ul></li><li>Two</li></ol>",
            &["1. One", "   - In", "2. Two"],
        ),
        ("<ul><li>One</li>\n\n<li>Two</li></ul>", &["- One", "- Two"]),
        (
            "<a href=\"https://x.test/a?b=1&amp;c=2\">A <b>link</b></a>",
            &["[A **link**](https://x.test/a?b=1&c=2)"],
        ),
        (
            "<a href='/docs'>A link</a> and <a name=x>a name</a>",
            &["A link and a name"],
        ),
        ("<a href=\"javascript:alert(1)\">A link</a>", &["A link"]),
        ("<h2>A title</h2>Text", &["## A title", "", "Text"]),
        (
            "<pre>\n  a &lt; b\n\n    c</pre>",
            &["```text", "  a < b", "", "    c", "```"],
        ),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1|2<td>x<br>y</table>",
            &["| A | B |", "|---|---|", "| 1\\|2 | x y |"],
        ),
        (
            "<table>\n<tr><td>a</td></tr>\n\n<tr><td>b</td><td>c</td></tr>\n</table>\n\nd",
            &["| a |  |", "|---|---|", "| b | c |", "", "d"],
        ),
        ("a<br>b<br/>\nc", &["a\\", "b\\", "c"]),
        ("a<br><br>b", &["a", "", "b"]),
        ("a<!-- note -->b<hr>c", &["ab", "", "***", "", "c"]),
        ("<blockquote>a</blockquote>b", &["> a", "", "b"]),
        (
            "<note> <p>Be careful.</p> </note>",
            &["> **Note:** Be careful."],
        ),
        (
            "10<sup>2</sup> and <img src=\"https://x.test/i.png\" alt=\"An image\">",
            &["10^2 and ![An image](https://x.test/i.png)"],
        ),
        // What HTML does not have, and what nobody closes, is a placeholder.
        (
            "Bearer <token> of <your-id>, <code> or List<String>",
            &["Bearer `<token>` of `<your-id>`, `<code>` or List\\<String>"],
        ),
        ("a <my_id>.<other-id> b", &["a `<my_id>`.`<other-id>` b"]),
        ("a < b <= 3 <5", &["a < b <= 3 <5"]),
        ("</p>a</b></ul></td>b", &["ab"]),
        (
            "<b><i>a</b></i> <code>b <b>c</code>d</b>",
            &["**_a_** `b c`d"],
        ),
        ("<td>a</td><li>b</li>", &["a", "- b"]),
        ("<script>alert(1)</script><style>a {}</style>b", &["b"]),
        ("# A <p>title</p>", &["# A title"]),
        (
            "| a |\n|---|\n| b<ul><li>c</li><li>d</li></ul> |",
            &["| a |", "|---|", "| b • c • d |"],
        ),
        ("> [!WARNING]\n> Hot", &["> **Warning:** Hot"]),
        ("- a <ul><li>b</li></ul>\n- c", &["- a", "  - b", "- c"]),
        ("<div>\n\n**a**\n\n</div>", &["**a**"]),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let lines = page(text);
        if lines != expected {
            wrong.push((text, lines, expected));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn links_without_a_host_lead_to_the_site() {
    let cases = [
        ("[a](/docs/b)", "[a](https://x.test/docs/b)"),
        ("<a href=\"/docs/b\">a</a>", "[a](https://x.test/docs/b)"),
        ("[a](//y.test/b)", "[a](https://y.test/b)"),
        ("[a](b.md) [c](#d) ![e](f.png)", "a c e"),
    ];
    for (text, expected) in cases {
        let lines = lines(&[Piece::Page(text)], Some("https://x.test"));
        assert_eq!(lines, [expected], "{text}");
    }
}

#[test]
fn long_lines_are_filled_again() {
    let text = "A sentence that goes on and on, with `code that is not broken` and [a link](https://x.test/with/a/long/path) and more - 1. words.\nEnd";
    let expected = [
        "A sentence that goes on and on, with `code that is not broken` and [a",
        "link](https://x.test/with/a/long/path) and more - 1. words. End",
    ];
    assert_eq!(page(text), expected);
    let in_list = page(&format!("- {text}"));
    assert_eq!(in_list[1], format!("  {}", expected[1]), "{in_list:?}");
}

#[test]
fn hostile_html_takes_linear_time() {
    let start = std::time::Instant::now();
    for part in [
        "<b>",
        "</b>",
        "<ul><li>",
        "</ul>",
        "<a href=\"",
        "<!--",
        "<p",
        "<table><tr><td>",
        "&",
        "&#",
        "<b></i>",
        "<pre>",
        "<code>x</b>",
    ] {
        let lines = page(&part.repeat(20_000));
        assert!(lines.len() < 100_000, "{part}");
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
