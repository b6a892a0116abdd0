//! Credentials: the schemes of the document, and what an operation requires.

use super::Writer;
use super::fields::Fields;
use crate::description::{
    KeyLocation, OAuthFlow, OAuthFlowKind, Requirement, SecurityScheme, SecuritySchemeKind,
};
use crate::value::{Object, Value};

impl Writer {
    pub(super) fn requirements(&mut self, requirements: &[Requirement]) -> Vec<Value> {
        let mut written = Vec::new();
        for requirement in requirements {
            let mut all = Object::default();
            for required in &requirement.all_of {
                let name = self.scheme(&required.scheme);
                let scopes: Vec<Value> = required
                    .scopes
                    .iter()
                    .map(|it| it.as_str().into())
                    .collect();
                all.insert(name, scopes);
            }
            written.push(all.into());
        }
        written
    }

    /// Adds a scheme to the document where it is missing; returns its name there.
    pub(super) fn scheme(&mut self, scheme: &SecurityScheme) -> String {
        let name = component_name(&scheme.name);
        let is_known = self.schemes.get(&name).is_some();
        // What an operation requires stands there without its documentation.
        if !is_known || !scheme.doc.is_empty() {
            let written = self.scheme_object(scheme);
            self.schemes.insert(name.clone(), written);
        }
        name
    }

    fn scheme_object(&mut self, scheme: &SecurityScheme) -> Object {
        let fields = Fields::default();
        let http = |name: &str| Fields::default().set("type", "http").set("scheme", name);
        let fields = match &scheme.kind {
            SecuritySchemeKind::Basic => http("basic"),
            SecuritySchemeKind::Bearer(format) => {
                http("bearer").some("bearerFormat", format.as_deref())
            }
            SecuritySchemeKind::Other(name) => http(&name.to_ascii_lowercase()),
            SecuritySchemeKind::ApiKey { location, name } => {
                if name.is_none() {
                    self.notes.push(format!(
                        "the scheme `{}`: the client chooses the name of its key, written as `X-Api-Key`",
                        scheme.name
                    ));
                }
                let location = match location {
                    Some(KeyLocation::Query) => "query",
                    Some(KeyLocation::Cookie) => "cookie",
                    Some(KeyLocation::Header) | None => "header",
                };
                fields
                    .set("type", "apiKey")
                    .set("name", name.as_deref().unwrap_or("X-Api-Key"))
                    .set("in", location)
            }
            SecuritySchemeKind::OAuth2(flows) => {
                fields.set("type", "oauth2").set("flows", flows_of(flows))
            }
            SecuritySchemeKind::OpenIdConnect(url) => fields
                .set("type", "openIdConnect")
                .set("openIdConnectUrl", url.as_str()),
            SecuritySchemeKind::MutualTls if self.is_3_0() => http("mutual"),
            SecuritySchemeKind::MutualTls => fields.set("type", "mutualTLS"),
        };
        fields.text("description", &scheme.doc).done()
    }
}

fn flows_of(flows: &[OAuthFlow]) -> Object {
    let mut written = Object::default();
    for flow in flows {
        let name = match flow.kind {
            OAuthFlowKind::AuthorizationCode => "authorizationCode",
            OAuthFlowKind::ClientCredentials => "clientCredentials",
            OAuthFlowKind::Implicit => "implicit",
            OAuthFlowKind::Password => "password",
            OAuthFlowKind::DeviceAuthorization => "x-deviceAuthorization",
        };
        let mut scopes = Object::default();
        for (scope, meaning) in &flow.scopes {
            scopes.insert(scope.clone(), meaning.as_str());
        }
        let flow = Fields::default()
            .some("authorizationUrl", flow.authorization_url.as_deref())
            .some("tokenUrl", flow.token_url.as_deref())
            .some("refreshUrl", flow.refresh_url.as_deref())
            .set("scopes", scopes)
            .done();
        written.insert(name, flow);
    }
    written
}

/// A name as components have it: letters, digits, `.`, `-` and `_`.
pub(super) fn component_name(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            written.push(c);
        } else if !written.ends_with('_') && !written.is_empty() {
            written.push('_');
        }
    }
    let trimmed = written.trim_end_matches('_');
    if trimmed.is_empty() {
        "Type".to_owned()
    } else {
        trimmed.to_owned()
    }
}
