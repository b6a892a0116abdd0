//! The pages that rustdoc makes of declarations: what a user reads of an endpoint.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The folder with the pages of the example.
static PAGES: LazyLock<PathBuf> = LazyLock::new(pages);

/// Every library of this name that was built with the tests, the newest first.
fn libraries(deps: &Path, name: &str) -> Vec<PathBuf> {
    let prefix = format!("lib{name}-");
    let files = fs::read_dir(deps).unwrap();
    let mut found: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| {
            let file = path.file_name().unwrap().to_string_lossy();
            file.starts_with(&prefix) && file.ends_with(".rlib")
        })
        .collect();
    found.sort_by_key(|path| fs::metadata(path).unwrap().modified().unwrap());
    found.reverse();
    found
}

fn pages() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rendered");
    let deps = std::env::current_exe().unwrap();
    let deps = deps.parent().unwrap();
    let mut last = String::new();
    for callpoint in libraries(deps, "callpoint") {
        for serde in libraries(deps, "serde") {
            let _ = fs::remove_dir_all(&folder);
            let output =
                Command::new(std::env::var("RUSTDOC").unwrap_or_else(|_| "rustdoc".into()))
                    .args(["--edition", "2024", "--crate-type", "lib", "--out-dir"])
                    .arg(&folder)
                    .arg("-L")
                    .arg(format!("dependency={}", deps.display()))
                    .args(["--extern", &format!("callpoint={}", callpoint.display())])
                    .args(["--extern", &format!("serde={}", serde.display())])
                    .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("rendered/example.rs"))
                    .output()
                    .unwrap();
            if output.status.success() {
                return folder.join("example");
            }
            last = String::from_utf8_lossy(&output.stderr).into_owned();
            // Another build of the two may fit together.
            if !last.contains("E0460") && !last.contains("E0463") {
                break;
            }
        }
    }
    panic!("{last}");
}

/// The text of a page, without its tags.
fn text(html: &str) -> String {
    let pieces = html.split('<').filter_map(|piece| piece.split_once('>'));
    let text: String = pieces.map(|(_, text)| text).collect();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn what_a_user_reads() {
    let pages = &*PAGES;
    let page = |name: &str| fs::read_to_string(pages.join(name)).unwrap();
    let update = page("struct.UpdateLink.html");
    let words = text(&update);
    for expected in [
        "pub fn call<A, P>(&self, client: &Client<A>) -> Call<Link, UpdateLinkError>",
        "A: Provides<Basic, P>",
        "pub fn token(self, token: impl ValueFor<String>) -> Self",
        "pub fn maybe_token(self, token: Option<String>) -> Self",
        "410UpdateLinkError::Gone with Problem",
    ] {
        assert!(words.contains(expected), "{expected}\n{words}");
    }
    // The docs of the field, on the field and on its setter; its example is there once.
    assert_eq!(words.matches("What the institution asks for.").count(), 2);
    assert_eq!(update.matches("rust-example-rendered").count(), 1);
    for link in [
        r#"<a href="struct.Link.html" title="struct example::Link"><code>Link</code></a>"#,
        r#"<a href="struct.Problem.html" title="struct example::Problem"><code>Vec&lt;Problem&gt;</code></a>"#,
        r#"<a href="enum.Status.html" title="enum example::Status"><code>Option&lt;Status&gt;</code></a>"#,
        "<code>UpdateLinkError::Rejected</code></a>",
    ] {
        assert!(update.contains(link), "{link}\n{update}");
    }
    let get = page("struct.GetLink.html");
    assert!(get.contains(
        r#"<a href="enum.ApiError.html" title="enum example::ApiError"><code>ApiError</code></a>"#
    ));
    assert!(
        text(&get).contains("-> Call<Link, ApiError>"),
        "{}",
        text(&get)
    );
    let set = text(&page("enum.ApiError.html"));
    for expected in [
        "404ApiError::NotFound with Problem: It is not there.",
        "5xxApiError::Broken with Vec<Problem>: It is broken.",
    ] {
        assert!(set.contains(expected), "{expected}\n{set}");
    }
}

#[test]
fn no_name_of_the_expansion() {
    let pages = &*PAGES;
    // serde's own derive shows its names.
    let of_serde = ["struct.Link.html", "struct.Problem.html"];
    let mut count = 0;
    for page in fs::read_dir(pages).unwrap() {
        let page = page.unwrap().path();
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        if page.extension().is_none_or(|extension| extension != "html")
            || of_serde.contains(&name.as_str())
        {
            continue;
        }
        count += 1;
        let html = fs::read_to_string(&page).unwrap();
        // What other crates implement for every type is theirs.
        let own = html.split("id=\"blanket-implementations\"").next();
        let text = text(own.unwrap());
        let found = text
            .find("__")
            .map(|at| text.get(at.saturating_sub(80)..at + 40));
        assert!(found.is_none(), "{name}: {found:?}");
    }
    assert!(count >= 12, "{count} pages");
}
