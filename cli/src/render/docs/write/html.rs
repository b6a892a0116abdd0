//! HTML in a description, as the Markdown that says the same. Tags that HTML does not have are placeholders, which are shown.

mod element;
mod tag;

use std::collections::HashSet;

pub(super) use self::element::Admonition;
use self::element::{Element, Kind, kind};
use self::tag::{Piece, Tag, decoded, pieces};
use super::layout::{Container, Gap, List};
use super::links::LinkKind;
use super::{Style, Writer};

/// How deep elements nest; the tags of those that are deeper are left out.
const DEPTH: usize = 64;

/// What is open of HTML.
#[derive(Debug, Default)]
pub(super) struct Html {
    elements: Vec<Element>,
    /// How many of them are elements, and no blocks of Markdown.
    depth: usize,
    /// The elements that the description closes: what nobody closes is a placeholder.
    closed: HashSet<String>,
    /// The code inside a line.
    span: Option<String>,
    /// How many elements that nobody sees are open.
    hidden: usize,
    /// The rows of the table.
    rows: Vec<Vec<String>>,
    /// How much text there is behind the word of a note.
    noted: Option<usize>,
}

impl Html {
    pub(super) fn of(text: &str) -> Self {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let closed = text.split("</").skip(1).map(|rest| {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            rest[..end].to_ascii_lowercase()
        });
        Self {
            closed: closed.collect(),
            ..Self::default()
        }
    }

    /// Whether this much text is the word of a note alone.
    pub(super) fn is_noted(&self, length: usize) -> bool {
        self.noted == Some(length)
    }

    /// Where text goes that is not shown, or not as text.
    pub(super) fn takes(&mut self, text: &str) -> bool {
        if let Some(span) = &mut self.span {
            span.push_str(text);
            return true;
        }
        self.hidden > 0
    }
}

impl Writer<'_> {
    /// A block of HTML, which may begin or end in the middle of lists and quotes.
    pub(super) fn html_block(&mut self, html: &str) {
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => self.html_text(text),
                Piece::Tag(tag) => self.html_tag(&tag),
            }
        }
        // What belongs to one block ends with it; lists and quotes may go on.
        let goes_on = |element: &Element| {
            use Element::{Item, List, Quote, Row, Table};
            matches!(element, List | Item | Quote | Table | Row)
        };
        let elements = &self.html.elements;
        let is_block = |element: &Element| matches!(element, Element::Block);
        let outer = elements.iter().rposition(is_block).map_or(0, |at| at + 1);
        let kept = elements[outer..].iter().take_while(|one| goes_on(one));
        let kept = outer + kept.count();
        self.close_above(kept);
        self.paragraph();
    }

    /// A tag in the middle of a line of Markdown.
    pub(super) fn html_inline(&mut self, html: &str) {
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Tag(tag) => self.html_tag(&tag),
            }
        }
    }

    /// A block of Markdown begins: elements that are opened in it end in it.
    pub(super) fn open_block(&mut self) {
        self.html.elements.push(Element::Block);
    }

    pub(super) fn close_block(&mut self) {
        let is_block = |element: &Element| matches!(element, Element::Block);
        if let Some(at) = self.html.elements.iter().rposition(is_block) {
            self.close_above(at + 1);
            self.html.elements.pop();
        }
    }

    /// All that is open at the end.
    pub(super) fn close_html_elements(&mut self) {
        self.close_above(0);
        self.paragraph();
    }

    /// A table of HTML has no block of Markdown in it.
    pub(super) fn close_table(&mut self) {
        let is_table = |element: &Element| matches!(element, Element::Table);
        if let Some(at) = self.html.elements.iter().rposition(is_table) {
            self.close_above(at);
        }
    }

    /// A block begins or ends; the first one of a note stands beside its word.
    fn html_flow(&mut self) {
        if !self.html.is_noted(self.inline.len()) {
            self.block();
        }
    }

    fn html_text(&mut self, text: &str) {
        let text = decoded(text);
        if let Some((code, _)) = &mut self.code {
            // A line that ends behind the tag is none of the text.
            let is_start = code.is_empty();
            return code.push_str(
                text.strip_prefix('\n')
                    .filter(|_| is_start)
                    .unwrap_or(&text),
            );
        }
        let is_start = self.inline.ends_in_space() && self.html.span.is_none();
        let mut out = String::new();
        for word in text.split_ascii_whitespace() {
            if !out.is_empty() || (text.starts_with(|c: char| c.is_ascii_whitespace()) && !is_start)
            {
                out.push(' ');
            }
            out.push_str(word);
        }
        let ends_in_space = text.ends_with(|c: char| c.is_ascii_whitespace());
        if ends_in_space && !(out.is_empty() && is_start) {
            out.push(' ');
        }
        if !out.is_empty() {
            self.text(&out);
        }
    }

    fn html_tag(&mut self, tag: &Tag<'_>) {
        let kind = kind(&tag.name);
        if tag.is_closing {
            return match kind {
                Kind::Unknown => self.placeholder(tag),
                Kind::Break => self.html_break(),
                _ => self.close_html(kind),
            };
        }
        // `<code>` that nobody closes stands for a code.
        let is_closed = kind.ends_by_itself() || self.html.closed.contains(&tag.name);
        match kind {
            Kind::Unknown => self.placeholder(tag),
            _ if !is_closed => self.placeholder(tag),
            _ if self.html.hidden > 0 && kind != Kind::Hidden => {}
            _ => self.open_html(kind, tag),
        }
    }

    /// A tag that is none of HTML: a name in brackets, which a reader has to see.
    fn placeholder(&mut self, tag: &Tag<'_>) {
        if let Some((code, _)) = &mut self.code {
            return code.push_str(tag.source);
        }
        // `List<String>` is one word.
        if self.inline.ends_in_word() {
            self.text(tag.source);
        } else {
            self.code_span(tag.source);
        }
    }

    /// Whether a block can begin here.
    fn has_room(&self) -> bool {
        self.row.is_none()
            && self.heading.is_none()
            && self.code.is_none()
            && self.links.is_empty()
            && self.html.span.is_none()
            && self.html.hidden == 0
            && !self.is_line
    }

    fn open_html(&mut self, kind: Kind, tag: &Tag<'_>) {
        let has_room = self.has_room();
        match kind {
            Kind::Break => self.html_break(),
            Kind::Rule if has_room => self.rule(),
            Kind::Flow if has_room => self.html_flow(),
            // Words of two blocks do not touch, wherever they stand.
            Kind::Flow | Kind::Rule => self.html_space(),
            Kind::Image => {
                let text = tag.attribute("alt").unwrap_or_default();
                let address = tag.attribute("src").unwrap_or_default();
                if self.html.span.is_none() && self.code.is_none() {
                    self.link(&address, "", LinkKind::Image);
                    self.text(&text);
                    self.end_link();
                }
            }
            Kind::Text | Kind::Unknown => {}
            _ if self.html.depth >= DEPTH => {}
            Kind::Item if !has_room => {
                self.html_space();
                self.text("• ");
            }
            Kind::Cell | Kind::Row => self.open_cell(kind),
            Kind::List(_) | Kind::Item | Kind::Quote(_) | Kind::Heading(_) | Kind::Pre
                if !has_room =>
            {
                self.html_space();
            }
            Kind::Table if !has_room => self.html_space(),
            _ => self.open_element(kind, tag),
        }
    }

    fn open_element(&mut self, kind: Kind, tag: &Tag<'_>) {
        let element = match kind {
            Kind::List(is_numbered) => {
                self.label();
                self.write_text(Gap::List);
                if self.gap == Gap::List {
                    self.gap = Gap::Nothing;
                }
                self.lists.push(List {
                    number: is_numbered.then_some(1),
                    is_loose: false,
                    is_written: false,
                });
                Element::List
            }
            Kind::Item => {
                self.close_html(Kind::Item);
                if !self.is_in_list() {
                    self.open_element(Kind::List(false), tag);
                }
                self.block();
                self.item();
                Element::Item
            }
            Kind::Quote(admonition) => {
                self.block();
                self.nest(Container::Quote { is_new: true });
                if let Some(admonition) = admonition {
                    self.admonition(admonition);
                }
                Element::Quote
            }
            Kind::Heading(level) => {
                self.block();
                self.heading = Some(level);
                Element::Heading
            }
            Kind::Pre => {
                self.block();
                self.code = Some((String::new(), "text"));
                Element::Pre
            }
            Kind::Table => {
                self.block();
                self.html.rows.clear();
                Element::Table
            }
            Kind::Code if self.code.is_none() && self.html.span.is_none() => {
                self.html.span = Some(String::new());
                Element::Code
            }
            Kind::Style(style) if self.code.is_none() && self.html.span.is_none() => {
                self.style(style);
                Element::Style(style)
            }
            Kind::Link if self.code.is_none() && self.html.span.is_none() => {
                let Some(address) = tag.attribute("href") else {
                    return;
                };
                let title = tag.attribute("title").unwrap_or_default();
                self.link(&address, &title, LinkKind::Link);
                Element::Link
            }
            Kind::Power => {
                self.text("^");
                return;
            }
            Kind::Hidden => {
                self.html.hidden += 1;
                Element::Hidden
            }
            _ => return,
        };
        self.html.depth += 1;
        self.html.elements.push(element);
    }

    /// Whether an item would stand in a list, and not in an item of one.
    fn is_in_list(&self) -> bool {
        let elements = self.html.elements.iter().rev();
        let mut blocks = elements.filter(|element| !matches!(element, Element::Style(_)));
        matches!(blocks.next(), Some(Element::List))
    }

    /// The words that a note of a vendor's begins with.
    pub(super) fn admonition(&mut self, admonition: Admonition) {
        self.style(Style::Strong);
        self.text(admonition.words());
        self.end_style();
        self.text(" ");
        self.html.noted = Some(self.inline.len());
    }

    fn open_cell(&mut self, kind: Kind) {
        let is_table = |element: &Element| matches!(element, Element::Table);
        let elements = self.html.elements.iter().rev();
        let mut inner = elements.take_while(|element| !matches!(element, Element::Block));
        if !inner.any(is_table) {
            // A cell of no table is a paragraph.
            return if self.has_room() {
                self.block();
            } else {
                self.html_space();
            };
        }
        self.close_html(kind);
        let element = if kind == Kind::Row {
            self.html.rows.push(Vec::new());
            Element::Row
        } else {
            if self.html.rows.is_empty() {
                self.html.rows.push(Vec::new());
            }
            self.label();
            self.row = Some(Vec::new());
            Element::Cell
        };
        self.html.depth += 1;
        self.html.elements.push(element);
    }

    fn html_break(&mut self) {
        if let Some((code, _)) = &mut self.code {
            code.push('\n');
        } else if self.has_room() && self.inline.ends_in_break() {
            self.paragraph();
        } else if !self.html.takes(" ") {
            self.inline.line_break(true);
        }
    }

    /// A space, where none stands yet.
    fn html_space(&mut self) {
        if self.code.is_none() && !self.html.takes(" ") && !self.inline.ends_in_space() {
            self.text(" ");
        }
    }

    /// Closes the innermost element of a kind, with those in it.
    fn close_html(&mut self, kind: Kind) {
        if kind == Kind::Flow {
            return if self.has_room() {
                self.html_flow();
            } else {
                self.html_space();
            };
        }
        let elements = self.html.elements.iter().enumerate().rev();
        let mut inner = elements.take_while(|(_, element)| {
            let is_table = matches!(element, Element::Table) && kind != Kind::Table;
            // The item of an outer list is not ended by one of an inner list.
            let is_list = matches!(element, Element::List) && kind == Kind::Item;
            !(matches!(element, Element::Block) || is_table || is_list)
        });
        let found = inner.find(|(_, element)| element.is(kind));
        if let Some(at) = found.map(|(at, _)| at) {
            self.close_above(at);
        }
    }

    /// Closes all elements but this many.
    fn close_above(&mut self, count: usize) {
        while self.html.elements.len() > count {
            let Some(element) = self.html.elements.pop() else {
                return;
            };
            self.html.depth = self.html.depth.saturating_sub(1);
            self.close_element(element);
        }
    }

    fn close_element(&mut self, element: Element) {
        match element {
            Element::Block | Element::Row => {}
            Element::List => {
                self.write_text(Gap::List);
                self.end_list();
            }
            Element::Item => self.end_item(),
            Element::Quote => self.end_quote(),
            Element::Heading => self.end_heading(),
            Element::Pre => self.code_block(),
            Element::Table => self.html_table(),
            Element::Cell => {
                let text = self.inline.on_one_line(self.with_styles);
                self.row = None;
                if let Some(row) = self.html.rows.last_mut() {
                    row.push(text);
                }
            }
            Element::Code => {
                let code = self.html.span.take().unwrap_or_default();
                let words: Vec<&str> = code.split_whitespace().collect();
                self.code_span(&words.join(" "));
            }
            Element::Style(_) => self.end_style(),
            Element::Link => self.end_link(),
            Element::Hidden => self.html.hidden = self.html.hidden.saturating_sub(1),
        }
    }

    fn html_table(&mut self) {
        // What stood between the cells.
        self.paragraph();
        let mut rows = std::mem::take(&mut self.html.rows);
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        for (at, mut row) in rows.into_iter().enumerate() {
            row.resize(columns, String::new());
            if at == 0 {
                self.gap_line();
            }
            self.line(&format!("| {} |", row.join(" | ")));
            if at == 0 {
                self.line(&format!("|{}", "---|".repeat(columns)));
            }
        }
        self.gap = Gap::Blank;
    }
}
