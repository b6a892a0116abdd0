//! Credentials.

use std::collections::BTreeSet;

use super::{Comparer, DifferenceKind};
use crate::description::{
    KeyLocation, Operation, RequiredScheme, Requirement, Security, SecuritySchemeKind,
};

/// What a scheme sends, whatever its name is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Sent {
    Basic,
    Bearer,
    /// The location and the name; `None` where the client knows them.
    Key(Option<(u8, String)>),
    Certificate,
    Other(String),
}

impl Comparer<'_> {
    pub(super) fn security(&mut self, old: &Operation, new: &Operation) {
        if self.is_declared && old.security == Security::Unspecified {
            // The client says it.
            return;
        }
        let (from, to) = (alternatives(&old.security), alternatives(&new.security));
        let is_enough = |held: &BTreeSet<Sent>| to.iter().any(|needed| satisfies(held, needed));
        let lost: Vec<String> = from
            .iter()
            .filter(|held| !is_enough(held))
            .map(shown)
            .collect();
        if !lost.is_empty() {
            let needed: Vec<String> = to.iter().map(shown).collect();
            let message = format!(
                "{} is not enough any more: the credentials are {}",
                lost.join(" or "),
                needed.join(" or ")
            );
            let kind = DifferenceKind::SecurityChanged;
            self.of_operation(kind, true, (old, new), message);
        } else if !is_same(&from, &to) {
            let needed: Vec<String> = to.iter().map(shown).collect();
            let message = format!("the credentials can be {}", needed.join(" or "));
            let kind = DifferenceKind::SecurityChanged;
            self.of_operation(kind, false, (old, new), message);
        }
        if !self.is_declared {
            self.scopes(old, new);
        }
    }

    /// A declaration names no scopes.
    fn scopes(&mut self, old: &Operation, new: &Operation) {
        let (from, to) = (scopes(&old.security), scopes(&new.security));
        let added: Vec<&str> = to.difference(&from).copied().collect();
        let removed: Vec<&str> = from.difference(&to).copied().collect();
        let kind = DifferenceKind::SecurityChanged;
        if !added.is_empty() {
            let message = format!("the credentials need the scopes `{}`", added.join("`, `"));
            self.of_operation(kind, true, (old, new), message);
        }
        if !removed.is_empty() {
            let message = format!(
                "the credentials do not need the scopes `{}` any more",
                removed.join("`, `")
            );
            self.of_operation(kind, false, (old, new), message);
        }
    }
}

/// The schemes of each alternative; an empty one sends nothing.
fn alternatives(security: &Security) -> Vec<BTreeSet<Sent>> {
    match security {
        Security::Unspecified | Security::None => vec![BTreeSet::new()],
        Security::AnyOf(requirements) => requirements
            .iter()
            .map(|Requirement { all_of }| all_of.iter().map(sent).collect())
            .collect(),
    }
}

fn sent(required: &RequiredScheme) -> Sent {
    match &required.scheme.kind {
        SecuritySchemeKind::Basic => Sent::Basic,
        // The token of each is sent in the same way.
        SecuritySchemeKind::Bearer(_)
        | SecuritySchemeKind::OAuth2(_)
        | SecuritySchemeKind::OpenIdConnect(_) => Sent::Bearer,
        SecuritySchemeKind::ApiKey { location, name } => {
            let at = |location: &KeyLocation| match location {
                KeyLocation::Header => 0,
                KeyLocation::Query => 1,
                KeyLocation::Cookie => 2,
            };
            let place = location.as_ref().zip(name.as_ref());
            Sent::Key(place.map(|(location, name)| {
                let is_header = *location == KeyLocation::Header;
                let name = if is_header {
                    name.to_ascii_lowercase()
                } else {
                    name.clone()
                };
                (at(location), name)
            }))
        }
        SecuritySchemeKind::MutualTls => Sent::Certificate,
        SecuritySchemeKind::Other(name) => Sent::Other(name.to_ascii_lowercase()),
    }
}

/// Whether who sends these credentials sends what is needed.
fn satisfies(held: &BTreeSet<Sent>, needed: &BTreeSet<Sent>) -> bool {
    let is_held = |needed: &Sent| {
        held.contains(needed)
            || match needed {
                Sent::Key(None) => held.iter().any(|held| matches!(held, Sent::Key(_))),
                Sent::Key(Some(_)) => held.contains(&Sent::Key(None)),
                _ => false,
            }
    };
    needed.iter().all(is_held)
}

fn is_same(from: &[BTreeSet<Sent>], to: &[BTreeSet<Sent>]) -> bool {
    let has = |list: &[BTreeSet<Sent>], one: &BTreeSet<Sent>| {
        list.iter()
            .any(|other| satisfies(one, other) && satisfies(other, one))
    };
    from.iter().all(|one| has(to, one)) && to.iter().all(|one| has(from, one))
}

fn scopes(security: &Security) -> BTreeSet<&str> {
    let Security::AnyOf(requirements) = security else {
        return BTreeSet::new();
    };
    let schemes = requirements.iter().flat_map(|it| &it.all_of);
    schemes
        .flat_map(|scheme| scheme.scopes.iter().map(String::as_str))
        .collect()
}

fn shown(schemes: &BTreeSet<Sent>) -> String {
    let each = schemes.iter().map(|scheme| match scheme {
        Sent::Basic => "basic".to_owned(),
        Sent::Bearer => "a bearer token".to_owned(),
        Sent::Key(None) => "a key".to_owned(),
        Sent::Key(Some((0, name))) => format!("the key in the header `{name}`"),
        Sent::Key(Some((1, name))) => format!("the key in the query parameter `{name}`"),
        Sent::Key(Some((_, name))) => format!("the key in the cookie `{name}`"),
        Sent::Certificate => "a certificate".to_owned(),
        Sent::Other(name) => format!("`{name}`"),
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() {
        "none".to_owned()
    } else {
        each.join(" and ")
    }
}
