//! Markdown written anew from what a parser read of it: the structure is ours, whatever the description looked like.

mod html;
mod layout;
mod links;

use std::collections::HashSet;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use self::html::{Admonition, Html};
use self::layout::{Container, Gap, List};
use self::links::{Link, LinkKind};
use super::inline::{Inline, Place, Style, longest_run};
use super::{OPTIONS, Written, language};
use crate::render::visible;

/// What descriptions may have beside what rustdoc knows: GitHub's notes.
const READ: Options = OPTIONS.union(Options::ENABLE_GFM);

/// Written anew.
pub(super) fn page(text: &str, with_styles: bool, site: Option<&str>) -> Written {
    let mut writer = Writer::new(text, with_styles, site);
    writer.read(text);
    writer.written
}

/// A name written anew: one line of text, whatever stands in it.
pub(super) fn line(text: &str, with_styles: bool) -> Written {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut writer = Writer::new(text, with_styles, None);
    writer.prefix = PREFIX;
    writer.is_line = true;
    // Behind a word, nothing begins a list or a code block.
    writer.read(&format!("{PREFIX}{}", words.join(" ")));
    writer.written
}

const PREFIX: &str = "x ";

struct Writer<'a> {
    with_styles: bool,
    /// Where links without a host lead.
    site: Option<&'a str>,
    /// Whether all of it stands on one line.
    is_line: bool,
    written: Written,
    /// What was put before the text for the parser.
    prefix: &'static str,
    containers: Vec<Container>,
    lists: Vec<List>,
    gap: Gap,
    inline: Inline,
    /// Text that the parser hands over in pieces.
    pending: String,
    links: Vec<Link>,
    /// How many of them are written as links.
    linked: usize,
    /// Those that are open; `None` for one inside its like.
    styles: Vec<Option<Style>>,
    is_styled: [bool; 3],
    heading: Option<usize>,
    /// The cells of the row, inside a table.
    row: Option<Vec<String>>,
    alignments: Vec<Alignment>,
    code: Option<(String, &'static str)>,
    html: Html,
    /// The block of HTML, until it is read.
    raw: String,
    /// The box of the task whose text comes next.
    task: Option<&'static str>,
    /// The label of the footnote whose text comes next.
    label: Option<String>,
}

impl<'a> Writer<'a> {
    fn new(text: &str, with_styles: bool, site: Option<&'a str>) -> Self {
        Self {
            with_styles,
            site,
            is_line: false,
            written: Written::default(),
            prefix: "",
            containers: Vec::new(),
            lists: Vec::new(),
            gap: Gap::Nothing,
            inline: Inline::default(),
            pending: String::new(),
            links: Vec::new(),
            linked: 0,
            styles: Vec::new(),
            is_styled: [false; 3],
            heading: None,
            row: None,
            alignments: Vec::new(),
            code: None,
            html: Html::of(text),
            raw: String::new(),
            task: None,
            label: None,
        }
    }

    fn read(&mut self, text: &str) {
        let mut parser = Parser::new_ext(text, READ);
        let mut used = HashSet::new();
        while let Some(event) = parser.next() {
            if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event
                && let Some(definition) = parser.reference_definitions().get(id)
            {
                used.insert(definition.span.start);
            }
            self.event(event);
        }
        self.close_html_elements();
        // A definition that no link refers to is not shown, but somebody wrote it to be read.
        let definitions = parser.reference_definitions().iter();
        let mut unused: Vec<_> = definitions
            .filter(|(_, definition)| !used.contains(&definition.span.start))
            .collect();
        unused.sort_by_key(|(_, definition)| definition.span.start);
        for (label, definition) in unused {
            let title = definition.title.as_deref().unwrap_or_default();
            self.text(&format!("[{label}]: {} {title}", definition.dest));
            self.paragraph();
        }
    }

    fn event(&mut self, event: Event<'_>) {
        if let Event::Text(text) = event {
            return match &mut self.code {
                Some((code, _)) => code.push_str(&text),
                None => self.pending.push_str(&text),
            };
        }
        self.flush_text();
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.code_span(&text),
            Event::Html(html) => self.raw.push_str(&html),
            Event::InlineHtml(html) => self.html_inline(&html),
            Event::FootnoteReference(label) => self.text(&format!("[^{label}]")),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.inline.line_break(true),
            Event::Rule => self.rule(),
            Event::TaskListMarker(is_done) => self.task(is_done),
            // Of options that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::Text(text) => {
                self.text(&text);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::HtmlBlock => {}
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => self.open_block(),
            _ => {
                self.close_table();
                self.open_block();
            }
        }
        match tag {
            Tag::Paragraph => {
                if let (Some(Container::Item { .. }), Some(list)) =
                    (self.containers.last(), self.lists.last_mut())
                {
                    list.is_loose = true;
                }
            }
            Tag::HtmlBlock => self.block(),
            Tag::Heading { level, .. } => {
                self.block();
                self.heading = Some(level as usize);
            }
            Tag::BlockQuote(kind) => {
                self.block();
                self.nest(Container::Quote { is_new: true });
                if let Some(kind) = kind {
                    self.admonition(match kind {
                        BlockQuoteKind::Note => Admonition::Note,
                        BlockQuoteKind::Tip => Admonition::Tip,
                        BlockQuoteKind::Important => Admonition::Important,
                        BlockQuoteKind::Warning => Admonition::Warning,
                        BlockQuoteKind::Caution => Admonition::Caution,
                    });
                }
            }
            Tag::CodeBlock(kind) => {
                self.block();
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "text",
                };
                self.code = Some((String::new(), language));
            }
            Tag::List(number) => {
                self.write_text(Gap::List);
                // Only a list that begins with 1 can begin right under a text.
                if self.gap == Gap::List && number.is_none_or(|number| number == 1) {
                    self.gap = Gap::Nothing;
                }
                self.lists.push(List {
                    number,
                    is_loose: false,
                    is_written: false,
                });
            }
            Tag::Item => self.item(),
            Tag::FootnoteDefinition(label) => {
                self.block();
                self.label = Some(label.into_string());
            }
            Tag::Table(alignments) => {
                self.block();
                self.alignments = alignments;
            }
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            Tag::Emphasis => self.style(Style::Emphasis),
            Tag::Strong => self.style(Style::Strong),
            Tag::Strikethrough => self.style(Style::Struck),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let is_auto = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let kind = if is_auto {
                    LinkKind::Auto
                } else {
                    LinkKind::Link
                };
                self.link(&dest_url, &title, kind);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.link(&dest_url, &title, LinkKind::Image),
            // A cell is written at its end; the others belong to options that are not switched on.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if tag != TagEnd::HtmlBlock {
            self.close_block();
        }
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.raw);
                self.html_block(&html);
            }
            TagEnd::FootnoteDefinition => self.block(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item => self.end_item(),
            TagEnd::TableCell => {
                let text = self.inline.on_one_line(self.with_styles);
                self.row.get_or_insert_default().push(text);
            }
            TagEnd::TableHead => {
                self.gap_line();
                self.end_row();
                let columns = self.alignments.iter().map(|alignment| match alignment {
                    Alignment::None => "---|",
                    Alignment::Left => ":---|",
                    Alignment::Center => ":---:|",
                    Alignment::Right => "---:|",
                });
                let columns: String = columns.collect();
                self.line(&format!("|{columns}"));
            }
            TagEnd::TableRow => self.end_row(),
            TagEnd::Table => self.gap = Gap::Blank,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.end_style(),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    fn rule(&mut self) {
        self.block();
        self.gap_line();
        self.line("***");
        self.gap = Gap::Blank;
    }

    fn end_heading(&mut self) {
        let text = self.inline.on_one_line(self.with_styles);
        // A title is no task.
        self.task = None;
        if let Some(level) = self.heading.take().filter(|_| !text.is_empty()) {
            self.gap_line();
            // Number signs at the end would belong to the mark.
            let text = match text.strip_suffix('#') {
                Some(text) => format!("{text}\\#"),
                None => text,
            };
            self.line(&format!("{} {text}", "#".repeat(level)));
            self.gap = Gap::Blank;
        }
    }

    fn end_quote(&mut self) {
        self.block();
        self.containers.pop();
        self.gap = Gap::Blank;
    }

    fn end_style(&mut self) {
        if let Some(style) = self.styles.pop().flatten() {
            self.is_styled[style as usize] = false;
            self.inline.close(style);
        }
    }

    fn end_row(&mut self) {
        let cells = self.row.take().unwrap_or_default();
        self.line(&format!("| {} |", cells.join(" | ")));
    }

    fn place(&self) -> Place {
        match self.row {
            Some(_) => Place::Cell,
            None => Place::Text,
        }
    }

    fn flush_text(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        let prefix = std::mem::take(&mut self.prefix);
        self.text(pending.strip_prefix(prefix).unwrap_or(&pending));
    }

    fn soft_break(&mut self) {
        match &mut self.code {
            Some((code, _)) => code.push('\n'),
            None if self.html.takes(" ") => {}
            None => self.inline.line_break(false),
        }
    }

    fn code_span(&mut self, text: &str) {
        if self.html.takes(text) {
            return;
        }
        self.label();
        let text = visible(text);
        self.written.said.push_str(&text);
        self.inline.code(&text, self.place());
    }

    fn text(&mut self, text: &str) {
        let is_space = text.trim_ascii().is_empty();
        if self.html.takes(text) || (is_space && self.html.is_noted(self.inline.len())) {
            return;
        }
        self.label();
        let text = visible(text);
        self.written.said.push_str(&text);
        let place = self.place();
        self.inline.text(&text, place, self.linked > 0);
    }

    /// The label of a footnote, before its text.
    fn label(&mut self) {
        if let Some(label) = self.label.take() {
            self.text(&format!("[^{label}]: "));
        }
    }

    fn task(&mut self, is_done: bool) {
        let mark = if is_done { "[x] " } else { "[ ] " };
        let is_first = matches!(
            self.containers.last(),
            Some(Container::Item {
                marker: Some(_),
                ..
            })
        );
        if is_first && self.inline.is_empty() {
            self.task = Some(mark);
        } else {
            self.text(mark);
        }
    }

    /// Emphasis inside emphasis is the same emphasis.
    fn style(&mut self, style: Style) {
        let is_new = !std::mem::replace(&mut self.is_styled[style as usize], true);
        self.styles.push(is_new.then_some(style));
        if is_new {
            self.label();
            self.inline.open(style);
        }
    }

    /// What has text of its own in front of it, which ends there.
    fn block(&mut self) {
        self.label();
        self.paragraph();
        self.task = None;
    }

    fn paragraph(&mut self) {
        self.write_text(Gap::Blank);
    }

    fn write_text(&mut self, gap: Gap) {
        let mut lines = self.inline.lines(self.with_styles, self.width());
        let task = self.task.take();
        let Some(first) = lines.first_mut() else {
            return;
        };
        // What follows the box is at the start of a line, for some readers.
        first.insert_str(0, task.unwrap_or_default());
        self.gap_line();
        for line in lines {
            self.line(&line);
        }
        self.gap = gap;
    }

    fn code_block(&mut self) {
        let Some((code, language)) = self.code.take() else {
            return;
        };
        let code = visible(&code).replace('\t', "    ");
        let code = code.trim_end();
        if code.is_empty() {
            return;
        }
        self.written.said.push_str(code);
        self.gap_line();
        for line in fenced(code, language) {
            self.line(&line);
        }
        self.gap = Gap::Blank;
    }
}

/// Code in a fence that is longer than any inside.
pub(super) fn fenced(code: &str, language: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let lines = code.lines().map(|line| line.trim_end().to_owned());
    std::iter::once(format!("{fence}{language}"))
        .chain(lines)
        .chain([fence.clone()])
        .collect()
}
