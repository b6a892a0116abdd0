//! Servers: a list, or the three parts of Swagger 2.0.

use super::Reader;
use super::files::Files;
use super::node::Node;
use crate::description::{Server, ServerVariable};

/// `servers`.
pub(super) fn read<'a>(reader: &mut Reader<'a>, node: &Node<'a, '_>) -> Vec<Server> {
    if !node.value.is_array() {
        reader.expected("an array", node);
    }
    let mut servers = Vec::new();
    for item in node.items() {
        let Some(url) = item.text_of("url") else {
            reader.note(&item, "the server has no `url`");
            continue;
        };
        let url = url.trim().trim_end_matches('/');
        let mut server = Server::new(url);
        server.doc = item
            .text_of("description")
            .or_else(|| item.text_of("name"))
            .unwrap_or_default();
        if let Some(variables) = item.get("variables") {
            for (name, variable) in variables.entries() {
                let values = variable.get("enum");
                let values = values
                    .iter()
                    .flat_map(Node::items)
                    .filter_map(|value| value.text());
                server.variables.push(ServerVariable {
                    name: name.to_owned(),
                    default: variable.text_of("default").unwrap_or_default(),
                    values: values.collect(),
                    doc: variable.text_of("description").unwrap_or_default(),
                });
            }
        }
        // `/` is where the document is: it says nothing.
        if !url.is_empty() {
            servers.push(server);
        }
    }
    servers
}

/// `schemes`, `host` and `basePath`.
pub(super) fn of_swagger(root: &Node<'_, '_>) -> Vec<Server> {
    let schemes = root.get("schemes");
    servers_of(root, schemes.as_ref())
}

/// The servers of an operation with schemes of its own.
pub(super) fn with_schemes(files: &Files, schemes: &Node<'_, '_>) -> Vec<Server> {
    servers_of(&Node::at(&files.list[0].value, 0, ""), Some(schemes))
}

fn servers_of(root: &Node<'_, '_>, schemes: Option<&Node<'_, '_>>) -> Vec<Server> {
    let path = root.text_of("basePath").unwrap_or_default();
    let path = path.trim().trim_matches('/');
    let path = if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    };
    let Some(host) = root.text_of("host").filter(|host| !host.trim().is_empty()) else {
        return if path.is_empty() {
            Vec::new()
        } else {
            vec![Server::new(path)]
        };
    };
    // Some documents have the scheme in the host.
    let host = host.trim().trim_end_matches('/');
    if host.contains("://") {
        return vec![Server::new(format!("{host}{path}"))];
    }
    let known = ["https", "http", "wss", "ws"].into_iter();
    let said: Vec<&str> = schemes
        .map(|schemes| {
            schemes
                .items()
                .filter_map(|scheme| scheme.value.as_str())
                .collect()
        })
        .unwrap_or_default();
    let said: Vec<&str> = known
        .filter(|scheme| said.iter().any(|said| said.eq_ignore_ascii_case(scheme)))
        .collect();
    let schemes = if said.is_empty() { vec!["https"] } else { said };
    let server = |scheme| Server::new(format!("{scheme}://{host}{path}"));
    schemes.into_iter().map(server).collect()
}
