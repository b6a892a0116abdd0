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
    let second = callpoint(&["import", "postman", &shop, "--out", file]);
    assert!(!second.status.success());
    assert!(text(&second.stderr).ends_with("already exists; use `--into` to update a file\n"));

    let by_hand = written.replace("pub count: i64,", "pub count: u64,");
    fs::write(file, &by_hand).unwrap();
    let update = callpoint(&["import", "postman", &shop, "--into", file]);
    assert!(update.status.success());
    assert!(
        text(&update.stderr).ends_with("kept, because it was edited: `ProductPage`\n"),
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

/// A link at the place of an output could lead anywhere.
#[cfg(unix)]
#[test]
fn no_file_is_written_through_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = folder("links");
    let shop = data("shop.postman_collection.json");
    let import = |option: &str, path: &std::path::Path| {
        callpoint(&["import", "postman", &shop, option, path.to_str().unwrap()])
    };
    let target = folder.join("target.rs");
    // It leads nowhere, and then to a file.
    for there in [None, Some("mod there {}\n")] {
        if let Some(text) = there {
            fs::write(&target, text).unwrap();
        }
        for (name, option, why) in [
            ("link.rs", "--out", "already exists"),
            ("link.rs", "--into", "is a symbolic link; name its target"),
        ] {
            let link = folder.join(name);
            let _ = fs::remove_file(&link);
            symlink(&target, &link).unwrap();
            let output = import(option, &link);
            assert_eq!(output.status.code(), Some(1), "{option}");
            assert!(
                text(&output.stderr).contains(why),
                "{}",
                text(&output.stderr)
            );
            assert_eq!(
                fs::read_to_string(&target).ok().as_deref(),
                there,
                "{option}"
            );
        }
        let modules = folder.join("modules");
        let _ = fs::remove_dir_all(&modules);
        fs::create_dir(&modules).unwrap();
        symlink(&target, modules.join("session.rs")).unwrap();
        assert_eq!(import("--out", &modules).status.code(), Some(1));
        assert_eq!(fs::read_to_string(&target).ok().as_deref(), there);
        assert_eq!(fs::read_dir(&modules).unwrap().count(), 1, "all or nothing");
    }

    // What is brought up to date keeps its permissions.
    let file = folder.join("shop.rs");
    assert!(import("--out", &file).status.success());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(import("--into", &file).status.success());
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().contains("part")),
        "{left:?}"
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

#[test]
fn an_openapi_document_reads_files_of_its_folder_alone() {
    let folder = folder("openapi_files");
    let inner = folder.join("api");
    fs::create_dir_all(inner.join("paths")).unwrap();
    let document = inner.join("api.yaml");
    let paths = "openapi: 3.0.3
info: {title: Links}
paths:
  /links: {$ref: paths/links.yaml}
  /pets: {$ref: ../pets.yaml}
";
    fs::write(&document, paths).unwrap();
    let operation =
        |name: &str| format!("get: {{summary: {name}, responses: {{204: {{description: x}}}}}}");
    fs::write(inner.join("paths/links.yaml"), operation("List links")).unwrap();
    fs::write(folder.join("pets.yaml"), operation("List pets")).unwrap();
    let document = document.to_str().unwrap();

    let alone = callpoint(&["import", "openapi", document]);
    assert!(alone.status.success(), "{}", text(&alone.stderr));
    assert!(text(&alone.stdout).contains("#[endpoint(GET, \"/links\""));
    assert!(!text(&alone.stdout).contains("/pets\""));
    assert!(
        text(&alone.stderr).contains(
            "`#/paths/~1pets`: the reference `../pets.yaml` is left out: it is outside of "
        )
    );

    let root = folder.to_str().unwrap();
    let both = callpoint(&["import", "openapi", document, "--root", root]);
    assert!(text(&both.stdout).contains("#[endpoint(GET, \"/pets\""));

    // A link inside that leads outside.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.join("pets.yaml"), inner.join("pets.yaml")).unwrap();
        fs::write(inner.join("api.yaml"), paths.replace("../pets", "pets")).unwrap();
        let linked = callpoint(&["import", "openapi", document]);
        assert!(!text(&linked.stdout).contains("/pets\""));
        assert!(text(&linked.stderr).contains("it is outside of "));
    }
}

#[test]
fn a_stale_file_fails_the_check() {
    let folder = folder("a_stale_file");
    let commands = folder.join("calls.txt");
    let file = folder.join("calls.rs");
    let (from, to) = (commands.to_str().unwrap(), file.to_str().unwrap());
    let check = |target: &str| callpoint(&["import", "curl", from, target, to, "--check"]);
    fs::write(&commands, "curl https://h/links; curl https://h/links/:id").unwrap();
    assert!(
        callpoint(&["import", "curl", from, "--out", to])
            .status
            .success()
    );
    for target in ["--into", "--out"] {
        let checked = check(target);
        assert!(checked.status.success(), "{}", text(&checked.stderr));
        assert_eq!(text(&checked.stdout), "");
    }

    // What a person changed is not stale, and neither is another layout.
    let written = fs::read_to_string(&file).unwrap();
    let edited = written.replace("pub id: String,", "pub id:\n        u64,");
    fs::write(&file, &edited).unwrap();
    assert!(check("--into").status.success());
    assert!(!check("--out").status.success());

    fs::write(
        &commands,
        "curl https://h/links; curl -X DELETE https://h/links/:id",
    )
    .unwrap();
    let stale = check("--into");
    assert_eq!(stale.status.code(), Some(1));
    let message = text(&stale.stderr);
    assert!(
        message.contains("calls.rs: stale: the document says otherwise\n")
            && message.contains("added `calls::DeleteLink`"),
        "{message}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);

    let nowhere = callpoint(&["import", "curl", from, "--check"]);
    assert_eq!(
        text(&nowhere.stderr),
        "error: `--check` needs the file: write `--into FILE` or `--out PATH`\n"
    );
}

#[test]
fn the_operations_that_are_needed() {
    let pets = data("pets.openapi.json");
    let all = callpoint(&["import", "openapi", &pets]);
    let some = callpoint(&["import", "openapi", &pets, "--include", "method=get"]);
    assert!(some.status.success(), "{}", text(&some.stderr));
    assert!(some.stdout.len() < all.stdout.len());
    assert!(text(&some.stderr).contains(" left out\n"));
    assert!(!text(&some.stdout).contains("endpoint(POST"));

    let wrong = callpoint(&["import", "openapi", &pets, "--include", "tags=x"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("`tags` is no property of an operation"));
}

/// What a person edited in any file of a package stays, and what the document adds comes.
#[test]
fn a_package_is_updated() {
    let folder = folder("a_package");
    let package = folder.join("acme");
    let document = folder.join("acme.yaml");
    let before = include_str!("../package/acme.openapi.yaml");
    fs::write(&document, before).unwrap();
    let import = |more: &[&str]| {
        let (document, package) = (document.to_str().unwrap(), package.to_str().unwrap());
        let mut arguments = vec!["import", "openapi", document, "--into", package];
        arguments.extend(more);
        callpoint(&arguments)
    };
    let updates = |output: &Output| {
        assert!(output.status.success(), "{}", text(&output.stderr));
        let lines = text(&output.stderr);
        let lines = lines.lines().filter(|line| !line.starts_with("note: "));
        lines.skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let is_current = || {
        let check = import(&["--crate", "acme-api", "--check"]);
        assert!(check.status.success(), "{}", text(&check.stderr));
    };
    let edit = |name: &str, from: &str, to: &str| {
        let path = package.join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    let has = |name: &str, text: &str| {
        fs::read_to_string(package.join(name))
            .unwrap()
            .contains(text)
    };

    assert_eq!(updates(&import(&["--crate", "acme-api"])), [""; 0]);
    assert_eq!(updates(&import(&["--crate", "acme-api"])), [""; 0]);
    is_current();
    let modules = import(&[]);
    assert!(
        text(&modules.stderr)
            .ends_with("this is a package\nhelp: write `--crate NAME` with its name too\n")
    );

    edit(
        "Cargo.toml",
        "version = \"0.1.0\"\n",
        "version = \"2.3.0\"\nlicense = \"MIT\"\n",
    );
    edit(
        "Cargo.toml",
        "[dependencies]\n",
        "[dependencies]\nlog = \"0.4\"\n",
    );
    edit("README.md", "#", "Ours.\n\n#");
    edit("src/links.rs", "pub id: String,", "pub id: LinkId,");
    edit(
        "src/links.rs",
        "\n// Fingerprints",
        "\n/// An id.\npub type LinkId = String;\n\n// Fingerprints",
    );
    is_current();

    // A tag with an operation, a description, another example, and a type of one module that two have now.
    let after = before
        .replace("  /text:", "  /banks: {get: {operationId: listBanks, tags: [Banks], responses: {200: {description: All., content: {application/json: {schema: {$ref: \"#/components/schemas/Owner\"}}}}}}}\n  /text:")
        .replace("example: hi", "example: ho");
    fs::write(&document, after).unwrap();
    let stale = import(&["--crate", "acme-api", "--check"]);
    assert!(text(&stale.stderr).contains("stale: the document says otherwise"));
    let lines = updates(&import(&["--crate", "acme-api"]));
    for line in [
        "added `features.banks` in `Cargo.toml`",
        "updated `features.all` in `Cargo.toml`",
        "kept, because it was edited: `README.md`; the document has changed too",
        "new file: `src/banks.rs`",
        "src/owners.rs: moved `Owner`",
        "src/lib.rs: added `Owner`",
        "updated `tests/documentation/owners/text_item.200.txt`",
    ] {
        assert!(lines.iter().any(|told| told == line), "{line}: {lines:#?}");
    }
    for (name, text) in [
        ("Cargo.toml", "version = \"2.3.0\"\nlicense = \"MIT\"\n"),
        ("Cargo.toml", "[dependencies]\nlog = \"0.4\"\n"),
        ("Cargo.toml", "    \"banks\",\n"),
        ("Cargo.toml", "banks = []"),
        ("README.md", "Ours.\n"),
        ("src/links.rs", "pub id: LinkId,"),
        ("src/links.rs", "pub type LinkId = String;"),
        ("src/lib.rs", "pub mod banks;"),
        ("src/lib.rs", "pub struct Owner {"),
        ("src/banks.rs", "struct ListBanks"),
        ("src/banks.rs", "pub use self::endpoints::*;"),
        ("src/links.rs", "pub use self::endpoints::*;"),
    ] {
        assert!(has(name, text), "{name}: {text}");
    }
    assert!(!has("src/owners.rs", "pub struct Owner {"));
    is_current();
    assert!(
        updates(&import(&["--crate", "acme-api"]))
            .iter()
            .all(|line| line.contains("kept, because it was edited: "))
    );
}
