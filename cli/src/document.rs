//! What a document says, whatever it was written in. Importers fill it, and nothing here knows of Rust.

/// A document.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) title: Option<String>,
    pub(crate) doc: String,
    pub(crate) root: Folder,
    /// Whether required parameters are marked, so that those without the mark can be absent.
    pub(crate) marks_required: bool,
    pub(crate) notes: Vec<String>,
}

/// Calls that belong together.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) entries: Vec<Entry>,
}

#[derive(Debug)]
pub(crate) enum Entry {
    Folder(Folder),
    Call(Box<Call>),
}

/// One request with what it answers.
#[derive(Debug, Default)]
pub(crate) struct Call {
    /// Its name in the document, where it has one.
    pub(crate) name: Option<String>,
    /// Where it stands, for people.
    pub(crate) place: String,
    pub(crate) doc: String,
    pub(crate) method: String,
    pub(crate) url: Url,
    pub(crate) headers: Vec<Param>,
    pub(crate) body: Body,
    /// What the document says of the fields of a JSON body, beside the body.
    pub(crate) fields: Vec<FieldDoc>,
    pub(crate) auth: Auth,
    pub(crate) answers: Vec<Saved>,
    /// What cannot be said in a declaration.
    pub(crate) notes: Vec<String>,
    /// Why there can be no declaration at all.
    pub(crate) obstacle: Option<String>,
}

/// An address without its base.
#[derive(Debug, Default, Clone)]
pub(crate) struct Url {
    /// Scheme and host, or the variable that stands for them.
    pub(crate) base: String,
    /// The path, split at its slashes; a last empty segment is a slash at the end.
    pub(crate) segments: Vec<Vec<Piece>>,
    pub(crate) query: Vec<Param>,
}

/// A piece of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Variable(Param),
}

/// A value with a name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Param {
    pub(crate) name: String,
    /// `None`: the name stands alone.
    pub(crate) value: Option<String>,
    pub(crate) doc: String,
    /// Whether the document says that it can be left out.
    pub(crate) disabled: bool,
    /// Whether the document says that it is needed.
    pub(crate) required: bool,
}

impl Param {
    pub(crate) fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: Some(value.into()),
            ..Self::default()
        }
    }
}

#[derive(Debug, Default)]
pub(crate) enum Body {
    #[default]
    None,
    /// Text with its media type, where the document names one. The first is the request's; the others are of its saved examples.
    Raw {
        texts: Vec<String>,
        media: Option<String>,
    },
    Form(Vec<Param>),
    Multipart(Vec<Part>),
    /// The content of a file, by its name.
    File(Option<String>),
}

/// A part of a multipart form.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) param: Param,
    pub(crate) media: Option<String>,
    /// The names of the files, where it is one.
    pub(crate) files: Option<Vec<String>>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Auth {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// No credentials are sent.
    None,
    Basic,
    /// With what is to know about the token.
    Bearer(Option<String>),
    /// A key, and where it stands: ``header `X-Api-Key` ``.
    ApiKey(String),
    /// A scheme that the runtime does not have.
    Other(String),
}

/// What is said of a field of a JSON body.
#[derive(Debug, Default)]
pub(crate) struct FieldDoc {
    pub(crate) name: String,
    pub(crate) optional: bool,
    pub(crate) doc: String,
}

/// A saved answer.
#[derive(Debug, Default)]
pub(crate) struct Saved {
    pub(crate) name: String,
    pub(crate) status: u16,
    pub(crate) media: Option<String>,
    pub(crate) body: Option<String>,
}

impl Url {
    /// The path as people write it, for messages.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for segment in &self.segments {
            path.push('/');
            for piece in segment {
                match piece {
                    Piece::Text(text) => path.push_str(text),
                    Piece::Variable(param) => {
                        path.push('<');
                        path.push_str(&param.name);
                        path.push('>');
                    }
                }
            }
        }
        if path.is_empty() {
            "/".to_owned()
        } else {
            path
        }
    }
}

impl Call {
    /// Sets the method. Methods are case-sensitive (RFC 9110, section 9.1), but who writes `put` means `PUT`.
    pub(crate) fn set_method(&mut self, method: &str) {
        const KNOWN: [&str; 8] = [
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
        ];
        let upper = method.to_ascii_uppercase();
        if upper != method && KNOWN.contains(&upper.as_str()) {
            self.notes
                .push(format!("the document writes the method as `{method}`"));
            self.method = upper;
        } else {
            method.clone_into(&mut self.method);
        }
    }
}

impl Folder {
    /// All calls in it, in the order of the document.
    pub(crate) fn calls(&self) -> Vec<&Call> {
        let mut calls = Vec::new();
        self.collect(&mut calls);
        calls
    }

    fn collect<'a>(&'a self, calls: &mut Vec<&'a Call>) {
        for entry in &self.entries {
            match entry {
                Entry::Folder(folder) => folder.collect(calls),
                Entry::Call(call) => calls.push(call),
            }
        }
    }
}
