//! The elements of HTML, as far as they are something in Markdown.

use super::super::Style;

/// What a tag means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A block of its own: paragraphs and what is laid out like them.
    Flow,
    /// Nothing but its content.
    Text,
    Break,
    Rule,
    Image,
    /// Numbered or not.
    List(bool),
    Item,
    Quote(Option<Admonition>),
    Heading(usize),
    Pre,
    Table,
    Row,
    Cell,
    Code,
    Style(Style),
    Link,
    /// A number above the line.
    Power,
    /// Scripts and styles.
    Hidden,
    /// No element of HTML.
    Unknown,
}

/// A note that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Admonition {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Admonition {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Note => "Note:",
            Self::Tip => "Tip:",
            Self::Important => "Important:",
            Self::Warning => "Warning:",
            Self::Caution => "Caution:",
        }
    }
}

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// A block of Markdown.
    Block,
    List,
    Item,
    Quote,
    Heading,
    Pre,
    Table,
    Row,
    Cell,
    Code,
    Style(Style),
    Link,
    Hidden,
}

impl Element {
    /// Whether a closing tag of a kind closes it.
    pub(super) fn is(self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::List, Kind::List(_))
            | (Self::Item, Kind::Item)
            | (Self::Quote, Kind::Quote(_))
            | (Self::Heading, Kind::Heading(_))
            | (Self::Pre, Kind::Pre)
            | (Self::Table, Kind::Table)
            | (Self::Row, Kind::Row)
            | (Self::Cell, Kind::Cell)
            | (Self::Code, Kind::Code)
            | (Self::Link, Kind::Link)
            | (Self::Hidden, Kind::Hidden) => true,
            (Self::Style(open), Kind::Style(closing)) => open == closing,
            _ => false,
        }
    }
}

impl Kind {
    /// Whether HTML lets its closing tag be left out, or has none.
    pub(super) fn ends_by_itself(self) -> bool {
        matches!(
            self,
            Self::Break
                | Self::Rule
                | Self::Image
                | Self::Flow
                | Self::Item
                | Self::Row
                | Self::Cell
        )
    }
}

pub(super) fn kind(name: &str) -> Kind {
    match name {
        "p" | "div" | "section" | "article" | "main" | "aside" | "header" | "footer" | "nav"
        | "figure" | "figcaption" | "center" | "address" | "dl" | "dt" | "dd" | "details"
        | "summary" | "caption" | "fullname" => Kind::Flow,
        "span" | "font" | "small" | "big" | "u" | "ins" | "mark" | "abbr" | "sub" | "label"
        | "time" | "thead" | "tbody" | "tfoot" | "colgroup" | "html" | "body" | "button"
        | "nobr" | "q" => Kind::Text,
        "br" => Kind::Break,
        "hr" => Kind::Rule,
        "img" => Kind::Image,
        "ul" | "menu" => Kind::List(false),
        "ol" => Kind::List(true),
        "li" => Kind::Item,
        "blockquote" => Kind::Quote(None),
        "note" => Kind::Quote(Some(Admonition::Note)),
        "tip" => Kind::Quote(Some(Admonition::Tip)),
        "important" => Kind::Quote(Some(Admonition::Important)),
        "warning" => Kind::Quote(Some(Admonition::Warning)),
        "caution" => Kind::Quote(Some(Admonition::Caution)),
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "pre" => Kind::Pre,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "code" | "tt" | "kbd" | "samp" | "var" => Kind::Code,
        "b" | "strong" => Kind::Style(Style::Strong),
        "i" | "em" | "cite" | "dfn" => Kind::Style(Style::Emphasis),
        "s" | "del" | "strike" => Kind::Style(Style::Struck),
        "a" => Kind::Link,
        "sup" => Kind::Power,
        "script" | "style" | "head" | "iframe" | "svg" | "template" => Kind::Hidden,
        _ => Kind::Unknown,
    }
}
