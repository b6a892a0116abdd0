//! Links and images: those that lead to an address stay, all others are text, which rustdoc would take for links to items.

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
    /// Whether its brackets are written, be it as text.
    pub(super) is_shown: bool,
    pub(super) target: String,
    pub(super) title: String,
}

impl Writer {
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
        let is_shown = fits && kind != LinkKind::Auto;
        let is_link = is_shown && is_address(address);
        let opening = if kind == LinkKind::Image { "![" } else { "[" };
        let start = is_link.then(|| {
            self.inline.raw(opening);
            self.linked += 1;
            self.inline.len()
        });
        if is_shown && !is_link {
            self.text(opening);
        }
        self.links.push(Link {
            kind,
            start,
            is_shown,
            target: address.to_owned(),
            title: title.to_owned(),
        });
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        let Some(start) = link.start else {
            if link.is_shown {
                self.text(&format!("]({})", link.target));
            }
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
