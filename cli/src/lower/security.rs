//! Credentials: what `auth = …` says of the document's requirements, and what it cannot.

use std::collections::HashMap;

use callpoint_documents::description::{
    Description, KeyLocation, Operation, Requirement, Security, SecurityScheme, SecuritySchemeKind,
};

use crate::model::{KeyPlace, Scheme};
use crate::names::{Taken, type_name, upper_camel, words};

const OAUTH2: &str =
    "OAuth 2.0: get the access token first, and give it to the client as its bearer token";

/// The credentials of an operation as they are declared.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Auth {
    /// `auth = Basic | ApiKey`; `None` where the client's credentials are sent.
    pub(super) option: Option<String>,
    /// What the option does not say.
    pub(super) note: Option<String>,
}

/// What of the requirements can be declared.
pub(super) fn auth(security: &Security, named: &Named) -> Auth {
    let alternatives = match security {
        Security::Unspecified => return Auth::default(),
        Security::None => &[][..],
        Security::AnyOf(alternatives) => alternatives,
    };
    let mut notes = Notes::default();
    let mut declared: Vec<Vec<&str>> = Vec::new();
    let is_optional = alternatives.iter().any(|one| one.all_of.is_empty());
    let required: Vec<&Requirement> = alternatives
        .iter()
        .filter(|one| !one.all_of.is_empty())
        .collect();
    let can_choose = required.len() > 1 || is_optional;
    for &alternative in &required {
        match together(alternative, named) {
            Some(schemes) => {
                insert(&mut declared, schemes);
                notes.of_kinds(alternative, named);
            }
            // Another alternative can be sent.
            None if can_choose => notes.also.push(shown(alternative)),
            None => notes.incomplete(alternative, named, &mut declared),
        }
    }
    if declared.is_empty()
        && can_choose
        && let Some(first) = required.first()
    {
        notes.also.remove(0);
        notes.incomplete(first, named, &mut declared);
    }
    // Two keys are one scheme here, so the client decides which one it has.
    let mut expression: Vec<String> = declared.iter().map(|schemes| schemes.join(" + ")).collect();
    let is_open = declared.is_empty() && !required.is_empty();
    if is_optional || required.is_empty() {
        expression.push("none".to_owned());
    }
    let option = (!is_open).then(|| format!("auth = {}", expression.join(" | ")));
    Auth {
        option,
        note: notes.text(),
    }
}

/// The API keys of the requirements that have no type of their own, each as ``header `X-Key` ``.
pub(super) fn keys(security: &Security, named: &Named) -> Vec<String> {
    let Security::AnyOf(alternatives) = security else {
        return Vec::new();
    };
    let schemes = alternatives.iter().flat_map(|one| &one.all_of);
    let plain = schemes.filter(|required| !named.types.contains_key(&required.scheme.name));
    let keys = plain.filter_map(|required| match &required.scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } => {
            let place = match location {
                Some(KeyLocation::Query) => "query parameter",
                Some(KeyLocation::Cookie) => "cookie",
                Some(KeyLocation::Header) | None => "header",
            };
            let name = name.as_deref().unwrap_or("the API's");
            Some(format!("{place} `{name}`"))
        }
        _ => None,
    });
    keys.collect()
}

/// Where the key is sent that `ApiKey` stands for, where it is in one place.
pub(super) fn key(operations: &[&Operation], named: &Named) -> Option<KeyPlace> {
    let mut places = operations.iter().flat_map(|operation| {
        let alternatives = match &operation.security {
            Security::AnyOf(alternatives) => alternatives.as_slice(),
            _ => &[],
        };
        alternatives.iter().flat_map(|one| &one.all_of)
    });
    places.find_map(|required| match &required.scheme.kind {
        SecuritySchemeKind::ApiKey {
            location: Some(location),
            name: Some(name),
        } if !named.types.contains_key(&required.scheme.name) => Some(KeyPlace {
            is_query: *location == KeyLocation::Query,
            name: name.clone(),
        }),
        _ => None,
    })
}

/// The schemes that have types of their own, because the document has several of their kind, or a key in a cookie.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// The type of each, by its name in the document.
    types: HashMap<String, String>,
    pub(super) declared: Vec<Scheme>,
}

impl Named {
    pub(super) fn of(
        description: &Description,
        operations: &[&Operation],
        taken: &mut Taken,
    ) -> Self {
        let mut used: Vec<&SecurityScheme> = Vec::new();
        for operation in operations {
            let Security::AnyOf(alternatives) = &operation.security else {
                continue;
            };
            for required in alternatives.iter().flat_map(|one| &one.all_of) {
                if !used.iter().any(|known| known.name == required.scheme.name) {
                    used.push(&required.scheme);
                }
            }
        }
        let sent = |scheme: &&SecurityScheme| attribute(&scheme.kind);
        let keys: Vec<String> =
            distinct(used.iter().filter(|scheme| is_key(scheme)).filter_map(sent));
        let has_cookie = keys.iter().any(|key| key.starts_with("cookie"));
        let count = |kind: fn(&SecuritySchemeKind) -> bool| {
            used.iter().filter(|scheme| kind(&scheme.kind)).count()
        };
        let basics = count(|kind| *kind == SecuritySchemeKind::Basic);
        let bearers = count(|kind| matches!(kind, SecuritySchemeKind::Bearer(_)));
        let mut named = Self::default();
        let mut by_attribute: HashMap<String, String> = HashMap::new();
        for scheme in &used {
            let is_named = match scheme.kind {
                SecuritySchemeKind::ApiKey { .. } => keys.len() > 1 || has_cookie,
                SecuritySchemeKind::Basic => basics > 1,
                SecuritySchemeKind::Bearer(_) => bearers > 1,
                _ => false,
            };
            let Some(attribute) = attribute(&scheme.kind).filter(|_| is_named) else {
                continue;
            };
            // The same key under two names is one scheme.
            let known = by_attribute.get(&attribute).filter(|_| is_key(scheme));
            let ty = if let Some(known) = known {
                known.clone()
            } else {
                let doc = description.security_schemes.iter();
                let doc = doc.filter(|documented| documented.name == scheme.name);
                let doc = doc
                    .map(|documented| documented.doc.trim())
                    .find(|doc| !doc.is_empty());
                let name = taken.take(candidates(scheme));
                named.declared.push(Scheme {
                    doc: doc.map_or_else(|| spoken(&scheme.kind), str::to_owned),
                    attribute: attribute.clone(),
                    name: name.clone(),
                });
                by_attribute.insert(attribute, name.clone());
                name
            };
            named.types.insert(scheme.name.clone(), ty);
        }
        named
    }
}

fn is_key(scheme: &SecurityScheme) -> bool {
    matches!(scheme.kind, SecuritySchemeKind::ApiKey { .. })
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct = Vec::new();
    for text in texts {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}

/// The names that a scheme could have, the best one first.
fn candidates(scheme: &SecurityScheme) -> Vec<String> {
    let kind = match &scheme.kind {
        SecuritySchemeKind::Basic => "password",
        SecuritySchemeKind::Bearer(_) => "token",
        _ => "key",
    };
    // One that a declaration gives another meaning to is none: `ApiKey`.
    let free = |text: &str| {
        let words = words(text);
        upper_camel(&words).filter(|name| type_name(&words).as_ref() == Some(name))
    };
    let sent = match &scheme.kind {
        SecuritySchemeKind::ApiKey { name, .. } => name.as_deref().and_then(free),
        _ => None,
    };
    let of_kind = type_name(&words(&format!("{} {kind}", scheme.name)));
    let mut candidates: Vec<String> = free(&scheme.name)
        .into_iter()
        .chain(sent)
        .chain(of_kind)
        .collect();
    if candidates.is_empty() {
        candidates.push("Credentials".to_owned());
    }
    candidates
}

/// What `#[scheme(…)]` says of a scheme, where it can.
fn attribute(kind: &SecuritySchemeKind) -> Option<String> {
    let is_token = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    match kind {
        SecuritySchemeKind::Basic => Some("basic".to_owned()),
        SecuritySchemeKind::Bearer(_) => Some("bearer".to_owned()),
        SecuritySchemeKind::ApiKey {
            location: Some(location),
            name: Some(name),
        } => {
            let (place, is_valid) = match location {
                KeyLocation::Header => ("header", is_token(name)),
                KeyLocation::Cookie => ("cookie", is_token(name)),
                KeyLocation::Query => (
                    "query",
                    !name.is_empty() && !name.chars().any(char::is_control),
                ),
            };
            is_valid.then(|| format!("{place} = {}", crate::render::quoted(name)))
        }
        _ => None,
    }
}

/// What a scheme without documentation is.
fn spoken(kind: &SecuritySchemeKind) -> String {
    match kind {
        SecuritySchemeKind::Basic => "A user id and a password.".to_owned(),
        SecuritySchemeKind::ApiKey {
            location,
            name: Some(name),
        } => {
            let place = match location {
                Some(KeyLocation::Query) => "query parameter",
                Some(KeyLocation::Cookie) => "cookie",
                Some(KeyLocation::Header) | None => "header",
            };
            format!("A key in the {place} `{}`.", name.replace('`', ""))
        }
        _ => "A token.".to_owned(),
    }
}

/// The type of a scheme, and whether it is sent in `Authorization`.
fn scheme_type<'a>(scheme: &SecurityScheme, named: &'a Named) -> Option<(&'a str, bool)> {
    let in_authorization = match &scheme.kind {
        SecuritySchemeKind::ApiKey {
            location: Some(KeyLocation::Header),
            name: Some(name),
        } => name.eq_ignore_ascii_case("authorization"),
        SecuritySchemeKind::ApiKey { .. } => false,
        _ => true,
    };
    if let Some(ty) = named.types.get(&scheme.name) {
        return Some((ty, in_authorization));
    }
    let ty = match &scheme.kind {
        SecuritySchemeKind::Basic => "Basic",
        SecuritySchemeKind::Bearer(_)
        | SecuritySchemeKind::OAuth2(_)
        | SecuritySchemeKind::OpenIdConnect(_) => "Bearer",
        SecuritySchemeKind::ApiKey { .. } => "ApiKey",
        _ => return None,
    };
    Some((ty, in_authorization))
}

/// The types of schemes that are sent together; `None` where one has none, or two are of one type or in one header.
fn together<'a>(alternative: &Requirement, named: &'a Named) -> Option<Vec<&'a str>> {
    let mut types: Vec<(&str, bool)> = Vec::new();
    for required in &alternative.all_of {
        let (ty, in_authorization) = scheme_type(&required.scheme, named)?;
        // The same key under two names is sent once.
        let is_repeated =
            is_key(&required.scheme) && named.types.contains_key(&required.scheme.name);
        if is_repeated && types.iter().any(|(known, _)| *known == ty) {
            continue;
        }
        let is_sent_once = types
            .iter()
            .any(|(known, is_there)| *known == ty || (*is_there && in_authorization));
        if is_sent_once {
            return None;
        }
        types.push((ty, in_authorization));
    }
    Some(types.into_iter().map(|(ty, _)| ty).collect())
}

/// Adds an alternative: what contains another comes before it, or it would never be sent.
fn insert<'a>(declared: &mut Vec<Vec<&'a str>>, schemes: Vec<&'a str>) {
    let contains = |one: &[&str], other: &[&str]| other.iter().all(|scheme| one.contains(scheme));
    if declared
        .iter()
        .any(|known| known.len() == schemes.len() && contains(known, &schemes))
    {
        return;
    }
    let before = declared.iter().position(|known| contains(&schemes, known));
    declared.insert(before.unwrap_or(declared.len()), schemes);
}

#[derive(Default)]
struct Notes {
    all: Vec<String>,
    also: Vec<String>,
}

impl Notes {
    fn push(&mut self, note: String) {
        if !self.all.contains(&note) {
            self.all.push(note);
        }
    }

    /// What is to know of the schemes that are declared.
    fn of_kinds(&mut self, alternative: &Requirement, named: &Named) {
        for required in &alternative.all_of {
            match &required.scheme.kind {
                SecuritySchemeKind::OAuth2(_) => self.push(OAUTH2.to_owned()),
                kind @ SecuritySchemeKind::ApiKey {
                    location: Some(_),
                    name: Some(name),
                // A variable of a collection is a setting of the client.
                } if attribute(kind).is_none() && !name.starts_with("{{") => self.push(format!(
                    "`{name}` is no name that can be sent: the client's credentials say where the key `{}` stands",
                    required.scheme.name
                )),
                SecuritySchemeKind::ApiKey {
                    location: Some(KeyLocation::Cookie),
                    name,
                } if !named.types.contains_key(&required.scheme.name) => self.push(format!(
                    "the key is sent in the cookie `{}`: give the client the header `Cookie`",
                    name.as_deref().unwrap_or_default()
                )),
                _ => {}
            }
        }
    }

    /// The only alternative, of which not all can be declared.
    fn incomplete<'a>(
        &mut self,
        alternative: &Requirement,
        named: &'a Named,
        declared: &mut Vec<Vec<&'a str>>,
    ) {
        let mut types = alternative.all_of.iter();
        let first = types.find_map(|required| scheme_type(&required.scheme, named));
        declared.extend(first.map(|(first, _)| vec![first]));
        if alternative.all_of.len() > 1 {
            self.push(format!(
                "the document requires {} together; the client has to send what is not declared",
                shown(alternative)
            ));
        }
        for required in &alternative.all_of {
            match &required.scheme.kind {
                SecuritySchemeKind::Other(name) => self.push(format!(
                    "the scheme `{name}` needs your own `Credentials`; the client's are sent"
                )),
                SecuritySchemeKind::MutualTls => {
                    self.push("the client's certificate is a setting of its transport".to_owned());
                }
                _ => {}
            }
        }
    }

    fn text(mut self) -> Option<String> {
        // Alternatives can differ in their scopes alone.
        let mut seen: Vec<String> = Vec::new();
        self.also.retain(|also| {
            let is_new = !seen.contains(also) && !self.all.iter().any(|note| note.contains(also));
            seen.push(also.clone());
            is_new
        });
        if !self.also.is_empty() {
            let also = self.also.join(", or ");
            self.push(format!("the document also accepts {also}"));
        }
        (!self.all.is_empty()).then(|| self.all.join("; "))
    }
}

fn shown(alternative: &Requirement) -> String {
    let names: Vec<String> = alternative
        .all_of
        .iter()
        .map(|required| format!("`{}`", required.scheme.name))
        .collect();
    names.join(" and ")
}
