//! The first call: a program that a user starts from.

use std::collections::{BTreeMap, BTreeSet};

use super::super::files::Users;
use super::super::quoted;
use super::{Package, declared};
use crate::model::{Declarations, Endpoint, Type};

/// How wide rustfmt lets a chain of calls be on one line, which ends with a semicolon.
const CHAIN_WIDTH: usize = 60;

/// How wide it lets the values of a call be on one line.
const CALL_WIDTH: usize = 60;

/// The most values that are asked for on the command line.
const MOST_ARGUMENTS: usize = 4;

/// How a client gets its credentials.
struct Credentials {
    /// `.basic_auth(…)`
    calls: Vec<String>,
    /// What the calls name.
    uses: Vec<&'static str>,
}

/// `examples/first_call.rs`; `None` where no endpoint can be called with texts and numbers alone.
pub(super) fn first_call(
    all: &Declarations,
    package: &Package<'_>,
    users: &Users<'_>,
) -> Option<String> {
    let endpoints = package
        .features
        .modules
        .iter()
        .flat_map(|(module, _)| declared(module));
    let callable = endpoints.filter_map(|(path, endpoint, auth)| {
        let arguments = arguments(endpoint)?;
        let credentials = credentials(&auth, all, package, users)?;
        let is_free = !["Client", "Basic", "Bearer", "Key"].contains(&endpoint.name.as_str());
        (is_free && is_shown(endpoint)).then_some((path, endpoint, arguments, credentials))
    });
    // What reads is tried first, and what reads without being told what.
    let (path, endpoint, arguments, credentials) =
        callable.min_by_key(|(_, endpoint, arguments, _)| (rank(endpoint), arguments.len()))?;
    Some(program(
        all,
        package,
        &path,
        endpoint,
        &arguments,
        &credentials,
    ))
}

fn rank(endpoint: &Endpoint) -> usize {
    let is_old = endpoint.doc.ends_with("Deprecated.");
    match endpoint.method.as_str() {
        "GET" if !is_old => 0,
        "GET" => 1,
        "POST" => 2,
        _ => 3,
    }
}

/// The required fields, each with whether it is a text; `None` where one is something else.
fn arguments(endpoint: &Endpoint) -> Option<Vec<(&str, bool)>> {
    let mut arguments = Vec::new();
    for field in &endpoint.fields {
        match field.ty.as_str() {
            "String" => arguments.push((field.name.as_str(), true)),
            "i32" | "i64" | "u32" | "u64" | "f64" | "bool" => {
                arguments.push((field.name.as_str(), false));
            }
            ty if ty.starts_with("Option<") || ty.starts_with("Patch<") => {}
            _ => return None,
        }
    }
    (arguments.len() <= MOST_ARGUMENTS).then_some(arguments)
}

/// Whether all success responses are values that can be printed.
fn is_shown(endpoint: &Endpoint) -> bool {
    let successes = endpoint
        .arms
        .iter()
        .filter(|arm| arm.statuses.iter().any(|status| status.is_success()));
    let mut successes = successes.peekable();
    successes.peek().is_some()
        && successes.all(|arm| {
            arm.ty != "()" && matches!(arm.codec.as_deref(), None | Some("Text" | "Whole"))
        })
}

fn credentials(
    auth: &[&str],
    all: &Declarations,
    package: &Package<'_>,
    users: &Users<'_>,
) -> Option<Credentials> {
    let mut made = Credentials {
        calls: Vec::new(),
        uses: Vec::new(),
    };
    let krate = package.krate();
    let prefix = krate.to_uppercase();
    let var = |what: &str| format!("env::var(\"{prefix}_{what}\")?");
    let is_alone = auth.len() == 1;
    for scheme in auth {
        match *scheme {
            "Basic" if is_alone => {
                let call = format!(".basic_auth({}, {})", var("USER"), var("PASSWORD"));
                made.calls.push(call);
            }
            "Bearer" if is_alone => made.calls.push(format!(".bearer_token({})", var("TOKEN"))),
            "ApiKey" if is_alone => {
                let key = all.key.as_ref()?;
                let place = if key.is_query { "query" } else { "header" };
                let name = quoted(&key.name);
                made.calls
                    .push(format!(".api_key_{place}({name}, {})", var("KEY")));
            }
            name => {
                let attribute = all.types.iter().find_map(|declared| match declared {
                    Type::Scheme(scheme) if scheme.name == name => Some(scheme.attribute.as_str()),
                    _ => None,
                })?;
                let (ty, value) = match attribute {
                    "basic" => ("Basic", format!("{}, {}", var("USER"), var("PASSWORD"))),
                    "bearer" => ("Bearer", var(&screaming(name))),
                    _ => ("Key", var(&screaming(name))),
                };
                made.uses.push(ty);
                // A scheme of one module is declared there.
                let home = users.home(name).map(|module| format!("{module}::"));
                let home = home.unwrap_or_default();
                made.calls.push(format!(
                    ".auth::<{krate}::{home}{name}>({ty}::new({value})?)"
                ));
            }
        }
    }
    made.uses.sort_unstable();
    made.uses.dedup();
    Some(made)
}

/// The variable of a field: what the program has a variable for is another one.
fn local(name: &str) -> String {
    match name {
        "arguments" | "client" | "response" => format!("own_{name}"),
        _ => name.to_owned(),
    }
}

/// `ProjectKey` is `PROJECT_KEY`.
fn screaming(name: &str) -> String {
    let words = crate::names::words(name);
    let words: Vec<String> = words.iter().map(|word| word.to_uppercase()).collect();
    words.join("_")
}

fn program(
    all: &Declarations,
    package: &Package<'_>,
    path: &str,
    endpoint: &Endpoint,
    arguments: &[(&str, bool)],
    credentials: &Credentials,
) -> String {
    let krate = package.krate();
    let mut text = format!(
        "//! The first call: `{} {}`.\n\n",
        endpoint.method,
        endpoint.template.replace('`', "")
    );
    let base = all
        .constants
        .iter()
        .any(|constant| constant.name == "BASE_URL");
    if !arguments.is_empty() || !base || !credentials.calls.is_empty() {
        text.push_str("use std::env;\n");
    }
    text.push_str("use std::error::Error;\n\n");
    let mut paths = vec![
        format!("{krate}::callpoint::Client"),
        format!("{krate}::{path}"),
    ];
    let uses = credentials.uses.iter();
    paths.extend(uses.map(|ty| format!("{krate}::callpoint::auth::{ty}")));
    text.push_str(&uses_of(&paths));
    text.push_str("\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn Error>> {\n");
    if !arguments.is_empty() {
        text.push_str("    let mut arguments = env::args().skip(1);\n");
    }
    for (name, is_text) in arguments {
        let shown = name.trim_start_matches("r#");
        let missing = format!(".ok_or(\"write `{shown}` behind the command\")?");
        let mut chain = vec![".next()".to_owned(), missing];
        if !is_text {
            chain.push(".parse()?".to_owned());
        }
        text.push_str(&assigned(&local(name), "arguments", &chain));
    }
    let url = if base {
        format!("{krate}::BASE_URL")
    } else {
        format!("env::var(\"{}_URL\")?", krate.to_uppercase())
    };
    let mut chain = credentials.calls.clone();
    chain.push(".build()?".to_owned());
    text.push_str(&assigned(
        "client",
        &format!("Client::builder({url})"),
        &chain,
    ));
    let names: Vec<String> = arguments.iter().map(|(name, _)| local(name)).collect();
    let request = if endpoint.fields.is_empty() {
        endpoint.name.clone()
    } else {
        format!("{}::new({})", endpoint.name, names.join(", "))
    };
    let chain = [".call(&client)".to_owned(), ".await?".to_owned()];
    text.push_str(&assigned("response", &request, &chain));
    text.push_str("    println!(\"{response:#?}\");\n    Ok(())\n}\n");
    text
}

/// Lines of `use`, as rustfmt sorts them, and those of one module together.
fn uses_of(paths: &[String]) -> String {
    let mut by_module: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in paths {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        by_module.entry(module).or_default().insert(name);
    }
    let mut lines: Vec<(String, String)> = Vec::new();
    for (module, names) in by_module {
        let names: Vec<&str> = names.into_iter().collect();
        lines.push(match names.as_slice() {
            [only] => (
                format!("{module}::{only}"),
                format!("use {module}::{only};\n"),
            ),
            // A list stands behind a name.
            names => (
                format!("{module}::{{"),
                format!("use {module}::{{{}}};\n", names.join(", ")),
            ),
        });
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// `let name = of.a().b();` as rustfmt breaks it.
fn assigned(name: &str, of: &str, chain: &[String]) -> String {
    let line = format!("{of}{}", chain.concat());
    if line.chars().count() < CHAIN_WIDTH {
        return format!("    let {name} = {line};\n");
    }
    let mut text = format!("    let {name} = {of}");
    for (at, call) in chain.iter().enumerate() {
        // `?` and `.await` stand behind what they are of.
        if at > 0 || !call.is_empty() {
            text.push_str("\n        ");
        }
        text.push_str(&broken(call));
    }
    text.push_str(";\n");
    text
}

/// A call of a chain, with each value on a line of its own where they are too wide for one.
fn broken(call: &str) -> String {
    let Some((name, values)) = call.split_once('(') else {
        return call.to_owned();
    };
    let (values, end) = values.rsplit_once(')').unwrap_or((values, ""));
    if values.chars().count() <= CALL_WIDTH || !values.contains(", ") {
        return call.to_owned();
    }
    let values: Vec<String> = values
        .split(", ")
        .map(|value| format!("            {value},\n"))
        .collect();
    format!("{name}(\n{}        ){end}", values.concat())
}
