//! Descriptions of a megabyte: what comes of them is not much longer, and comes without a stack that is as deep.

use super::imported;

const SIZE: usize = 1_000_000;

fn check(text: &str) {
    let comments = imported("request", text);
    let lines = comments.iter().flat_map(|comment| &comment.lines);
    let size: usize = lines.map(|line| line.len() + 1).sum();
    assert!(size < text.len() * 16, "{}: {size}", &text[..20]);
}

#[test]
fn a_megabyte_of_marks() {
    let marks = [
        "`", ">", "> ", "[", "![a](", "- ", "*a ", "**a *b ", "<", "<!--", "|a", "[a]: b\n", "a_b ",
    ];
    for mark in marks {
        check(&mark.repeat(SIZE / mark.len()));
    }
}

#[test]
fn many_lines_inside_of_what_nests() {
    let size = SIZE / 10;
    let indented = |depth: usize| " ".repeat(depth) + "- a\n";
    let cases = [
        "+ ".repeat(size / 4) + "a\n" + &"a\n".repeat(size / 4),
        "> ".repeat(size / 4) + "a\n" + &"a\n".repeat(size / 4),
        "- ".repeat(150) + "a\n" + &"\n b\n".repeat(size / 4),
        (0..400).map(indented).collect(),
        "- a\n".repeat(size / 4),
        "```\na\n".repeat(size / 6),
        "[^a]: b\n\n".repeat(size / 9),
    ];
    for text in cases {
        check(&text);
    }
}
