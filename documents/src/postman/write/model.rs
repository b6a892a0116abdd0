//! The parts of the format that we write, by its names.

use serde::Serialize;

use crate::description::Security;

#[derive(Serialize)]
pub(super) struct Collection {
    pub(super) info: Info,
    pub(super) item: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auth: Option<Auth>,
    pub(super) variable: Vec<Variable>,
}

#[derive(Serialize)]
pub(super) struct Info {
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) schema: &'static str,
}

/// A request or a folder.
#[derive(Serialize, Default)]
#[expect(clippy::struct_field_names, reason = "the format says so")]
pub(super) struct Item {
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) item: Option<Vec<Item>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auth: Option<Auth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) request: Option<Request>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) response: Option<Vec<Response>>,
    /// The credentials of a request.
    #[serde(skip)]
    pub(super) declared: Security,
}

#[derive(Serialize, Clone)]
pub(super) struct Request {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auth: Option<Auth>,
    pub(super) method: String,
    pub(super) header: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Body>,
    pub(super) url: Url,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
}

impl Request {
    /// What is sent of it, for the `originalRequest` of a response.
    pub(super) fn without_notes(mut self) -> Self {
        self.description.clear();
        let form: &mut Vec<Pair> = match &mut self.body {
            Some(Body::Urlencoded { urlencoded }) => urlencoded,
            Some(Body::Formdata { formdata }) => formdata,
            _ => &mut Vec::new(),
        };
        for pairs in [&mut self.header, &mut self.url.query, form] {
            pairs.retain(|pair| !pair.disabled);
            for pair in pairs {
                pair.description.clear();
            }
        }
        for variable in &mut self.url.variable {
            variable.description.clear();
        }
        self
    }
}

#[derive(Serialize, Clone)]
pub(super) struct Url {
    pub(super) raw: String,
    pub(super) host: [String; 1],
    pub(super) path: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) query: Vec<Pair>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) variable: Vec<Variable>,
}

#[derive(Serialize, Clone)]
pub(super) struct Variable {
    pub(super) key: String,
    pub(super) value: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
}

/// A header, a query parameter, a field or part of a form.
#[derive(Serialize, Clone, Default)]
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) value: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    /// The name of a file; its path is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) src: Option<String>,
    #[serde(rename = "contentType", skip_serializing_if = "Option::is_none")]
    pub(super) content_type: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) disabled: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
}

#[derive(Serialize, Clone)]
#[serde(tag = "mode", rename_all = "lowercase")]
pub(super) enum Body {
    Raw { raw: String, options: Options },
    Urlencoded { urlencoded: Vec<Pair> },
    Formdata { formdata: Vec<Pair> },
    File { file: File },
}

#[derive(Serialize, Clone)]
pub(super) struct Options {
    pub(super) raw: Language,
}

#[derive(Serialize, Clone)]
pub(super) struct Language {
    pub(super) language: &'static str,
}

#[derive(Serialize, Clone)]
pub(super) struct File {
    pub(super) src: String,
}

#[derive(Serialize)]
pub(super) struct Response {
    pub(super) name: String,
    #[serde(rename = "originalRequest")]
    pub(super) original_request: Request,
    pub(super) status: &'static str,
    pub(super) code: u16,
    #[serde(rename = "_postman_previewlanguage")]
    pub(super) preview_language: &'static str,
    pub(super) header: Vec<Pair>,
    pub(super) cookie: [(); 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<String>,
}

#[derive(Serialize, Clone)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Auth {
    Basic { basic: Vec<Attribute> },
    Bearer { bearer: Vec<Attribute> },
    Apikey { apikey: Vec<Attribute> },
    Oauth2 { oauth2: [Attribute; 0] },
    Noauth,
}

#[derive(Serialize, Clone)]
pub(super) struct Attribute {
    pub(super) key: &'static str,
    pub(super) value: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}
