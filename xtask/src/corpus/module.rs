//! What an imported module declares, counted from its Rust: every `#[endpoint]`, with what it takes from the modules around it.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Item, ItemStruct};

use super::members::{Member, Members, full};
use super::tokens::{codec, is, list, literal, of_serde, option, parts, renamed, text, unquoted};

/// One declaration.
#[derive(Debug, Default)]
pub(crate) struct Endpoint {
    /// The module that it is in.
    pub(crate) module: String,
    pub(crate) method: String,
    /// The template, without its query.
    pub(crate) path: String,
    pub(crate) query: String,
    /// The alternatives of `auth`, each with the kinds of its schemes.
    pub(crate) auth: Vec<Vec<String>>,
    /// Whether it is at a server of its own.
    pub(crate) has_base: bool,
    pub(crate) fields: Vec<Field>,
    /// Names that are sent with a fixed value: in the query, or as a header in lower case.
    pub(crate) fixed: Vec<String>,
    /// The fixed headers, as `name=value`.
    pub(crate) headers: Vec<String>,
    /// The codec and the media type of the fields of the body.
    pub(crate) body: (String, Option<String>),
    /// The names in the type of a whole body, on the wire.
    pub(crate) body_names: Vec<String>,
    pub(crate) arms: Vec<Arm>,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) location: Location,
    /// On the wire.
    pub(crate) name: String,
    /// Without `Option` and `Box`.
    pub(crate) ty: String,
    pub(crate) is_optional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    /// The entries of a struct.
    Entries,
    Header,
    Cookie,
    /// The whole body, with its codec and media type.
    Body(String, Option<String>),
    Part,
    /// A field of the body.
    None,
}

#[derive(Debug, Clone)]
pub(crate) struct Arm {
    /// `200`, `4xx`, `_`
    pub(crate) statuses: Vec<String>,
    pub(crate) ty: String,
    pub(crate) codec: String,
    pub(crate) media_type: Option<String>,
    /// The headers of a whole response, in lower case.
    pub(crate) headers: Vec<String>,
    /// Whether it is of the set of errors that calls share.
    pub(crate) is_shared: bool,
    /// What is in its type, by path.
    pub(crate) members: BTreeMap<String, Member>,
}

/// What the types of a module say.
#[derive(Default)]
struct Types {
    /// The arms of error sets.
    errors: HashMap<String, Vec<Arm>>,
    /// Whole responses.
    responses: HashMap<String, Whole>,
    /// The kinds of named schemes.
    schemes: HashMap<String, String>,
    /// The names of fields, on the wire.
    structs: HashMap<String, Vec<String>>,
}

/// A response with its headers.
#[derive(Default)]
struct Whole {
    /// In lower case.
    headers: Vec<String>,
    /// The type of its body, its codec and the media type of that.
    body: String,
    codec: (String, Option<String>),
}

/// The options of a module.
#[derive(Default, Clone)]
struct Api {
    auth: Option<String>,
    errors: Option<String>,
}

pub(crate) fn read(text: &str) -> syn::Result<Vec<Endpoint>> {
    let file = syn::parse_file(text)?;
    let mut types = Types::default();
    types.collect(&file.items);
    let members = Members::of(&file.items);
    let mut found = Vec::new();
    walk(&file.items, "", &Api::default(), &types, &mut found);
    for endpoint in &mut found {
        let is_body = |field: &&Field| matches!(field.location, Location::Body(..));
        if let Some(body) = endpoint.fields.iter().find(is_body)
            && let Some(names) = types.structs.get(&body.ty)
        {
            endpoint.body_names.clone_from(names);
        }
        for arm in &mut endpoint.arms {
            if arm.codec == "Whole"
                && let Some(whole) = types.responses.get(&arm.ty)
            {
                arm.headers.clone_from(&whole.headers);
                arm.codec.clone_from(&whole.codec.0);
                if arm.media_type.is_none() {
                    arm.media_type.clone_from(&whole.codec.1);
                }
                arm.ty.clone_from(&whole.body);
            }
            if arm.codec == "Json" {
                arm.members = members.in_type(&arm.ty);
            }
        }
    }
    Ok(found)
}

fn walk(items: &[Item], module: &str, api: &Api, types: &Types, found: &mut Vec<Endpoint>) {
    for item in items {
        match item {
            Item::Mod(inner) => {
                let mut own = api.clone();
                for part in inner
                    .attrs
                    .iter()
                    .filter_map(|attr| list(attr, "api"))
                    .flat_map(parts)
                {
                    match option(&part) {
                        Some(("auth", value)) => own.auth = Some(value),
                        Some(("errors", value)) => own.errors = Some(value),
                        _ => {}
                    }
                }
                if let Some((_, items)) = &inner.content {
                    walk(items, &inner.ident.to_string(), &own, types, found);
                }
            }
            Item::Struct(declared) => {
                if let Some(tokens) = declared
                    .attrs
                    .iter()
                    .find_map(|attr| list(attr, "endpoint"))
                {
                    let mut endpoint = endpoint(declared, tokens, api, types);
                    module.clone_into(&mut endpoint.module);
                    found.push(endpoint);
                }
            }
            _ => {}
        }
    }
}

/// `200 | 404 "text/csv"`: the statuses, and the media type.
fn statuses(tokens: &[TokenTree]) -> (Vec<String>, Option<String>) {
    let mut media_type = None;
    let mut found = Vec::new();
    for token in tokens {
        let text = token.to_string();
        if text.starts_with('"') {
            media_type = Some(unquoted(&text));
        } else if text != "|" {
            found.push(text);
        }
    }
    (found, media_type)
}

fn arm(part: &[TokenTree]) -> Option<Arm> {
    let arrow = part
        .windows(2)
        .position(|pair| matches!(pair, [a, b] if is(a, '=') && is(b, '>')))?;
    let (statuses, limit) = statuses(part.get(..arrow)?);
    let right = part.get(arrow + 2..)?;
    let mut right = right.to_vec();
    // `Rejected(Vec<Problem>)`
    if let [TokenTree::Ident(_), TokenTree::Group(group)] = right.as_slice()
        && group.delimiter() == Delimiter::Parenthesis
    {
        right = group.stream().into_iter().collect();
    }
    let (ty, (codec, media_type)) = typed(&right);
    Some(Arm {
        statuses,
        ty,
        codec,
        media_type: media_type.or(limit),
        headers: Vec::new(),
        is_shared: false,
        members: BTreeMap::new(),
    })
}

/// `Link as Text`
fn typed(tokens: &[TokenTree]) -> (String, (String, Option<String>)) {
    let place = tokens
        .iter()
        .rposition(|token| matches!(token, TokenTree::Ident(word) if word == "as"));
    match place {
        Some(place) => {
            let (ty, rest) = tokens.split_at(place);
            (text(ty), codec(&text(rest.get(1..).unwrap_or_default())))
        }
        None => (text(tokens), ("Json".to_owned(), None)),
    }
}

fn endpoint(declared: &ItemStruct, tokens: TokenStream, api: &Api, types: &Types) -> Endpoint {
    let mut endpoint = Endpoint {
        body: ("Json".to_owned(), None),
        ..Endpoint::default()
    };
    let mut api = api.clone();
    let mut template = String::new();
    for (at, part) in parts(tokens).iter().enumerate() {
        match (at, option(part)) {
            (0, _) => endpoint.method = unquoted(&text(part)),
            (1, _) => template = unquoted(&text_of_literal(part)),
            (_, Some(("auth", value))) => api.auth = Some(value),
            (_, Some(("errors", value))) => api.errors = Some(value),
            (_, Some(("base", _))) => endpoint.has_base = true,
            (_, Some(("body", value))) => endpoint.body = codec(&value),
            (_, Some(("header", _))) => {
                let line = unquoted(&text_of_literal(part.get(2..).unwrap_or_default()));
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                endpoint.fixed.push(name.to_ascii_lowercase());
                endpoint.headers.push(format!("{name}={}", value.trim()));
            }
            (_, Some(("idempotency_key", value))) => {
                endpoint.fixed.push(unquoted(&value).to_ascii_lowercase());
            }
            _ => endpoint.arms.extend(arm(part)),
        }
    }
    // What an endpoint says of a status itself comes before what the module says.
    let own: Vec<String> = endpoint
        .arms
        .iter()
        .flat_map(|arm| arm.statuses.clone())
        .collect();
    let shared = api.errors.iter().filter_map(|name| types.errors.get(name));
    for mut arm in shared.flatten().cloned() {
        arm.is_shared = true;
        arm.statuses.retain(|status| !own.contains(status));
        if !arm.statuses.is_empty() {
            endpoint.arms.push(arm);
        }
    }
    endpoint.auth = types.auth(api.auth.as_deref());
    let (path, query) = template.split_once('?').unwrap_or((&template, ""));
    path.clone_into(&mut endpoint.path);
    query.clone_into(&mut endpoint.query);
    // The names of fields in the path and the query of the template.
    let mut in_query = HashMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, pair));
        match value
            .strip_prefix('<')
            .and_then(|value| value.strip_suffix('>'))
        {
            Some(field) => {
                let name = name.trim_matches(['<', '>']);
                in_query.insert(field.to_owned(), name.to_owned());
            }
            None => endpoint.fixed.push(percent(name)),
        }
    }
    let style = of_serde(&declared.attrs, "rename_all");
    for field in &declared.fields {
        let mut made = self::field(field, path, &in_query);
        if made.location == Location::None {
            made.name = on_wire(field, style.as_deref());
        }
        endpoint.fields.push(made);
    }
    endpoint
}

/// What serde names a field.
pub(super) fn on_wire(field: &syn::Field, style: Option<&str>) -> String {
    let name = field.ident.as_ref().map(ToString::to_string);
    let name = name.unwrap_or_default();
    of_serde(&field.attrs, "rename")
        .unwrap_or_else(|| renamed(name.trim_start_matches("r#"), style))
}

fn text_of_literal(part: &[TokenTree]) -> String {
    part.first().map(ToString::to_string).unwrap_or_default()
}

/// A fixed name in the template is written as it is sent.
fn percent(name: &str) -> String {
    name.replace("%5B", "[")
        .replace("%5D", "]")
        .replace("%24", "$")
}

fn field(field: &syn::Field, path: &str, in_query: &HashMap<String, String>) -> Field {
    let name = field
        .ident
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let name = name.trim_start_matches("r#").to_owned();
    // `<name>`, `<name..>`, `<name:…>`
    let is_in_path = path.split('<').skip(1).any(|inside| {
        let after = inside.strip_prefix(name.as_str());
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    });
    let mut made = Field {
        location: Location::None,
        is_optional: is_optional(&field.ty),
        ty: bare(&field.ty),
        name: name.clone(),
    };
    if is_in_path {
        made.location = Location::Path;
    } else if let Some(sent) = in_query.get(&name) {
        made.location = Location::Query;
        sent.clone_into(&mut made.name);
    }
    for attr in &field.attrs {
        let Some(kind) = attr.path().get_ident().map(ToString::to_string) else {
            continue;
        };
        let inner = match &attr.meta {
            syn::Meta::List(list) => parts(list.tokens.clone()),
            _ => Vec::new(),
        };
        let has = |word: &str| inner.iter().any(|part| text(part) == word);
        made.location = match kind.as_str() {
            "query" if has("flatten") => Location::Entries,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            "part" => Location::Part,
            "body" => {
                let named = inner.first().filter(|part| option(part).is_none());
                let (codec, own) =
                    named.map_or(("Json".to_owned(), None), |part| codec(&text(part)));
                let stated = inner
                    .iter()
                    .find_map(|part| option(part).filter(|(name, _)| *name == "type"));
                Location::Body(codec, stated.map(|(_, value)| unquoted(&value)).or(own))
            }
            _ => continue,
        };
        // A flag that is false is not sent.
        made.is_optional |= kind == "query" && has("flag");
        if let Some(sent) = literal(&inner) {
            made.name = sent;
        }
    }
    made
}

/// A type in a word, without what says that it can be absent.
fn bare(ty: &syn::Type) -> String {
    if let syn::Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && ["Option", "Patch", "Box"]
            .iter()
            .any(|around| last.ident == around)
        && let syn::PathArguments::AngleBracketed(inner) = &last.arguments
        && let Some(syn::GenericArgument::Type(inner)) = inner.args.first()
    {
        return bare(inner);
    }
    written(ty)
}

fn is_optional(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "Option" || last.ident == "Patch")
}

impl Types {
    fn collect(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.collect(items);
                    }
                }
                Item::Enum(declared) => {
                    let arms: Vec<Arm> = declared.variants.iter().filter_map(error).collect();
                    if !arms.is_empty() {
                        self.errors.insert(declared.ident.to_string(), arms);
                    }
                }
                Item::Struct(declared) => self.of_struct(declared),
                _ => {}
            }
        }
    }

    fn of_struct(&mut self, declared: &ItemStruct) {
        let name = declared.ident.to_string();
        if let Some(scheme) = declared.attrs.iter().find_map(|attr| list(attr, "scheme")) {
            let parts = parts(scheme);
            let first = parts
                .first()
                .and_then(|part| part.first())
                .map(ToString::to_string);
            let kind = match first.as_deref() {
                Some("bearer") => "Bearer",
                Some("basic") => "Basic",
                Some("header" | "query" | "cookie") => "ApiKey",
                _ => "other",
            };
            self.schemes.insert(name, kind.to_owned());
            return;
        }
        let style = of_serde(&declared.attrs, "rename_all");
        let names = declared.fields.iter();
        let names = names.map(|field| on_wire(field, style.as_deref()));
        self.structs.insert(name.clone(), names.collect());
        let fields = declared
            .fields
            .iter()
            .map(|declared| (field(declared, "", &HashMap::new()), &declared.ty));
        let mut whole = Whole {
            body: "()".to_owned(),
            ..Whole::default()
        };
        for (field, ty) in fields {
            match field.location {
                Location::Header => whole.headers.push(field.name.to_ascii_lowercase()),
                Location::Body(codec, own) => {
                    whole.body = full(ty);
                    whole.codec = (codec, own);
                }
                _ => {}
            }
        }
        if !whole.headers.is_empty() {
            self.responses.insert(name, whole);
        }
    }

    fn auth(&self, auth: Option<&str>) -> Vec<Vec<String>> {
        let Some(auth) = auth else { return Vec::new() };
        let kind = |scheme: &str| {
            let name = scheme.rsplit("::").next().unwrap_or_default();
            self.schemes
                .get(name)
                .cloned()
                .unwrap_or_else(|| name.to_owned())
        };
        let alternatives = auth.split('|').map(|alternative| {
            let schemes = alternative.split('+').filter(|scheme| *scheme != "none");
            let mut kinds: Vec<String> = schemes.map(kind).collect();
            kinds.sort_unstable();
            kinds
        });
        alternatives.collect()
    }
}

/// A type in few words: what it is for the counter.
fn written(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default(),
        syn::Type::Tuple(tuple) if tuple.elems.is_empty() => "()".to_owned(),
        _ => String::new(),
    }
}

/// A variant of an error set.
fn error(variant: &syn::Variant) -> Option<Arm> {
    let tokens = variant.attrs.iter().find_map(|attr| list(attr, "status"))?;
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let place = tokens
        .iter()
        .position(|token| matches!(token, TokenTree::Ident(word) if word == "as"));
    let (left, right) = tokens.split_at(place.unwrap_or(tokens.len()));
    let (statuses, limit) = statuses(left);
    let (codec, media_type) = match right {
        [_, right @ ..] => codec(&text(right)),
        [] => ("Json".to_owned(), None),
    };
    let ty = variant.fields.iter().next().map(|field| full(&field.ty));
    Some(Arm {
        statuses,
        ty: ty.unwrap_or_else(|| "()".to_owned()),
        codec,
        media_type: media_type.or(limit),
        headers: Vec::new(),
        is_shared: false,
        members: BTreeMap::new(),
    })
}
