//! The command `diff`: what it says and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const OLD: &str = "
openapi: 3.1.0
info: {title: Links, version: '1'}
paths:
  /links/{id}:
    get:
      operationId: getLink
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: The link.
          content: {application/json: {schema: {$ref: '#/components/schemas/Link'}}}
components:
  schemas:
    Link: {type: object, properties: {id: {type: string}, token: {type: string, enum: [hush]}}, required: [id, token]}
";

/// A folder of this test alone, with the documents in it.
fn folder(name: &str, new: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("old.yaml"), OLD).unwrap();
    fs::write(folder.join("new.yaml"), new).unwrap();
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_callpoint"))
        .args(["diff", "old.yaml", "new.yaml"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_same_and_what_breaks_nothing_end_with_0() {
    let folder_ = folder("diff_same", OLD);
    let output = diff(&folder_, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "0 breaking, 0 other, 0 accepted\n");

    let new = OLD.replace(
        "{type: string}, token",
        "{type: string}, name: {type: string}, token",
    );
    let output = diff(&folder("diff_other", &new), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stdout),
        "changed: the field `name` of the schema `Link` is new
    field-added at #/components/schemas/Link and #/components/schemas/Link/properties/name
0 breaking, 1 other, 0 accepted
"
    );
}

#[test]
fn what_breaks_ends_with_1_unless_it_is_accepted() {
    let new = OLD.replace("required: [id, token]", "required: [token]");
    let folder = folder("diff_breaking", &new);
    let output = diff(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    let place = "#/components/schemas/Link/properties/id";
    assert_eq!(
        text(&output.stdout),
        format!(
            "breaking: the field `id` of the schema `Link` can be missing\n    field-required at {place}\n1 breaking, 0 other, 0 accepted\n"
        )
    );

    let output = diff(&folder, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["differences"][0]["kind"], "field-required");
    assert_eq!(json["differences"][0]["new"], place);
    assert_eq!(json["breaking"], true);

    let output = diff(&folder, &["--format", "github"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stdout),
        format!(
            "::error file=new.yaml,title=field-required::the field `id` of the schema `Link` can be missing ({place})\n"
        )
    );

    let list =
        format!("# looked at\nfield-required {place} every link has one\n* #/nothing/* old\n");
    fs::write(folder.join("accepted.txt"), list).unwrap();
    let output = diff(&folder, &["--accept", "accepted.txt"]);
    assert_eq!(output.status.code(), Some(0));
    let shown = text(&output.stdout);
    assert!(
        shown.contains(
            "field-required at #/components/schemas/Link/properties/id; every link has one"
        ),
        "{shown}"
    );
    assert!(
        shown.contains("note: line 3 of the accepted differences accepts nothing"),
        "{shown}"
    );
    assert!(
        shown.ends_with("0 breaking, 0 other, 1 accepted\n"),
        "{shown}"
    );
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    let folder_ = folder("diff_unreadable", "{a: 1}");
    let output = diff(&folder_, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).starts_with("error: new.yaml: "),
        "{}",
        text(&output.stderr)
    );

    let folder = folder("diff_list", OLD);
    for (list, expected) in [
        (
            "field-gone #/a why\n",
            "error: accepted.txt: line 1: `field-gone` is no kind of difference\n",
        ),
        (
            "\nfield-removed #/a\n",
            "error: accepted.txt: line 2: the reason is missing\n",
        ),
        (
            "field-removed\n",
            "error: accepted.txt: line 1: the place and the reason are missing\n",
        ),
    ] {
        fs::write(folder.join("accepted.txt"), list).unwrap();
        let output = diff(&folder, &["--accept", "accepted.txt"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stderr), expected);
    }
    assert_eq!(diff(&folder, &["--format", "xml"]).status.code(), Some(2));
}

#[test]
fn a_document_that_is_invalid_in_one_place_is_compared_in_all_others() {
    let new = OLD
        .replace("operationId: getLink", "parameters: 7")
        .replace("required: [id, token]", "required: [id]");
    let output = diff(&folder("diff_invalid", &new), &[]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    assert!(
        shown.contains("breaking: the field `token` of the schema `Link` can be missing"),
        "{shown}"
    );
    assert!(shown.contains("note: "), "{shown}");
}

#[test]
fn no_report_shows_a_secret() {
    let new = OLD.replace("[hush]", "[whisper, whisper2]");
    for format in ["text", "json", "github"] {
        let output = diff(&folder("diff_secret", &new), &["--format", format]);
        let shown = text(&output.stdout);
        assert!(shown.contains("secret"), "{shown}");
        assert!(
            !shown.contains("hush") && !shown.contains("whisper"),
            "{shown}"
        );
    }
}
