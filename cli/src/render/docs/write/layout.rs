//! Where a line stands: inside of quotes and the items of lists, and how far from what is above it.

use super::Writer;

/// How deep quotes and lists nest; what is deeper stands at this depth.
const DEPTH: usize = 12;

/// How wide the text is: with `/// ` in front of it, inside of a struct in a module, it takes 100 columns.
const WIDTH: usize = 88;

/// The largest number that an item can have.
const MAX_NUMBER: u64 = 999_999_999;

/// What the text stands in.
#[derive(Debug)]
pub(super) enum Container {
    Quote {
        is_new: bool,
    },
    Item {
        /// `- `, until the first line is written.
        marker: Option<String>,
        width: usize,
    },
    /// Too deep to be written.
    Flat,
}

#[derive(Debug)]
pub(super) struct List {
    pub(super) number: Option<u64>,
    pub(super) is_loose: bool,
    pub(super) is_written: bool,
}

/// What has to stand before the next block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Nothing,
    /// Nothing before a list; an empty line before all else.
    List,
    Blank,
}

impl Writer<'_> {
    pub(super) fn nest(&mut self, container: Container) {
        let depth = self.containers.len();
        self.containers.push(if depth < DEPTH {
            container
        } else {
            Container::Flat
        });
    }

    pub(super) fn item(&mut self) {
        let number = self.lists.last_mut().and_then(|list| list.number.as_mut());
        let marker = number.map_or_else(
            || "- ".to_owned(),
            |number| {
                let marker = format!("{}. ", (*number).min(MAX_NUMBER));
                *number = number.saturating_add(1);
                marker
            },
        );
        self.nest(Container::Item {
            width: marker.len(),
            marker: Some(marker),
        });
    }

    pub(super) fn end_list(&mut self) {
        if self.lists.pop().is_some_and(|list| list.is_written) {
            self.gap = Gap::Blank;
        }
    }

    pub(super) fn end_item(&mut self) {
        self.write_text(Gap::List);
        let container = self.containers.pop();
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        self.gap = match container {
            Some(Container::Item { marker: None, .. }) => {
                list.is_written = true;
                if list.is_loose {
                    Gap::Blank
                } else {
                    Gap::Nothing
                }
            }
            // An item without a text is left out: the next number is no longer 1.
            Some(Container::Item { .. }) if list.is_written || list.number.is_none() => self.gap,
            _ => Gap::Blank,
        };
    }

    /// How wide a line of text may be.
    pub(super) fn width(&self) -> usize {
        let widths = self.containers.iter().map(|container| match container {
            Container::Quote { .. } => 2,
            Container::Item { width, .. } => *width,
            Container::Flat => 0,
        });
        WIDTH.saturating_sub(widths.sum())
    }

    /// An empty line, where one has to stand before the next block.
    pub(super) fn gap_line(&mut self) {
        if std::mem::replace(&mut self.gap, Gap::Nothing) == Gap::Nothing
            || self.written.lines.is_empty()
        {
            return;
        }
        let mut line = String::new();
        for container in &self.containers {
            match container {
                Container::Quote { is_new: false } => line.push_str("> "),
                Container::Item {
                    marker: None,
                    width,
                } => line.push_str(&" ".repeat(*width)),
                Container::Flat => {}
                Container::Quote { .. } | Container::Item { .. } => break,
            }
        }
        self.written.lines.push(line.trim_end().to_owned());
    }

    pub(super) fn line(&mut self, text: &str) {
        let mut line = String::new();
        for container in &mut self.containers {
            match container {
                Container::Quote { is_new } => {
                    *is_new = false;
                    line.push_str("> ");
                }
                Container::Item { marker, width } => match marker.take() {
                    Some(marker) => line.push_str(&marker),
                    None => line.push_str(&" ".repeat(*width)),
                },
                Container::Flat => {}
            }
        }
        line.push_str(text);
        self.written.lines.push(line.trim_end().to_owned());
    }
}
