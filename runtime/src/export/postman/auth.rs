//! Credentials: at the outermost place that all inside agree on.

use super::model::{Attribute, Auth, Item};
use crate::export::operation::Variables;
use crate::meta::AuthMeta;

/// Gives a folder, or else what is inside, its credentials. `inherited` is the scheme that holds around it.
pub(super) fn assign(item: &mut Item, inherited: Option<&'static str>, variables: &mut Variables) {
    if let (Some(declared), Some(request)) = (item.declared, &mut item.request) {
        request.auth = match declared {
            AuthMeta::None if inherited.is_some() => Some(Auth::Noauth),
            AuthMeta::Scheme(scheme) if Some(scheme) != inherited => auth(scheme, variables),
            _ => None,
        };
        return;
    }
    let mut schemes = Vec::new();
    collect(item, &mut schemes);
    let shared = match schemes.as_slice() {
        [scheme] => Some(*scheme),
        _ => None,
    };
    if shared.is_some() && shared != inherited {
        item.auth = shared.and_then(|scheme| auth(scheme, variables));
    }
    let around = shared.or(inherited);
    for inside in item.item.iter_mut().flatten() {
        assign(inside, around, variables);
    }
}

/// The schemes that are asked for inside of a folder, each once.
fn collect(item: &Item, schemes: &mut Vec<&'static str>) {
    if let Some(AuthMeta::Scheme(scheme)) = item.declared
        && !schemes.contains(&scheme)
    {
        schemes.push(scheme);
    }
    for inside in item.item.iter().flatten() {
        collect(inside, schemes);
    }
}

/// A scheme that the format knows too.
fn auth(scheme: &str, variables: &mut Variables) -> Option<Auth> {
    let mut attribute = |key, variable: Option<&str>| Attribute {
        key,
        value: variable.map_or_else(
            || "header".to_owned(),
            |name| variables.refer(name, "", scheme),
        ),
        kind: "string",
    };
    Some(match scheme.rsplit("::").next()?.trim() {
        "Basic" => Auth::Basic {
            basic: vec![
                attribute("username", Some("userId")),
                attribute("password", Some("userPassword")),
            ],
        },
        "Bearer" => Auth::Bearer {
            bearer: vec![attribute("token", Some("bearerToken"))],
        },
        // The client knows the name and the place of the key; the declaration does not.
        "ApiKey" => Auth::Apikey {
            apikey: vec![
                attribute("key", Some("apiKeyName")),
                attribute("value", Some("apiKey")),
                attribute("in", None),
            ],
        },
        _ => return None,
    })
}
