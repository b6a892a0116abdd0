//! APIs that have both an `OpenAPI` document and a Postman collection: what the two imports do not agree on.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::module::{self, Endpoint};
use super::row::{Difference, Paired, Row, pairs};
use super::wire::outline;
use crate::run::{Outcome, capture, cargo, program, run, target};

/// Documents at a commit of a repository.
struct Source {
    repository: &'static str,
    commit: &'static str,
    /// A file, or a folder.
    path: &'static str,
}

/// The documents and the collections of an API, or of several: the files of two folders that have one name.
struct Twins {
    document: Source,
    collection: Source,
}

const TWINS: [Twins; 2] = [
    Twins {
        document: Source {
            repository: "Adyen/adyen-openapi",
            commit: "aa014f0cbdb58ff5c44a2ff9d5fe734642210aff",
            path: "json/",
        },
        collection: Source {
            repository: "Adyen/adyen-postman",
            commit: "97a5d5261a1e78a13d12630284e2ece66a2d83c0",
            path: "postman/",
        },
    },
    Twins {
        document: Source {
            repository: "scalekit-inc/docs-staging",
            commit: "c5979c93bc91cd55af611343e2419aa3970919ae",
            path: "openapi/scalekit.swagger.json",
        },
        collection: Source {
            repository: "scalekit-inc/docs-staging",
            commit: "c5979c93bc91cd55af611343e2419aa3970919ae",
            path: "openapi/postman_collection.json",
        },
    },
];

/// What was found.
#[derive(Default)]
struct Figures {
    documents: usize,
    both: usize,
    agree: usize,
    only_document: usize,
    only_collection: usize,
    /// What both imports say, by place.
    same: BTreeMap<String, usize>,
    /// What both forms say, and the imports otherwise.
    kinds: BTreeMap<(&'static str, &'static str), usize>,
    /// What one form does not have.
    lacking: BTreeMap<(&'static str, &'static str), usize>,
    lines: Vec<String>,
}

/// `cargo xtask corpus twins FOLDER…`: the folders have the mirrors, `owner+name/repo`.
pub(super) fn command(folders: &[&str]) -> Outcome {
    if folders.is_empty() {
        return Err("name a folder of mirrors: `owner+name/repo` for each repository".into());
    }
    run(cargo(&["build", "--quiet", "-p", "callpoint-cli"]))?;
    let importer = target("debug").join(format!("callpoint{}", std::env::consts::EXE_SUFFIX));
    let output = target("corpus").join("twins");
    std::fs::create_dir_all(&output)?;
    let mut figures = Figures::default();
    for twins in &TWINS {
        let mirrors = (
            mirror(folders, &twins.document)?,
            mirror(folders, &twins.collection)?,
        );
        for name in names(twins, &mirrors)? {
            let document = show(&mirrors.0, &twins.document, &name)?;
            let collection = show(&mirrors.1, &twins.collection, &name)?;
            let title = format!("{} {name}", twins.document.repository);
            let module = |form: &str, text: &str| import(&importer, &output, form, text);
            let rows = (module("openapi", &document), module("postman", &collection));
            match rows {
                (Ok(of_document), Ok(of_collection)) => {
                    figures.add(
                        &title,
                        (&document, &collection),
                        (&of_document, &of_collection),
                    );
                }
                (Err(error), _) | (_, Err(error)) => {
                    return Err(format!("{title}: {error}").into());
                }
            }
        }
    }
    figures.print();
    let lines = target("corpus").join("twins.txt");
    std::fs::write(&lines, figures.lines.join("\n"))?;
    println!("each difference is in {}", lines.display());
    Ok(())
}

fn mirror(folders: &[&str], source: &Source) -> Outcome<PathBuf> {
    let name = source.repository.replace('/', "+");
    let mut folders = folders.iter().map(|folder| Path::new(folder).join(&name));
    let found = folders.find(|folder| folder.is_dir());
    let found = found.ok_or_else(|| format!("no folder has {name}"))?;
    let inner = found.join("repo");
    Ok(if inner.is_dir() { inner } else { found })
}

fn git(mirror: &Path, arguments: &[&str]) -> Command {
    let mut command = program("git", &["-C"]);
    command.arg(mirror).args(arguments);
    command
}

/// The names of the files in both folders, or nothing but the pair.
fn names(twins: &Twins, mirrors: &(PathBuf, PathBuf)) -> Outcome<Vec<String>> {
    if !twins.document.path.ends_with('/') {
        return Ok(vec![String::new()]);
    }
    let list = |mirror: &Path, source: &Source| -> Outcome<Vec<String>> {
        let arguments = ["ls-tree", "--name-only", source.commit, source.path];
        let listed = capture(git(mirror, &arguments))?;
        let names = listed
            .lines()
            .filter_map(|line| line.strip_prefix(source.path));
        Ok(names.map(str::to_owned).collect())
    };
    let collections = list(&mirrors.1, &twins.collection)?;
    let mut names = list(&mirrors.0, &twins.document)?;
    names.retain(|name| collections.contains(name));
    Ok(names)
}

fn show(mirror: &Path, source: &Source, name: &str) -> Outcome<String> {
    let place = format!("{}:{}{name}", source.commit, source.path);
    capture(git(mirror, &["show", &place]))
}

fn import(importer: &Path, output: &Path, form: &str, text: &str) -> Outcome<Vec<Endpoint>> {
    let (file, module) = (output.join("document.json"), output.join("module.rs"));
    std::fs::write(&file, text)?;
    if module.exists() {
        std::fs::remove_file(&module)?;
    }
    let mut command = Command::new(importer);
    command
        .args(["import", form])
        .arg(&file)
        .arg("--out")
        .arg(&module);
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(module::read(&std::fs::read_to_string(module)?)?)
}

impl Figures {
    fn add(&mut self, title: &str, texts: (&str, &str), modules: (&[Endpoint], &[Endpoint])) {
        self.documents += 1;
        let Paired {
            both,
            only_document,
            only_collection,
        } = pairs(modules.0, modules.1);
        self.both += both.len();
        self.only_document += only_document.len();
        self.only_collection += only_collection.len();
        for (rows, side) in [
            (&only_document, "document"),
            (&only_collection, "collection"),
        ] {
            for Row { method, path, .. } in rows {
                let line = format!("{title}: {method} {path}: only the {side}");
                self.lines.push(line);
            }
        }
        let forms = Forms::new(texts.0, texts.1);
        let mut statuses = BTreeSet::new();
        for (document, collection) in &both {
            let found = document.differences(collection);
            let of_status = found.iter().filter(|found| found.kind == "status");
            statuses.extend(of_status.map(|found| found.name.clone()));
        }
        for (document, collection) in &both {
            let mut agrees = true;
            for (place, times) in document.agreements(collection) {
                *self.same.entry(place.to_owned()).or_default() += times;
            }
            for difference in document.differences(collection) {
                // A set is of what most calls have.
                let is_of_others = difference.kind == "error set"
                    && (statuses.contains(&difference.name) || !only_document.is_empty());
                let is_lacking =
                    is_of_others || forms.is_lacking(&difference, document, collection);
                let kinds = if is_lacking {
                    &mut self.lacking
                } else {
                    &mut self.kinds
                };
                agrees &= is_lacking;
                *kinds
                    .entry((difference.kind, difference.side()))
                    .or_default() += 1;
                let lacking = if is_lacking {
                    " (one form has it not)"
                } else {
                    ""
                };
                let Row { method, path, .. } = document;
                let line = format!("{title}: {method} {path}: {difference}{lacking}");
                self.lines.push(line);
            }
            self.agree += usize::from(agrees);
        }
    }

    fn print(&self) {
        println!(
            "{} pairs, {} operations in both ({} only in the document, {} only in the collection), {} agree",
            self.documents, self.both, self.only_document, self.only_collection, self.agree
        );
        let same = self
            .same
            .iter()
            .map(|(place, times)| format!("{place} {times}"));
        println!("the same in both: {}", same.collect::<Vec<_>>().join(", "));
        let tables = [
            ("the imports disagree on", &self.kinds),
            ("one form does not have", &self.lacking),
        ];
        for (title, kinds) in tables {
            println!("\n| {title} | | times |\n|---|---|---|");
            let mut kinds: Vec<_> = kinds.iter().collect();
            kinds.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
            for ((kind, side), times) in kinds {
                println!("| {kind} | {side} | {times} |");
            }
        }
    }
}

/// The two forms, read by no code of the importer.
struct Forms<'a> {
    text: &'a str,
    /// The statuses by method and path.
    statuses: HashMap<(String, String), Vec<String>>,
    /// The parameters in the query by method and path.
    parameters: HashMap<(String, String), Vec<String>>,
    /// The calls for which the document names no credentials.
    open: HashSet<(String, String)>,
    /// The requests of the collection as texts, each with its method and path.
    items: Vec<(String, String, String)>,
}

impl<'a> Forms<'a> {
    fn new(text: &'a str, collection: &str) -> Self {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        let mut statuses = HashMap::new();
        let mut open = HashSet::new();
        let mut parameters: HashMap<_, Vec<String>> = HashMap::new();
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, methods) in paths.into_iter().flatten() {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                let responses = operation.get("responses").and_then(Value::as_object);
                let codes = responses.map(|responses| responses.keys().cloned().collect());
                let key = (method.to_ascii_uppercase(), outline(path, '{', '}'));
                let named = parameters.entry(key.clone()).or_default();
                for of in [methods, operation] {
                    let listed = of.get("parameters").and_then(Value::as_array);
                    let listed = listed.into_iter().flatten();
                    let resolved = listed.map(|parameter| {
                        let reference = parameter.get("$ref").and_then(Value::as_str);
                        let place = reference.and_then(|place| place.strip_prefix('#'));
                        place
                            .and_then(|place| document.pointer(place))
                            .unwrap_or(parameter)
                    });
                    let is_query =
                        |one: &&Value| one.get("in").is_some_and(|place| place == "query");
                    let queries = resolved.filter(is_query);
                    let queries = queries.filter_map(|one| one.get("name")?.as_str());
                    named.extend(queries.map(str::to_owned));
                }
                if document.get("security").is_none() && operation.get("security").is_none() {
                    open.insert(key.clone());
                }
                statuses.insert(key, codes.unwrap_or_default());
            }
        }
        let mut items = Vec::new();
        let mut left: Vec<Value> = serde_json::from_str(collection).into_iter().collect();
        while let Some(value) = left.pop() {
            if let Some(Value::Array(inner)) = value.get("item") {
                left.extend(inner.iter().cloned());
            } else if let Some(request) = value.get("request") {
                let method = request.get("method").and_then(Value::as_str);
                let method = method.unwrap_or("GET").to_ascii_uppercase();
                let url = request.get("url");
                let raw = url.and_then(|url| url.get("raw").unwrap_or(url).as_str());
                items.push((method, called(raw.unwrap_or_default()), value.to_string()));
            }
        }
        Self {
            text,
            statuses,
            parameters,
            open,
            items,
        }
    }

    /// Whether the form that does not say something has not even the word.
    fn is_lacking(&self, difference: &Difference, document: &Row, collection: &Row) -> bool {
        let name = &match difference.kind {
            // Of `404 errors[].code` the last name.
            "response field" => {
                let last = difference.name.rsplit([' ', '.']).next();
                last.unwrap_or_default().replace("[]", "")
            }
            _ => difference.name.clone(),
        };
        let key = (document.method.clone(), outline(&document.path, '<', '>'));
        match difference.sides {
            (Some(_), None) => {
                let word = match difference.kind {
                    "status" => format!("\"code\":{name}"),
                    _ => name.clone(),
                };
                let path = outline(&collection.path, '<', '>');
                let path = path.trim_end_matches('/');
                let mut items = self.items.iter();
                !items.any(|(method, called, text)| {
                    *method == collection.method && called.ends_with(path) && text.contains(&word)
                })
            }
            (None, Some(_)) if difference.kind == "status" => {
                let statuses = self.statuses.get(&key);
                statuses.is_some_and(|statuses| !statuses.contains(name))
            }
            _ if difference.kind == "auth" => self.open.contains(&key),
            (None, Some(_)) if difference.kind == "query field" => {
                let named = self.parameters.get(&key);
                named.is_some_and(|named| !named.contains(name))
            }
            (None, Some(_)) => !self.text.contains(&format!("\"{name}\"")),
            _ => false,
        }
    }
}

/// The path of a request as an outline.
fn called(raw: &str) -> String {
    let path = raw.split(['?', '#']).next().unwrap_or_default();
    let segments = path.trim_end_matches('/').split('/').map(|segment| {
        let is_name = segment.starts_with(':') || segment.contains("{{");
        if is_name { "{}" } else { segment }
    });
    segments.collect::<Vec<_>>().join("/")
}
