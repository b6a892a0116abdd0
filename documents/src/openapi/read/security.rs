//! Credentials.

use std::collections::HashMap;

use super::Reader;
use super::node::{Node, shown};
use super::version::Version;
use crate::description::{
    KeyLocation, OAuthFlow, OAuthFlowKind, RequiredScheme, Requirement, Security, SecurityScheme,
    SecuritySchemeKind,
};

/// The schemes of the document.
#[derive(Default)]
pub(super) struct Schemes {
    all: Vec<SecurityScheme>,
    by_name: HashMap<String, usize>,
}

impl Schemes {
    pub(super) fn into_all(self) -> Vec<SecurityScheme> {
        self.all
    }

    /// A scheme as an operation requires it: without its documentation and scopes.
    fn required(&self, name: &str) -> Option<SecurityScheme> {
        let scheme = &self.all[*self.by_name.get(name)?];
        let kind = match &scheme.kind {
            SecuritySchemeKind::OAuth2(flows) => {
                let flow = |flow: &OAuthFlow| OAuthFlow {
                    kind: flow.kind,
                    authorization_url: flow.authorization_url.clone(),
                    token_url: flow.token_url.clone(),
                    refresh_url: flow.refresh_url.clone(),
                    scopes: Vec::new(),
                };
                SecuritySchemeKind::OAuth2(flows.iter().map(flow).collect())
            }
            kind => kind.clone(),
        };
        Some(SecurityScheme::new(name, kind))
    }
}

impl<'a> Reader<'a> {
    pub(super) fn security_schemes(&mut self, root: &Node<'a, '_>, version: Version) {
        let components = root.get("components");
        let all = match version {
            Version::V2 => root.get("securityDefinitions"),
            Version::V3 => components
                .as_ref()
                .and_then(|components| components.get("securitySchemes")),
        };
        let Some(all) = all else { return };
        for (name, node) in all.entries() {
            let Some(resolved) = self.resolve(&node) else {
                continue;
            };
            let node = resolved.node();
            if let Some(kind) = self.scheme(&node) {
                let mut scheme = SecurityScheme::new(name, kind);
                scheme.doc = node.text_of("description").unwrap_or_default();
                self.schemes
                    .by_name
                    .insert(name.to_owned(), self.schemes.all.len());
                self.schemes.all.push(scheme);
            }
        }
    }

    fn scheme(&mut self, node: &Node<'a, '_>) -> Option<SecuritySchemeKind> {
        let Some(kind) = node.text_of("type") else {
            self.note(node, "the security scheme has no `type`");
            return None;
        };
        Some(match kind.to_ascii_lowercase().as_str() {
            "basic" => SecuritySchemeKind::Basic,
            "bearer" | "jwt" => SecuritySchemeKind::Bearer(node.text_of("bearerFormat")),
            "http" => {
                let scheme = node.text_of("scheme").unwrap_or_else(|| {
                    self.note(
                        node,
                        "the security scheme has no `scheme`; it is read as `bearer`",
                    );
                    "bearer".to_owned()
                });
                match scheme.trim().to_ascii_lowercase().as_str() {
                    "basic" => SecuritySchemeKind::Basic,
                    "bearer" => SecuritySchemeKind::Bearer(node.text_of("bearerFormat")),
                    _ => SecuritySchemeKind::Other(scheme.trim().to_owned()),
                }
            }
            "apikey" => {
                let location = match node.str_of("in") {
                    Some("query") => KeyLocation::Query,
                    Some("cookie") => KeyLocation::Cookie,
                    Some("header") => KeyLocation::Header,
                    _ => {
                        self.note(
                            node,
                            "the key has no `in` that is known; it is read as `header`",
                        );
                        KeyLocation::Header
                    }
                };
                let name = node.text_of("name");
                if name.is_none() {
                    self.note(node, "the key has no `name`");
                }
                SecuritySchemeKind::ApiKey {
                    location: Some(location),
                    name,
                }
            }
            "oauth2" => SecuritySchemeKind::OAuth2(self.flows(node)),
            "openidconnect" => SecuritySchemeKind::OpenIdConnect(
                node.text_of("openIdConnectUrl").unwrap_or_default(),
            ),
            "mutualtls" => SecuritySchemeKind::MutualTls,
            _ => {
                self.note(
                    node,
                    format!("the security scheme `{}` is not known", shown(&kind)),
                );
                SecuritySchemeKind::Other(kind)
            }
        })
    }

    fn flows(&mut self, node: &Node<'a, '_>) -> Vec<OAuthFlow> {
        // 2.0 has one flow, and names two of them otherwise.
        if let Some(flow) = node.str_of("flow") {
            let kind = match flow {
                "implicit" => OAuthFlowKind::Implicit,
                "password" => OAuthFlowKind::Password,
                "application" => OAuthFlowKind::ClientCredentials,
                "accessCode" => OAuthFlowKind::AuthorizationCode,
                _ => {
                    self.note(node, format!("the flow `{}` is not known", shown(flow)));
                    return Vec::new();
                }
            };
            return vec![flow_of(node, kind)];
        }
        let mut flows = Vec::new();
        let Some(all) = node.get("flows") else {
            return flows;
        };
        for (name, flow) in all.entries() {
            let kind = match name {
                "implicit" => OAuthFlowKind::Implicit,
                "password" => OAuthFlowKind::Password,
                "clientCredentials" => OAuthFlowKind::ClientCredentials,
                "authorizationCode" => OAuthFlowKind::AuthorizationCode,
                "deviceAuthorization" => OAuthFlowKind::DeviceAuthorization,
                name if name.starts_with("x-") => continue,
                name => {
                    self.note(&flow, format!("the flow `{}` is not known", shown(name)));
                    continue;
                }
            };
            flows.push(flow_of(&flow, kind));
        }
        flows
    }

    /// `security`, of the document or of an operation.
    pub(super) fn security(&mut self, node: &Node<'a, '_>) -> Security {
        if !node.value.is_array() {
            self.expected("an array", node);
            return Security::Unspecified;
        }
        let mut any_of: Vec<Requirement> = Vec::new();
        let mut is_unknown = false;
        for item in node.items() {
            let requirement = self.requirement(&item);
            is_unknown |= requirement.is_none();
            // Alternatives that differ in their schemes' names alone stay; those that are the same do not.
            any_of.extend(requirement.filter(|new| !any_of.contains(new)));
        }
        let all_empty = any_of
            .iter()
            .all(|requirement| requirement.all_of.is_empty());
        match any_of.as_slice() {
            [] if is_unknown => Security::Unspecified,
            _ if all_empty => Security::None,
            _ => Security::AnyOf(any_of),
        }
    }

    fn requirement(&mut self, node: &Node<'a, '_>) -> Option<Requirement> {
        let mut requirement = Requirement::default();
        if !node.value.is_object() {
            self.expected("an object", node);
            return None;
        }
        for (name, scopes) in node.entries() {
            let scopes: Vec<String> = scopes.items().filter_map(|scope| scope.text()).collect();
            // 3.2 allows a reference to the scheme.
            let last = name.rsplit('/').next().unwrap_or_default();
            let scheme = self.schemes.required(name);
            let scheme = scheme.or_else(|| self.schemes.required(last));
            let Some(scheme) = scheme else {
                let name = shown(name);
                self.note(
                    node,
                    format!("the security scheme `{name}` is not defined; it is left out"),
                );
                return None;
            };
            requirement.all_of.push(RequiredScheme { scheme, scopes });
        }
        Some(requirement)
    }
}

fn flow_of(node: &Node<'_, '_>, kind: OAuthFlowKind) -> OAuthFlow {
    let scopes = node.get("scopes");
    let scopes = scopes.iter().flat_map(Node::entries);
    OAuthFlow {
        kind,
        authorization_url: node
            .text_of("authorizationUrl")
            .or_else(|| node.text_of("deviceAuthorizationUrl")),
        token_url: node.text_of("tokenUrl"),
        refresh_url: node.text_of("refreshUrl"),
        scopes: scopes
            .map(|(name, scope)| (name.to_owned(), scope.text().unwrap_or_default()))
            .collect(),
    }
}
