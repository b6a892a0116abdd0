//! What a document says of the API as a whole.

use std::fmt::Write as _;

use super::Reader;
use super::node::Node;
use super::servers;
use super::version::Version;
use crate::description::Description;
use crate::value::Object;

pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    root: &Node<'a, '_>,
    version: Version,
    description: &mut Description,
) {
    match root.get("info") {
        Some(info) => {
            description.title = info
                .text_of("title")
                .filter(|title| !title.trim().is_empty());
            description.version = info.text_of("version");
            description.doc = info.text_of("description").unwrap_or_default();
            if description.doc.is_empty() {
                description.doc = info.text_of("summary").unwrap_or_default();
            }
        }
        None => reader.note(root, "it has no `info`"),
    }
    see_also(root, &mut description.doc);
    let url = |node: Option<Node<'_, '_>>| node.and_then(|node| node.text_of("url"));
    let info = root.get("info");
    let contact = info.as_ref().and_then(|info| url(info.get("contact")));
    let pages = [url(root.get("externalDocs")), contact];
    description.site = pages.iter().flatten().find_map(|url| site(url));
    description.extensions = extensions(root);
    description.servers = match version {
        Version::V2 => servers::of_swagger(root),
        Version::V3 => root
            .get("servers")
            .map(|servers| servers::read(reader, &servers))
            .unwrap_or_default(),
    };
}

/// The scheme and host of a page.
fn site(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
    (["http", "https"].contains(&scheme) && !host.is_empty() && host.chars().all(is_host))
        .then(|| format!("{scheme}://{host}"))
}

/// Adds a link to the documentation elsewhere.
pub(super) fn see_also(node: &Node<'_, '_>, doc: &mut String) {
    let Some(external) = node.get("externalDocs") else {
        return;
    };
    let Some(url) = external.text_of("url").filter(|url| !url.trim().is_empty()) else {
        return;
    };
    if !doc.is_empty() {
        doc.push_str("\n\n");
    }
    let url = url.trim();
    let text = external.text_of("description").unwrap_or_default();
    let text = text.lines().next().unwrap_or_default().trim();
    // Brackets would end the text of the link.
    if text.is_empty() || text.contains(['[', ']']) {
        let _ = if url.contains("://") {
            write!(doc, "See <{url}>.")
        } else {
            write!(doc, "See [{url}](<{url}>).")
        };
    } else {
        let _ = write!(doc, "See [{text}](<{url}>).");
    }
}

/// The names that begin with `x-`, with their values.
pub(super) fn extensions(node: &Node<'_, '_>) -> Object {
    let mut extensions = Object::default();
    for (name, node) in node.entries() {
        if name.starts_with("x-") {
            extensions.insert(name, node.value.clone());
        }
    }
    extensions
}
