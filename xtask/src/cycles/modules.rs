//! The modules of a crate, with the items that each defines, imports and names.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Attribute, Expr, Item, ItemMod, Lit, Meta, UseTree};

use super::Written;
use super::paths;
use crate::run::Outcome;

#[derive(Default)]
pub(super) struct Crate {
    /// The first is the root.
    pub(super) modules: Vec<Module>,
    /// The module path of each file.
    places: BTreeMap<String, Written>,
}

#[derive(Default)]
pub(super) struct Module {
    pub(super) parent: Option<usize>,
    pub(super) file: String,
    pub(super) children: BTreeMap<String, usize>,
    /// The names of the items defined here.
    pub(super) items: Vec<String>,
    /// What `use` imports here: the name, and the path that it stands for.
    pub(super) bound: Vec<(String, Written)>,
    /// The modules from which `use` imports everything.
    pub(super) globs: Vec<Written>,
    /// Every path that is named here.
    pub(super) paths: Vec<Written>,
}

impl Crate {
    /// Whether neither file is a module that contains the other.
    pub(super) fn are_apart(&self, one: &str, other: &str) -> bool {
        let (one, other) = (&self.places[one], &self.places[other]);
        !one.starts_with(other) && !other.starts_with(one)
    }
}

/// Reads the crate with this root.
pub(super) fn read(root: &Path, file: &str) -> Outcome<Crate> {
    let mut reader = Reader {
        root,
        krate: Crate::default(),
    };
    // The modules of a root are in the same folder.
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    reader.file(file, None, &Vec::new(), folder)?;
    Ok(reader.krate)
}

struct Reader<'a> {
    root: &'a Path,
    krate: Crate,
}

impl Reader<'_> {
    /// Reads a file; `folder` contains its modules.
    fn file(
        &mut self,
        file: &str,
        parent: Option<usize>,
        place: &Written,
        folder: &str,
    ) -> Outcome<usize> {
        let text = std::fs::read_to_string(self.root.join(file))
            .map_err(|error| format!("{file}: {error}"))?;
        let syntax = syn::parse_file(&text).map_err(|error| format!("{file}: {error}"))?;
        self.krate.places.insert(file.to_owned(), place.clone());
        self.module(file, parent, place, folder, &syntax.items)
    }

    fn module(
        &mut self,
        file: &str,
        parent: Option<usize>,
        place: &Written,
        folder: &str,
        items: &[Item],
    ) -> Outcome<usize> {
        let index = self.krate.modules.len();
        self.krate.modules.push(Module {
            parent,
            file: file.to_owned(),
            ..Module::default()
        });
        for item in items {
            match item {
                Item::Mod(item) => self.child(index, file, place, folder, item)?,
                Item::Use(item) => {
                    let module = &mut self.krate.modules[index];
                    bind(module, &Vec::new(), &item.tree);
                }
                item if !is_test(paths::attributes(item)) => {
                    let module = &mut self.krate.modules[index];
                    module.items.extend(paths::name(item));
                    paths::collect(item, &mut module.paths);
                }
                _ => {}
            }
        }
        let root = &mut self.krate.modules[0];
        let exported = items.iter().filter_map(paths::exported_macro);
        // An exported macro is an item of the root, wherever it is defined.
        root.items.extend(exported);
        Ok(index)
    }

    fn child(
        &mut self,
        parent: usize,
        file: &str,
        place: &Written,
        folder: &str,
        item: &ItemMod,
    ) -> Outcome {
        if is_test(&item.attrs) {
            return Ok(());
        }
        let name = item.ident.to_string();
        let mut place = place.clone();
        place.push(name.clone());
        let below = format!("{folder}/{name}");
        let child = match (&item.content, path_attribute(&item.attrs)) {
            (Some((_, items)), _) => self.module(file, Some(parent), &place, &below, items)?,
            (None, Some(path)) => {
                let own_folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
                self.file(
                    &format!("{own_folder}/{path}"),
                    Some(parent),
                    &place,
                    &below,
                )?
            }
            (None, None) => {
                let flat = format!("{below}.rs");
                let file = if self.root.join(&flat).exists() {
                    flat
                } else {
                    format!("{below}/mod.rs")
                };
                self.file(&file, Some(parent), &place, &below)?
            }
        };
        self.krate.modules[parent].children.insert(name, child);
        Ok(())
    }
}

/// Records the imports of a `use`.
fn bind(module: &mut Module, before: &Written, tree: &UseTree) {
    let with = |name: String| {
        let mut path = before.clone();
        // `use a::{self}` is `a`.
        if name != "self" || path.is_empty() {
            path.push(name);
        }
        path
    };
    match tree {
        UseTree::Path(tree) => bind(module, &with(tree.ident.to_string()), &tree.tree),
        UseTree::Name(tree) => {
            let path = with(tree.ident.to_string());
            module.paths.push(path.clone());
            if let Some(name) = path.last().cloned() {
                module.bound.push((name, path));
            }
        }
        UseTree::Rename(tree) => {
            let path = with(tree.ident.to_string());
            module.paths.push(path.clone());
            module.bound.push((tree.rename.to_string(), path));
        }
        UseTree::Glob(_) => module.globs.push(before.clone()),
        UseTree::Group(tree) => tree
            .items
            .iter()
            .for_each(|tree| bind(module, before, tree)),
    }
}

/// Whether an item is compiled only for tests.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, Meta::List(list) if list.tokens.to_string() == "test")
    })
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                Expr::Lit(value) => match &value.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
}
