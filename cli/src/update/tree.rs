//! A file of Rust, cut into its items without losing a byte.

use syn::spanned::Spanned as _;
use syn::{Item, UseTree};

use crate::error::ImportError;

/// A file.
#[derive(Debug)]
pub(super) struct Tree {
    /// Everything up to the end of the inner attributes and docs.
    pub(super) head: String,
    pub(super) nodes: Vec<Node>,
    /// Everything behind the last item.
    pub(super) tail: String,
}

/// An item with everything in front of it: space, comments, docs, attributes.
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
    /// The names that it brings, each with the path before it; `None` where it is more than names.
    Use(Option<Vec<(String, String)>>),
    Impl,
    Other,
}

impl Tree {
    pub(super) fn parse(text: &str) -> Result<Self, ImportError> {
        let file = syn::parse_file(text).map_err(|error| {
            let start = error.span().start();
            ImportError::at(
                start.line,
                start.column + 1,
                format!("the file is not Rust that can be updated: {error}"),
            )
        })?;
        let head = file
            .attrs
            .iter()
            .map(|attr| attr.span().byte_range().end)
            .max()
            .unwrap_or_default();
        let mut cutter = Cutter {
            text,
            position: head,
            keys: std::collections::BTreeMap::new(),
        };
        let nodes = cutter.items(&file.items, "");
        Ok(Self {
            head: text.get(..head).unwrap_or_default().to_owned(),
            nodes,
            tail: text.get(cutter.position..).unwrap_or_default().to_owned(),
        })
    }
}

struct Cutter<'a> {
    text: &'a str,
    position: usize,
    keys: std::collections::BTreeMap<String, usize>,
}

impl Cutter<'_> {
    fn items(&mut self, items: &[Item], path: &str) -> Vec<Node> {
        items.iter().map(|item| self.item(item, path)).collect()
    }

    /// The text from where the last item ended.
    fn until(&mut self, end: usize) -> String {
        let text = self
            .text
            .get(self.position..end)
            .unwrap_or_default()
            .to_owned();
        self.position = self.position.max(end);
        text
    }

    fn item(&mut self, item: &Item, path: &str) -> Node {
        let (subject, prefix) = subject(item);
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
        if let Item::Mod(module) = item
            && let Some((brace, inner)) = &module.content
        {
            let text = self.until(brace.span.open().byte_range().end);
            let children = self.items(inner, &subject);
            let close = self.until(brace.span.close().byte_range().end);
            return Node {
                key,
                subject,
                text,
                kind: Kind::Module { children, close },
            };
        }
        let kind = match item {
            Item::Use(item) => Kind::Use(leaves(&item.tree).filter(|_| item.attrs.is_empty())),
            Item::Impl(_) => Kind::Impl,
            _ => Kind::Other,
        };
        Node {
            key,
            subject,
            text: self.until(item.span().byte_range().end),
            kind,
        }
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

/// The names that a `use` brings, each with the path before it; `None` where one is renamed or all are meant.
fn leaves(tree: &UseTree) -> Option<Vec<(String, String)>> {
    fn collect(tree: &UseTree, path: &str, found: &mut Vec<(String, String)>) -> Option<()> {
        match tree {
            UseTree::Path(next) => {
                let outer = if path.is_empty() {
                    String::new()
                } else {
                    format!("{path}::")
                };
                collect(&next.tree, &format!("{outer}{}", next.ident), found)
            }
            UseTree::Name(name) => {
                found.push((path.to_owned(), name.ident.to_string()));
                Some(())
            }
            UseTree::Group(group) => group
                .items
                .iter()
                .try_for_each(|item| collect(item, path, found)),
            _ => None,
        }
    }
    let mut found = Vec::new();
    collect(tree, "", &mut found).map(|()| found)
}

impl Node {
    pub(super) fn is_use(&self) -> bool {
        matches!(self.kind, Kind::Use(_))
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
