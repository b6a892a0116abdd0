//! The command itself.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn data(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn callpoint(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_callpoint"))
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder of this test alone.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn from_a_file_an_argument_and_standard_input() {
    let page = data("belvo-update.curl.txt");
    let command = fs::read_to_string(&page).unwrap();
    let from_file = callpoint(&["import", "curl", &page]);
    assert!(from_file.status.success(), "{}", text(&from_file.stderr));
    assert!(text(&from_file.stdout).contains("pub struct UpdateLink {"));
    assert_eq!(text(&from_file.stderr), "1 endpoint, 0 types, 0 notes\n");
    assert_eq!(
        callpoint(&["import", "curl", &command]).stdout,
        from_file.stdout
    );

    // A file may begin with the word as well.
    let folder = folder("from_a_file");
    let named = folder.join("curl.txt");
    fs::write(&named, &command).unwrap();
    let relative = Command::new(env!("CARGO_BIN_EXE_callpoint"))
        .args(["import", "curl", "curl.txt"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(relative.stdout, from_file.stdout);

    let mut child = Command::new(env!("CARGO_BIN_EXE_callpoint"))
        .args(["import", "curl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(command.as_bytes())
        .unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, from_file.stdout);
}

#[test]
fn into_files() {
    let folder = folder("into_files");
    let shop = data("shop.postman_collection.json");
    let file = folder.join("new/shop.rs");
    let file = file.to_str().unwrap();
    assert!(
        callpoint(&["import", "postman", &shop, "--out", file])
            .status
            .success()
    );
    let written = fs::read_to_string(file).unwrap();
    assert_eq!(
        text(&callpoint(&["import", "postman", &shop]).stdout),
        written
    );

    // Nothing is overwritten.
    let again = callpoint(&["import", "postman", &shop, "--out", file]);
    assert!(!again.status.success());
    assert!(text(&again.stderr).ends_with(
        "is there already; `--into` brings a file up to date, and nothing is overwritten\n"
    ));

    let by_hand = written.replace("pub count: i64,", "pub count: u64,");
    fs::write(file, &by_hand).unwrap();
    let update = callpoint(&["import", "postman", &shop, "--into", file]);
    assert!(update.status.success());
    assert!(
        text(&update.stderr)
            .ends_with("left as it is, because it was changed by hand: `ProductPage`\n"),
        "{}",
        text(&update.stderr)
    );
    assert_eq!(fs::read_to_string(file).unwrap(), by_hand);

    let modules = folder.join("shop");
    assert!(
        callpoint(&[
            "import",
            "postman",
            &shop,
            "--out",
            modules.to_str().unwrap()
        ])
        .status
        .success()
    );
    let mut names: Vec<String> = fs::read_dir(&modules)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["mod.rs", "products.rs", "session.rs", "shop_api.rs"]
    );
    assert!(
        !callpoint(&[
            "import",
            "postman",
            &shop,
            "--out",
            modules.to_str().unwrap()
        ])
        .status
        .success()
    );
}

#[test]
fn mistakes_name_the_file() {
    let folder = folder("mistakes");
    let file = folder.join("x.json");
    fs::write(&file, "{\n  \"item\": [,]\n}").unwrap();
    let file = file.to_str().unwrap();
    let output = callpoint(&["import", "postman", file]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        format!("error: {file}: line 2, column 12: not JSON: expected value\n")
    );
    assert_eq!(output.stdout, b"");

    fs::write(file, b"\xff\xfe").unwrap();
    assert!(text(&callpoint(&["import", "postman", file]).stderr).contains("not UTF-8"));
    assert!(
        text(&callpoint(&["import", "postman", "/no/such/file"]).stderr)
            .contains("/no/such/file: ")
    );
    assert!(
        !callpoint(&["import", "curl", "curl https://h", "--params", "x"])
            .status
            .success()
    );
}
