//! Credentials: at the outermost place that all inside agree on.

use super::model::{Attribute, Auth, Item, Pair};
use crate::description::{KeyLocation, Security, SecurityScheme, SecuritySchemeKind};
use crate::variables::Variables;

/// Gives a folder, or else what is inside, its credentials. `inherited` is the scheme that holds around it.
pub(super) fn assign(
    item: &mut Item,
    inherited: Option<&SecurityScheme>,
    variables: &mut Variables,
) {
    if let Some(request) = &mut item.request {
        // Of several schemes, the first: the format has one for each request. Further keys are among its headers and its query.
        request.auth = match item.declared.example().next() {
            None if item.declared != Security::Unspecified && inherited.is_some() => {
                Some(Auth::Noauth)
            }
            Some(scheme) if Some(scheme) != inherited => auth(scheme, variables),
            _ => None,
        };
        return;
    }
    let mut schemes = Vec::new();
    collect(item, &mut schemes);
    let shared = match schemes.as_slice() {
        [scheme] => Some((*scheme).clone()),
        _ => None,
    };
    let shared = shared.as_ref();
    if shared.is_some() && shared != inherited {
        item.auth = shared.and_then(|scheme| auth(scheme, variables));
    }
    let around = shared.or(inherited);
    for inside in item.item.iter_mut().flatten() {
        assign(inside, around, variables);
    }
}

/// The schemes that are asked for inside of a folder, each once.
fn collect<'a>(item: &'a Item, schemes: &mut Vec<&'a SecurityScheme>) {
    if let Some(scheme) = item.declared.example().next()
        && !schemes.contains(&scheme)
    {
        schemes.push(scheme);
    }
    for inside in item.item.iter().flatten() {
        collect(inside, schemes);
    }
}

/// The keys that the one scheme of a request does not say: those of further schemes, and those in cookies. Each with its location.
pub(super) fn further(security: &Security, variables: &mut Variables) -> Vec<(KeyLocation, Pair)> {
    let schemes: Vec<&SecurityScheme> = security.example().collect();
    let mut keys = Vec::new();
    for (index, scheme) in schemes.iter().enumerate() {
        let SecuritySchemeKind::ApiKey {
            location,
            name: Some(name),
        } = &scheme.kind
        else {
            continue;
        };
        let is_own = index == 0 && *location != Some(KeyLocation::Cookie);
        if is_own && schemes.len() == 1 {
            continue;
        }
        // The first scheme has the plain name, although it is written later.
        let value = variables.credential("apiKey", &scheme.name);
        let (location, key, value) = match location {
            _ if is_own => continue,
            Some(KeyLocation::Cookie) => {
                let pair = format!("{name}={value}");
                (KeyLocation::Header, "Cookie".to_owned(), pair)
            }
            Some(KeyLocation::Query) => (KeyLocation::Query, name.clone(), value),
            Some(KeyLocation::Header) | None => (KeyLocation::Header, name.clone(), value),
        };
        let pair = Pair {
            key,
            value: Some(value),
            ..Pair::default()
        };
        keys.push((location, pair));
    }
    keys
}

/// A scheme that the format knows too.
fn auth(scheme: &SecurityScheme, variables: &mut Variables) -> Option<Auth> {
    let fixed = |key, value: &str| Attribute {
        key,
        value: value.to_owned(),
        kind: "string",
    };
    let mut variable = |key, name| fixed(key, &variables.credential(name, &scheme.name));
    Some(match &scheme.kind {
        SecuritySchemeKind::Basic => Auth::Basic {
            basic: vec![
                variable("username", "userId"),
                variable("password", "userPassword"),
            ],
        },
        SecuritySchemeKind::Bearer(_) => Auth::Bearer {
            bearer: vec![variable("token", "bearerToken")],
        },
        SecuritySchemeKind::ApiKey { location, name } => Auth::Apikey {
            apikey: vec![
                match name {
                    Some(name) => fixed("key", name),
                    None => variable("key", "apiKeyName"),
                },
                variable("value", "apiKey"),
                match location {
                    Some(KeyLocation::Query) => fixed("in", "query"),
                    Some(KeyLocation::Header) | None => fixed("in", "header"),
                    Some(KeyLocation::Cookie) => return None,
                },
            ],
        },
        SecuritySchemeKind::OAuth2(_) => Auth::Oauth2 { oauth2: [] },
        _ => return None,
    })
}
