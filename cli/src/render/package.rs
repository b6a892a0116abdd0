//! A package: the modules of the import with what is around them.

mod example;
mod manifest;
mod readme;
mod tests;

use super::features::{Features, plain};
use super::files::{Users, module_file, root_file};
use crate::model::{Declarations, Endpoint, Item, Module};

/// Names of crates that code of the package means by them.
const CRATES: [&str; 10] = [
    "alloc",
    "callpoint",
    "chrono",
    "core",
    "schemars",
    "serde",
    "serde_json",
    "std",
    "tokio",
    "uuid",
];

/// The name, where a package can have it.
pub(crate) fn package_name(text: &str) -> Result<&str, String> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts_well || !text.chars().all(is_letter) {
        return Err(format!(
            "`{}` is no name of a package: write letters, digits, `-` and `_`, a letter first",
            text.escape_debug()
        ));
    }
    let krate = text.replace('-', "_");
    if CRATES.contains(&krate.as_str()) {
        return Err(format!("`{text}` is a crate that the package depends on"));
    }
    if krate == "test" || syn::parse_str::<syn::Ident>(&krate).is_err() {
        return Err(format!("`{text}` means something else in Rust"));
    }
    Ok(text)
}

/// A package as its files describe it.
struct Package<'a> {
    /// The name of the package: `acme-api`.
    name: &'a str,
    features: Features<'a>,
}

/// The files, each with its path in the folder of the package.
pub(super) fn files(all: &Declarations, name: &str, examples: bool) -> Vec<(String, String)> {
    let users = Users::of(all);
    let package = Package {
        name,
        features: Features::of(all),
    };
    let mut sources = vec![(
        "src/lib.rs".to_owned(),
        root_file(all, &users, examples, Some(&package.features)),
    )];
    for (module, _) in &package.features.modules {
        let path = format!("src/{}.rs", plain(&module.name));
        sources.push((path, module_file(all, module, &users, examples)));
    }
    let call = example::first_call(all, &package, &users);
    let mut files = vec![
        (
            "Cargo.toml".to_owned(),
            manifest::manifest(all, &package, &sources, call.is_some()),
        ),
        (
            "README.md".to_owned(),
            readme::readme(all, &package, call.as_deref()),
        ),
    ];
    files.append(&mut sources);
    files.extend(call.map(|call| ("examples/first_call.rs".to_owned(), call)));
    files.extend(tests::files(&package));
    files
}

impl Package<'_> {
    /// The name of the crate in code: `acme_api`.
    fn krate(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// The endpoints of a module with their paths below it, and the credentials that they are declared with.
fn declared(module: &Module) -> Vec<(String, &Endpoint, Vec<&str>)> {
    fn below<'a>(
        module: &'a Module,
        path: &str,
        around: &[&'a str],
        found: &mut Vec<(String, &'a Endpoint, Vec<&'a str>)>,
    ) {
        let own = module.api.as_deref().and_then(auth);
        let around = own.as_deref().unwrap_or(around);
        for item in &module.items {
            match item {
                Item::Endpoint(endpoint) => {
                    let auth = auth(&endpoint.options).unwrap_or_else(|| around.to_vec());
                    found.push((format!("{path}::{}", endpoint.name), endpoint, auth));
                }
                Item::Module(inner) => {
                    below(inner, &format!("{path}::{}", inner.name), around, found);
                }
                Item::Comment(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    below(module, &module.name, &[], &mut found);
    found
}

/// The schemes of the first alternative of `auth = …`.
fn auth(options: &[String]) -> Option<Vec<&str>> {
    let mut all = options.iter();
    let option = all.find_map(|option| option.strip_prefix("auth = "))?;
    let first = option.split('|').next()?;
    let schemes = first.split('+').map(str::trim);
    Some(schemes.filter(|scheme| *scheme != "none").collect())
}
