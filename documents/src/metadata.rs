//! Declarations as a description.

mod body;
mod names;
mod types;

use callpoint_core::meta::{
    AuthMeta, BaseMeta, CodecId, CodecMeta, EndpointMeta, FieldLocation, FixedHeader, HeaderMeta,
    KeyLocation as KeyPlace, ParamMeta, QueryStyle, ResponseMeta, SecurityScheme as SchemeMeta,
    SecuritySchemeKind as SchemeMetaKind, StatusPattern,
};

use self::names::words;
use self::types::Types;
use crate::description::{
    Body, Content, Description, Entry, Example, Folder, KeyLocation, Operation, Parameter, Piece,
    RequiredScheme, Requirement, Response, Security, SecurityScheme, SecuritySchemeKind, Server,
    ServerVariable, Status, Style,
};

impl Description {
    /// The description of these endpoints: `ENDPOINTS` of `#[api]`, or any list of them.
    ///
    /// The modules below the last one that all endpoints share are its folders; that one is its title.
    #[must_use]
    pub fn of(endpoints: &[&'static EndpointMeta]) -> Self {
        let (title, folders) = folders(endpoints);
        let mut root = Folder::default();
        let types = Types::of(endpoints);
        for (meta, folders) in endpoints.iter().zip(folders) {
            root.insert(&folders, operation(meta, &types));
        }
        Self {
            title: title.map(str::to_owned),
            schemas: types.named(),
            root,
            ..Self::default()
        }
    }

    /// The description of these endpoints in their order, without folders.
    #[cfg(feature = "http-file")]
    pub(crate) fn flat(endpoints: &[&'static EndpointMeta]) -> Self {
        let types = Types::of(endpoints);
        let mut flat = Self {
            schemas: types.named(),
            ..Self::default()
        };
        flat.root.entries = endpoints
            .iter()
            .map(|meta| operation(meta, &types).into())
            .collect();
        flat
    }
}

impl Folder {
    /// Adds an operation to a folder inside, which is added where it is missing.
    fn insert(&mut self, path: &[&str], operation: Operation) {
        let Some((name, rest)) = path.split_first() else {
            self.entries.push(operation.into());
            return;
        };
        let mut folders = self.entries.iter_mut().filter_map(|entry| match entry {
            Entry::Folder(inner) => Some(inner),
            Entry::Operation(_) => None,
        });
        if let Some(inner) = folders.find(|inner| inner.name == *name) {
            inner.insert(rest, operation);
        } else {
            let mut inner = Self::new(*name);
            inner.insert(rest, operation);
            self.entries.push(Entry::Folder(inner));
        }
    }
}

/// The last module that all endpoints share, and for each the modules below it.
fn folders(endpoints: &[&'static EndpointMeta]) -> (Option<&'static str>, Vec<Vec<&'static str>>) {
    let mut paths: Vec<Vec<&str>> = endpoints
        .iter()
        .map(|meta| {
            meta.module
                .split("::")
                .filter(|module| !module.is_empty())
                .collect()
        })
        .collect();
    let shared = paths.iter().skip(1).fold(
        paths.first().cloned().unwrap_or_default(),
        |shared, path| {
            let pairs = shared.iter().zip(path);
            let length = pairs.take_while(|(one, other)| one == other).count();
            shared[..length].to_vec()
        },
    );
    for path in &mut paths {
        path.drain(..shared.len());
    }
    (shared.last().copied(), paths)
}

fn operation(meta: &EndpointMeta, types: &Types) -> Operation {
    let (path, query) = meta.template.split_once('?').unwrap_or((meta.template, ""));
    let in_headers = |location| {
        let parameters = meta.parameters.iter();
        parameters.filter(move |field| field.location == location)
    };
    let headers = in_headers(FieldLocation::Header);
    Operation {
        id: Some(meta.name.to_owned()),
        name: Some(words(meta.name)),
        place: meta.name.to_owned(),
        doc: meta.doc.to_owned(),
        method: meta.method.to_owned(),
        servers: meta.base.into_iter().map(server).collect(),
        path: path
            .split('/')
            .skip(1)
            .map(|text| segment(meta, text, types))
            .collect(),
        query: query_of(meta, query, types),
        headers: meta
            .headers
            .iter()
            .map(fixed_header)
            .chain(headers.map(|field| parameter(field, types)))
            .collect(),
        cookies: in_headers(FieldLocation::Cookie)
            .map(|field| parameter(field, types))
            .collect(),
        body: body::body(meta, types),
        responses: by_status(
            meta.responses()
                .flat_map(|declared| responses(declared, types)),
        ),
        security: security(meta.auth),
        idempotency_key: meta.idempotency_key.map(str::to_owned),
        ..Operation::default()
    }
}

/// The server of a base. Where the declaration does not say its URL, it is a variable.
fn server(base: BaseMeta) -> Server {
    let Some(url) = base.url else {
        return Server {
            variables: vec![ServerVariable {
                name: base.name.to_owned(),
                ..ServerVariable::default()
            }],
            doc: words(base.name),
            ..Server::new(format!("{{{}}}", base.name))
        };
    };
    Server {
        doc: words(base.name),
        ..Server::new(url)
    }
}

/// `<id>:validate`, its parameters by name.
fn segment(meta: &EndpointMeta, text: &str, types: &Types) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once('<') {
        let Some((name, after)) = opened.split_once('>') else {
            break;
        };
        literal.push_str(before);
        let name = name.trim_end_matches("..");
        let is_path = |place| matches!(place, FieldLocation::Path | FieldLocation::PathSegments);
        let mut parameters = meta.parameters.iter();
        match parameters.find(|field| field.name == name && is_path(field.location)) {
            Some(field) => {
                if let Some(style) = field.list_style {
                    literal.push_str(&style.prefix(field.name));
                }
                if !literal.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                }
                pieces.push(Piece::Parameter(parameter(field, types)));
            }
            None => literal.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    pieces
}

/// The pairs of the template in their order, then the other parameters in theirs.
fn query_of(meta: &EndpointMeta, template: &str, types: &Types) -> Vec<Parameter> {
    let mut query = Vec::new();
    let mut rest: Vec<&ParamMeta> = meta.parameters.iter().collect();
    rest.retain(|field| matches!(field.location, FieldLocation::Query(_)));
    // As it is sent.
    let template = template.replace('[', "%5B").replace(']', "%5D");
    for pair in template.split('&').filter(|pair| !pair.is_empty()) {
        let (key, fixed) = pair
            .split_once('=')
            .map_or((pair, None), |(key, value)| (key, Some(value)));
        let named = key.strip_prefix('<').map(|key| key.trim_end_matches('>'));
        let is_parameter = named.is_some() || fixed.is_some_and(|value| value.starts_with('<'));
        let key = named.unwrap_or(key);
        let position = rest
            .iter()
            .position(|field| is_parameter && field.name == key);
        query.push(match position {
            Some(position) => parameter(rest.remove(position), types),
            None => Parameter {
                fixed: true,
                style: if fixed.is_some() {
                    Style::Default
                } else {
                    Style::FLAG
                },
                examples: fixed.map(Example::new).into_iter().collect(),
                ..Parameter::new(key)
            },
        });
    }
    query.extend(rest.into_iter().map(|field| parameter(field, types)));
    query
}

fn fixed_header(header: &FixedHeader) -> Parameter {
    Parameter {
        fixed: true,
        examples: vec![Example::new(header.value)],
        ..Parameter::new(header.name)
    }
}

fn parameter(field: &ParamMeta, types: &Types) -> Parameter {
    Parameter {
        style: style(field.location),
        required: field.required,
        secret: field.secret,
        doc: field.doc.to_owned(),
        examples: field.example.map(Example::new).into_iter().collect(),
        schema: Some(Box::new(types.sent(field, None))),
        ..Parameter::new(field.name)
    }
}

fn style(location: FieldLocation) -> Style {
    match location {
        FieldLocation::PathSegments => Style::Segments,
        FieldLocation::Query(QueryStyle::Repeat) => Style::Default,
        FieldLocation::Query(style) => Style::Query(style.form()),
        _ => Style::Default,
    }
}

/// One response for each status, with all its media types.
fn by_status(responses: impl Iterator<Item = Response>) -> Vec<Response> {
    let mut list: Vec<Response> = Vec::new();
    for response in responses {
        let known = list.iter_mut().find(|it| it.status == response.status);
        match known {
            Some(known) => {
                if known.doc.is_empty() {
                    known.doc = response.doc;
                }
                known.contents.extend(response.contents);
            }
            None => list.push(response),
        }
    }
    list
}

/// A response for each status of an arm.
fn responses(declared: &'static ResponseMeta, types: &Types) -> impl Iterator<Item = Response> {
    declared.statuses.iter().map(move |status| {
        let mut contents = Vec::new();
        if declared.body_codec().is_some() || declared.example.is_some() {
            let body = Body::Whole {
                examples: declared.example.map(Example::new).into_iter().collect(),
                schema: Some(Box::new(types.received(declared))),
            };
            contents.push(Content::new(media_type(declared.body_codec()), body));
        }
        Response {
            name: declared.variant.map(words).unwrap_or_default(),
            doc: declared.doc.to_owned(),
            headers: headers(declared, types),
            contents,
            ..Response::new(match *status {
                StatusPattern::Code(code) => Status::Code(code),
                StatusPattern::Class(class) => Status::Class(class),
                _ => Status::Default,
            })
        }
    })
}

/// The header fields that a type of `FromResponse` reads.
fn headers(declared: &ResponseMeta, types: &Types) -> Vec<Parameter> {
    let headers = declared.whole.map_or(&[][..], |whole| whole.headers);
    let header = |header: &HeaderMeta| Parameter {
        required: header.required,
        schema: Some(Box::new(types.header(header))),
        ..Parameter::new(header.name)
    };
    headers.iter().map(header).collect()
}

fn security(auth: AuthMeta) -> Security {
    match auth {
        AuthMeta::None => Security::None,
        auth => auth
            .alternatives()
            .map_or(Security::Unspecified, |alternatives| {
                Security::AnyOf(alternatives.into_iter().map(requirement).collect())
            }),
    }
}

fn requirement(schemes: Vec<SchemeMeta>) -> Requirement {
    let all_of = schemes.into_iter().map(|scheme| RequiredScheme {
        scheme: security_scheme(scheme),
        scopes: Vec::new(),
    });
    Requirement {
        all_of: all_of.collect(),
    }
}

fn security_scheme(scheme: SchemeMeta) -> SecurityScheme {
    let kind = match scheme.kind {
        SchemeMetaKind::HttpBasic => SecuritySchemeKind::Basic,
        SchemeMetaKind::HttpBearer => SecuritySchemeKind::Bearer(None),
        // The client knows the name and the place of the key; the declaration does not.
        SchemeMetaKind::Key => SecuritySchemeKind::ApiKey {
            location: None,
            name: None,
        },
        SchemeMetaKind::KeyIn { location, name } => SecuritySchemeKind::ApiKey {
            location: Some(match location {
                KeyPlace::Header => KeyLocation::Header,
                KeyPlace::Query => KeyLocation::Query,
                KeyPlace::Cookie => KeyLocation::Cookie,
            }),
            name: Some(name.to_owned()),
        },
        _ => SecuritySchemeKind::Other(scheme.name.to_owned()),
    };
    SecurityScheme::new(scheme.name, kind)
}

/// The media type of a body, if its codec defines one.
fn media_type(codec: Option<CodecMeta>) -> Option<String> {
    let CodecMeta {
        id, content_type, ..
    } = codec?;
    let is_defined = !matches!(
        id,
        CodecId::NoContent | CodecId::WholeResponse | CodecId::MultipartForm
    );
    (is_defined && content_type != "*/*").then(|| content_type.to_owned())
}
