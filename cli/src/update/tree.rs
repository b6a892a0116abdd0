//! A file of Rust, cut into its items without losing a byte.

use syn::spanned::Spanned as _;
use syn::{Item, ItemUse, UseTree, Visibility};

use super::cut::{Head, Mark, marks};
use super::layout::{Layout, with_comment};
use super::record::Record;
use crate::error::ImportError;

/// A file.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Everything up to the end of the inner attributes and docs.
    pub(super) head: String,
    pub(super) nodes: Vec<Node>,
    /// Everything behind the last item.
    pub(super) tail: String,
    pub(super) layout: Layout,
    /// What it was when it was imported.
    pub(super) record: Record,
}

/// An item with everything in front of it (space, comments, docs, attributes) and the comment behind it on its last line.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Unique in the file: `links::UpdateLink`, `impl:links::UpdateLink`.
    pub(super) key: String,
    /// What it is about; a struct and its `impl` are about the same.
    pub(super) subject: String,
    /// Its text; of a module all up to its `{`.
    pub(super) text: String,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Module {
        children: Vec<Node>,
        /// All from the last item inside to the `}`.
        close: String,
    },
    Use {
        /// The names that it brings, each with the path before it.
        names: Vec<(String, String)>,
        /// Whether it is no more than its names: not renamed, public, conditional, nor all of a module.
        is_plain: bool,
    },
    Impl,
    Other,
}

impl Tree {
    /// A file that a person may have edited.
    pub(super) fn parse(text: &str) -> Result<Self, ImportError> {
        Self::read(text, false)
    }

    /// A file as the import wrote it: the names of most items are read without parsing what is in them.
    pub(super) fn of_import(text: &str) -> Result<Self, ImportError> {
        Self::read(text, true)
    }

    fn read(text: &str, is_import: bool) -> Result<Self, ImportError> {
        let (layout, text) = Layout::take(text);
        let (record, text) = Record::take(&text, "//");
        let tree = match Self::in_pieces(&text, is_import) {
            Some(tree) => tree,
            None => Self::at_once(&text, layout.more_lines())?,
        };
        Ok(Self {
            layout,
            record,
            ..tree
        })
    }

    fn in_pieces(text: &str, is_import: bool) -> Option<Self> {
        let marks = marks(text)?;
        let mut cutter = Cutter::new(text, is_import);
        let first = marks.first().map_or(text.len(), Mark::at);
        let head = with_comment(text, start(text.get(..first)?)?);
        let head = text.get(..head)?;
        cutter.position = head.len();
        let nodes = cutter.pieces(&mut marks.into_iter(), "")?;
        Some(Self {
            head: head.to_owned(),
            nodes,
            tail: text.get(cutter.position..)?.to_owned(),
            ..Self::default()
        })
    }

    /// In 60 times the memory, with the place of a mistake.
    fn at_once(text: &str, more_lines: usize) -> Result<Self, ImportError> {
        let file = syn::parse_file(text).map_err(|error| {
            let start = error.span().start();
            ImportError::at(
                start.line - more_lines.min(start.line - 1),
                start.column + 1,
                format!("the file is not Rust that can be updated: {error}"),
            )
        })?;
        let mut cutter = Cutter::new(text, false);
        let head = with_comment(text, end_of_attributes(&file));
        cutter.position = head;
        let nodes = cutter.items(&file.items, 0, "");
        Ok(Self {
            head: text.get(..head).unwrap_or_default().to_owned(),
            nodes,
            tail: text.get(cutter.position..).unwrap_or_default().to_owned(),
            ..Self::default()
        })
    }
}

fn end_of_attributes(file: &syn::File) -> usize {
    let ends = file.attrs.iter().map(|attr| attr.span().byte_range().end);
    ends.max().unwrap_or_default()
}

/// The end of the inner attributes and docs at the start of the first piece.
fn start(piece: &str) -> Option<usize> {
    // The piece can end in the `{` of a module.
    let file = parsed(piece, piece.ends_with('{'))?;
    Some(end_of_attributes(&file))
}

struct Cutter<'a> {
    text: &'a str,
    position: usize,
    is_import: bool,
    /// The end of the module that was read last.
    close: String,
    keys: std::collections::BTreeMap<String, usize>,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, is_import: bool) -> Self {
        Self {
            text,
            position: 0,
            is_import,
            close: String::new(),
            keys: std::collections::BTreeMap::new(),
        }
    }

    /// The items up to the end of a module, or of the file.
    fn pieces(
        &mut self,
        marks: &mut std::vec::IntoIter<Mark<'a>>,
        path: &str,
    ) -> Option<Vec<Node>> {
        let mut nodes = Vec::new();
        while let Some(mark) = marks.next() {
            let start = self.position;
            let piece = self.text.get(start..mark.at())?;
            match mark {
                Mark::End { head, .. } => {
                    let known = head.filter(|_| self.is_import);
                    if let Some((subject, kind)) = known.as_ref().and_then(simple) {
                        let end = start + piece.len();
                        nodes.push(self.node(&subject, kind, path, end));
                    } else {
                        let file = parsed(piece, false)?;
                        nodes.extend(self.items(&file.items, start, path));
                    }
                }
                Mark::Open(at) => {
                    let file = parsed(piece, true)?;
                    let [Item::Mod(module)] = file.items.as_slice() else {
                        return None;
                    };
                    let name = module.ident.to_string();
                    let (key, subject) = self.key(&name, "mod:", path);
                    let text = self.until(at);
                    let children = self.pieces(marks, &subject)?;
                    // All from the last item inside to the `}`.
                    let close = std::mem::take(&mut self.close);
                    nodes.push(Node {
                        key,
                        subject,
                        text,
                        kind: Kind::Module { children, close },
                    });
                }
                Mark::Close(at) => {
                    let file = parsed(piece.strip_suffix('}')?, false)?;
                    nodes.extend(self.items(&file.items, start, path));
                    self.close = self.until(at);
                    return Some(nodes);
                }
            }
        }
        let start = self.position;
        let file = parsed(self.text.get(start..)?, false)?;
        nodes.extend(self.items(&file.items, start, path));
        Some(nodes)
    }

    /// The items of a piece that begins at `start`.
    fn items(&mut self, items: &[Item], start: usize, path: &str) -> Vec<Node> {
        let items = items.iter();
        items.map(|item| self.item(item, start, path)).collect()
    }

    /// The text from where the last item ended, with a comment behind it.
    fn until(&mut self, end: usize) -> String {
        let end = with_comment(self.text, end);
        let text = self
            .text
            .get(self.position..end)
            .unwrap_or_default()
            .to_owned();
        self.position = self.position.max(end);
        text
    }

    /// The key of an item, and what it is about, inside `path`.
    fn key(&mut self, subject: &str, prefix: &str, path: &str) -> (String, String) {
        let outer = if path.is_empty() {
            String::new()
        } else {
            format!("{path}::")
        };
        let subject = format!("{outer}{subject}");
        let key = format!("{prefix}{subject}");
        let count = self.keys.entry(key.clone()).or_default();
        *count += 1;
        let key = if *count > 1 {
            format!("{key}#{count}")
        } else {
            key
        };
        (key, subject)
    }

    /// An item of a name that holds no others.
    fn node(&mut self, subject: &str, kind: Kind, path: &str, end: usize) -> Node {
        let prefix = if matches!(kind, Kind::Impl) {
            "impl:"
        } else {
            ""
        };
        let (key, subject) = self.key(subject, prefix, path);
        Node {
            key,
            subject,
            text: self.until(end),
            kind,
        }
    }

    fn item(&mut self, item: &Item, start: usize, path: &str) -> Node {
        let (subject, prefix) = subject(item);
        let (key, subject) = self.key(&subject, prefix, path);
        if let Item::Mod(module) = item
            && let Some((brace, inner)) = &module.content
        {
            let text = self.until(start + brace.span.open().byte_range().end);
            let children = self.items(inner, start, &subject);
            let close = self.until(start + brace.span.close().byte_range().end);
            return Node {
                key,
                subject,
                text,
                kind: Kind::Module { children, close },
            };
        }
        let kind = match item {
            Item::Use(item) => brought(item),
            Item::Impl(_) => Kind::Impl,
            _ => Kind::Other,
        };
        Node {
            key,
            subject,
            text: self.until(start + item.span().byte_range().end),
            kind,
        }
    }
}

/// The items of a piece, which may end in the `{` of a module. What is remembered of the text of earlier pieces is forgotten.
fn parsed(piece: &str, is_open: bool) -> Option<syn::File> {
    proc_macro2::extra::invalidate_current_thread_spans();
    if is_open {
        syn::parse_file(&format!("{piece}}}")).ok()
    } else {
        syn::parse_file(piece).ok()
    }
}

/// What an item is about that only its head has to say.
fn simple(head: &Head<'_>) -> Option<(String, Kind)> {
    let words = head.words.as_slice();
    match words.strip_prefix(&["pub"]).unwrap_or(words) {
        ["const" | "enum" | "struct", name] if *name != "_" => {
            Some(((*name).to_owned(), Kind::Other))
        }
        ["impl", name] if head.stop == Some('{') => Some(((*name).to_owned(), Kind::Impl)),
        _ => None,
    }
}

/// What an item is about, and what stands before that in its key.
fn subject(item: &Item) -> (String, &'static str) {
    match item {
        Item::Const(item) => (item.ident.to_string(), ""),
        Item::Enum(item) => (item.ident.to_string(), ""),
        Item::Fn(item) => (item.sig.ident.to_string(), "fn:"),
        Item::Impl(item) => match &item.trait_ {
            Some((path, _)) => {
                let name = path
                    .segments
                    .last()
                    .map(|segment| segment.ident.to_string());
                let of = written(&item.self_ty);
                (format!("{of}:{}", name.unwrap_or_default()), "impl:")
            }
            None => (written(&item.self_ty), "impl:"),
        },
        Item::Mod(item) => (item.ident.to_string(), "mod:"),
        Item::Static(item) => (item.ident.to_string(), ""),
        Item::Struct(item) => (item.ident.to_string(), ""),
        Item::Trait(item) => (item.ident.to_string(), ""),
        Item::Type(item) => (item.ident.to_string(), ""),
        Item::Union(item) => (item.ident.to_string(), ""),
        Item::Use(item) => (prefix(&item.tree), "use:"),
        _ => ("other".to_owned(), ""),
    }
}

fn written(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.map_or_else(String::new, |segment| segment.ident.to_string())
        }
        _ => "type".to_owned(),
    }
}

/// The path before the names of a `use`.
fn prefix(tree: &UseTree) -> String {
    let mut path = String::new();
    let mut tree = tree;
    while let UseTree::Path(next) = tree {
        if !path.is_empty() {
            path.push_str("::");
        }
        path.push_str(&next.ident.to_string());
        tree = &next.tree;
    }
    path
}

/// What a `use` brings.
fn brought(item: &ItemUse) -> Kind {
    fn collect(tree: &UseTree, path: &str, found: &mut Vec<(String, String)>) -> bool {
        match tree {
            UseTree::Path(next) => {
                let outer = if path.is_empty() {
                    String::new()
                } else {
                    format!("{path}::")
                };
                collect(&next.tree, &format!("{outer}{}", next.ident), found)
            }
            UseTree::Name(name) if name.ident == "self" => {
                let (outer, name) = path.rsplit_once("::").unwrap_or(("", path));
                found.push((outer.to_owned(), name.to_owned()));
                false
            }
            UseTree::Name(name) => {
                found.push((path.to_owned(), name.ident.to_string()));
                true
            }
            UseTree::Rename(name) => {
                found.push((path.to_owned(), name.rename.to_string()));
                false
            }
            UseTree::Group(group) => {
                let are_plain = group.items.iter().map(|item| collect(item, path, found));
                are_plain.fold(true, |all, is_plain| all & is_plain)
            }
            UseTree::Glob(_) => false,
        }
    }
    let mut names = Vec::new();
    let is_alone = item.attrs.is_empty() && matches!(item.vis, Visibility::Inherited);
    let is_plain = collect(&item.tree, "", &mut names) && is_alone;
    Kind::Use { names, is_plain }
}

impl Node {
    pub(super) fn is_use(&self) -> bool {
        matches!(self.kind, Kind::Use { .. })
    }

    /// Its name for people.
    pub(super) fn title(&self) -> String {
        format!("`{}`", self.subject)
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push_str(&self.text);
        if let Kind::Module { children, close } = &self.kind {
            for child in children {
                child.write(out);
            }
            out.push_str(close);
        }
    }
}
