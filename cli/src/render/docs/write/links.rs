//! Links and images: those that lead to an address stay; all others are their text, because rustdoc would take them for links to items.

use super::Writer;
use crate::render::docs::words::{is_address, target};
use crate::render::visible;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkKind {
    Link,
    Image,
    /// An address alone.
    Auto,
}

#[derive(Debug)]
pub(super) struct Link {
    pub(super) kind: LinkKind,
    /// Where its text begins among the tokens; `None` where it is not written as a link.
    pub(super) start: Option<usize>,
    pub(super) target: String,
    pub(super) title: String,
}

impl Writer<'_> {
    pub(super) fn link(&mut self, address: &str, title: &str, kind: LinkKind) {
        self.label();
        // A link has no link in it, and an image has text alone.
        let fits = match self.links.last() {
            None => true,
            Some(outer) => {
                kind == LinkKind::Image && outer.kind == LinkKind::Link && self.links.len() == 1
            }
        };
        // An address alone becomes a link when its text is written.
        let target = (fits && kind != LinkKind::Auto)
            .then(|| absolute(address, self.site))
            .flatten();
        let opening = if kind == LinkKind::Image { "![" } else { "[" };
        let start = target.is_some().then(|| {
            self.inline.raw(opening);
            self.linked += 1;
            self.inline.len()
        });
        self.links.push(Link {
            kind,
            start,
            target: target.unwrap_or_default(),
            title: title.to_owned(),
        });
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        let Some(start) = link.start else {
            return;
        };
        self.linked -= 1;
        let target = target(&link.target);
        let has_no_text = self.inline.len() == start && link.kind == LinkKind::Link;
        if has_no_text && target == link.target && target.starts_with("http") {
            self.inline.pop();
            self.written.said.push_str(&target);
            self.inline.autolink(&target);
            return;
        }
        let title: String = visible(&link.title)
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !"\"\\`<>|&[]()".contains(*c))
            .collect();
        self.inline.raw(match title.trim() {
            "" => format!("]({target})"),
            title => format!("]({target} \"{title}\")"),
        });
    }
}

/// The address that a link leads to, where it is known: one without a host is on the site of the document.
fn absolute(address: &str, site: Option<&str>) -> Option<String> {
    let address = address.trim();
    if is_address(address) {
        return Some(address.to_owned());
    }
    if address.starts_with("//") {
        return Some(format!("https:{address}")).filter(|address| is_address(address));
    }
    let site = site?;
    (address.starts_with('/') && is_address(site)).then(|| format!("{site}{address}"))
}
