//! Pages of declarations: the samples compile, nothing secret is shown, and nothing of a text becomes markup.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod declarations;
mod samples;

use std::process::Command;

use callpoint_documents::page::{Page, pages};

use self::declarations::api::ENDPOINTS;

fn page(pages: Vec<Page>, path: &str) -> String {
    let page = pages.into_iter().find(|page| page.path == path);
    page.unwrap().content
}

/// The text of the block of code below a heading.
fn code<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let fence = rest.split('\n').next().unwrap();
    let ticks = &fence[..=fence.rfind('`').unwrap()];
    let (_, rest) = rest.split_once('\n').unwrap();
    rest.split_once(&format!("\n{ticks}\n")).unwrap().0
}

/// The samples of all pages as a module, which this test compiles: `BLESS=1` writes it again.
#[test]
fn the_rust_calls_are_those_that_are_compiled() {
    let mut module = "//! The samples of the pages. `BLESS=1 cargo test -p callpoint-documents --test page` writes them.\n\
        #![allow(unused, unreachable_code, clippy::all, clippy::pedantic, reason = \"they are compiled and nothing more\")]\n\
        #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
        use callpoint::Client;\nuse callpoint::auth::{Basic, Bearer};\n\nuse crate::declarations::api::*;\nuse crate::declarations::api::files::*;\n\n\
        type Outcome = Result<(), Box<dyn std::error::Error>>;\n"
        .to_owned();
    for page in pages(ENDPOINTS).markdown().into_iter().skip(1) {
        let name = page.path.trim_end_matches(".md").to_lowercase();
        let sample = code(&page.content, "Rust").replace('\n', "\n    ");
        let function = format!(
            "\nasync fn {name}(client: Client<(Basic, Bearer)>) -> Outcome {{\n    {sample}\n    Ok(())\n}}\n"
        );
        module += &function;
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write("tests/page/samples.rs", &module).unwrap();
    }
    assert_eq!(
        include_str!("samples.rs").replace("\r\n", "\n"),
        module,
        "run it with BLESS=1"
    );
}

#[test]
fn a_page_has_what_a_reader_looks_for() {
    let pages = pages(ENDPOINTS)
        .title("Links")
        .base_url("https://api.example.com/v1");
    let index = page(pages.markdown(), "index.md");
    assert!(index.starts_with("# Links\n"), "{index}");
    assert!(index.contains("## page::declarations::api\n"), "{index}");
    assert!(
        index.contains("## page::declarations::api::files\n"),
        "{index}"
    );
    assert!(
        index.contains("- [Update link: PUT /api/links/&lt;id>/](UpdateLink.md)\n"),
        "{index}"
    );

    let update = page(pages.markdown(), "UpdateLink.md");
    for part in [
        "# Update link\n",
        "PUT /api/links/<id>/\n",
        "Updates the credentials of one link.\n",
        "UpdateLink::new(\"7\", std::env::var(\"PASSWORD\")?)",
        ".token(\"1234ab\")",
        "Basic.\n",
        "| `id` | path | `String` | yes | The `link.id` to update. |\n",
        "| `password` | body | `String` | yes | Secret. |\n",
        "| 200 | `Link` | application/json |  |\n",
        "| 400, 404 | `Vec<Problem>` | application/json | Rejected. |\n",
        "\"name\": \"Update link\"",
        "\"raw\": \"{{baseUrl}}/api/links/:id/\"",
    ] {
        assert!(update.contains(part), "{part}\n{update}");
    }
    let html = page(pages.html(), "UpdateLink.html");
    assert!(
        html.contains("<td><code>id</code></td><td>path</td>"),
        "{html}"
    );
    assert!(html.contains("PUT /api/links/&lt;id&gt;/"), "{html}");
}

#[test]
fn the_command_is_one_of_a_shell() {
    let pages = pages(ENDPOINTS).base_url("https://api.example.com/v1");
    let update = page(pages.markdown(), "UpdateLink.md");
    assert_eq!(
        code(&update, "curl").lines().take(3).collect::<Vec<_>>(),
        [
            "curl --globoff --request PUT 'https://api.example.com/v1/api/links/7/' \\",
            "  --user \"$USER_ID:$USER_PASSWORD\" \\",
            "  --header 'content-type: application/json' \\",
        ]
    );
    // With `echo` for curl, the shell shows what curl gets.
    for page in pages.markdown().into_iter().skip(1) {
        let script = format!(
            "curl() {{ printf '%s\\n' \"$@\"; }}\n{}",
            code(&page.content, "curl")
        );
        let output = Command::new("sh")
            .args(["-uc", &script])
            .envs(
                [
                    "PASSWORD",
                    "SESSION",
                    "USER_ID",
                    "USER_PASSWORD",
                    "TOKEN",
                    "KEY",
                ]
                .map(|name| (name, "from-the-shell")),
            )
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{script}\n{output:?}");
        assert!(text.contains("https://api.example.com/v1/"), "{text}");
        assert!(!text.contains("{{"), "{text}");
    }
}

#[test]
fn no_secret_is_shown() {
    let pages = pages(ENDPOINTS);
    for page in pages.markdown().into_iter().chain(pages.html()) {
        assert!(!page.content.contains("canary"), "{}", page.content);
    }
}

#[test]
fn texts_are_no_markup() {
    let pages = pages(ENDPOINTS);
    for page in pages.html() {
        let text = page.content;
        assert!(
            !text.contains("<script") && !text.contains("<img"),
            "{text}"
        );
        assert_balanced(&text);
    }
    for page in pages.markdown() {
        let text = page.content;
        let (mut prose, mut is_code) = (String::new(), false);
        for line in text.lines() {
            is_code ^= line.starts_with("```");
            if !is_code {
                prose += line;
            }
        }
        assert!(!is_code, "{text}");
        assert!(
            !prose.contains("<script") && !prose.contains("<img"),
            "{text}"
        );
    }
}

/// Every element that begins ends, and in the right order.
fn assert_balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.split_whitespace().next().unwrap();
        if let Some(ended) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(ended), "{html}");
        } else if !matches!(name, "!DOCTYPE" | "meta") {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0], "{html}");
}

#[test]
fn links_lead_to_pages() {
    let pages = pages(ENDPOINTS).html();
    let paths: Vec<_> = pages.iter().map(|page| page.path.as_str()).collect();
    for page in &pages {
        for link in page.content.split("href=\"").skip(1) {
            let (link, _) = link.split_once('"').unwrap();
            assert!(paths.contains(&link), "{link}");
        }
    }
    let mut once: Vec<_> = paths.iter().map(|path| path.to_lowercase()).collect();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), paths.len());
}
