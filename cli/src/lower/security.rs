//! Credentials: what `auth = …` says of the document's requirements, and what it cannot.

use callpoint_documents::description::{
    KeyLocation, Requirement, Security, SecurityScheme, SecuritySchemeKind,
};

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
pub(super) fn auth(security: &Security) -> Auth {
    let alternatives = match security {
        Security::Unspecified => return Auth::default(),
        Security::None => &[][..],
        Security::AnyOf(alternatives) => alternatives,
    };
    let mut notes = Notes::default();
    let mut declared: Vec<Vec<&'static str>> = Vec::new();
    let is_optional = alternatives.iter().any(|one| one.all_of.is_empty());
    let required: Vec<&Requirement> = alternatives
        .iter()
        .filter(|one| !one.all_of.is_empty())
        .collect();
    let can_choose = required.len() > 1 || is_optional;
    for &alternative in &required {
        match together(alternative) {
            Some(schemes) => {
                insert(&mut declared, schemes);
                notes.of_kinds(alternative);
            }
            // Another alternative can be sent.
            None if can_choose => notes.also.push(shown(alternative)),
            None => notes.incomplete(alternative, &mut declared),
        }
    }
    if declared.is_empty()
        && can_choose
        && let Some(first) = required.first()
    {
        notes.also.remove(0);
        notes.incomplete(first, &mut declared);
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

/// All API keys of the requirements, each as ``header `X-Key` ``.
pub(super) fn keys(security: &Security) -> Vec<String> {
    let Security::AnyOf(alternatives) = security else {
        return Vec::new();
    };
    let schemes = alternatives.iter().flat_map(|one| &one.all_of);
    let keys = schemes.filter_map(|required| match &required.scheme.kind {
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

/// The type of a scheme.
fn scheme_type(scheme: &SecurityScheme) -> Option<&'static str> {
    Some(match &scheme.kind {
        SecuritySchemeKind::Basic => "Basic",
        SecuritySchemeKind::Bearer(_)
        | SecuritySchemeKind::OAuth2(_)
        | SecuritySchemeKind::OpenIdConnect(_) => "Bearer",
        SecuritySchemeKind::ApiKey { .. } => "ApiKey",
        _ => return None,
    })
}

/// The types of schemes that are sent together; `None` where one has none, or two are of one type or in one header.
fn together(alternative: &Requirement) -> Option<Vec<&'static str>> {
    let mut types: Vec<&'static str> = Vec::new();
    for required in &alternative.all_of {
        let scheme = scheme_type(&required.scheme)?;
        let in_authorization = |scheme: &str| ["Basic", "Bearer"].contains(&scheme);
        let is_sent_once = types
            .iter()
            .any(|known| *known == scheme || (in_authorization(known) && in_authorization(scheme)));
        if is_sent_once {
            return None;
        }
        types.push(scheme);
    }
    Some(types)
}

/// Adds an alternative: what contains another comes before it, or it would never be sent.
fn insert(declared: &mut Vec<Vec<&'static str>>, schemes: Vec<&'static str>) {
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
    fn of_kinds(&mut self, alternative: &Requirement) {
        for required in &alternative.all_of {
            match &required.scheme.kind {
                SecuritySchemeKind::OAuth2(_) => self.push(OAUTH2.to_owned()),
                SecuritySchemeKind::ApiKey {
                    location: Some(KeyLocation::Cookie),
                    name,
                } => self.push(format!(
                    "the key is sent in the cookie `{}`: give the client the header `Cookie`",
                    name.as_deref().unwrap_or_default()
                )),
                _ => {}
            }
        }
    }

    /// The only alternative, of which not all can be declared.
    fn incomplete(&mut self, alternative: &Requirement, declared: &mut Vec<Vec<&'static str>>) {
        let mut types = alternative.all_of.iter();
        let first = types.find_map(|required| scheme_type(&required.scheme));
        declared.extend(first.map(|first| vec![first]));
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
