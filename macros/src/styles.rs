//! The styles of query parameters: a style is a row here, and a row in the core's `QueryStyle`.

/// How a value is written in the query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The word in the attribute.
    pub(crate) word: &'static str,
    /// The variant of `QueryStyle`.
    pub(crate) variant: &'static str,
    pub(crate) form: Form,
    /// What the docs of an endpoint say after the name of the parameter.
    pub(crate) doc: &'static str,
}

/// What a style makes of a value: all that the expansion has to tell apart.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// A pair for each item, with this behind the name.
    Repeated { suffix: &'static str },
    /// One pair with all items, with this between them.
    Joined { separator: &'static str },
    /// A pair for each entry of a struct or map.
    Entries { in_brackets: bool },
    /// The key alone.
    KeyAlone,
    /// One pair with the value as JSON.
    ApplicationJson,
}

/// What a parameter has that names none.
pub(crate) const DEFAULT: Style = style("repeat", "Repeat", Form::Repeated { suffix: "" }, "");
/// `#[query(flatten)]`
pub(crate) const FLATTEN: Style = style(
    "flatten",
    "Flatten",
    Form::Entries { in_brackets: false },
    "",
);
/// `#[query(flag)]`
pub(crate) const FLAG: Style = style("flag", "Flag", Form::KeyAlone, ", as a flag");

/// `#[query(Json)]`
pub(crate) const JSON: Style = style(
    "Json",
    "ApplicationJson",
    Form::ApplicationJson,
    ", as JSON",
);

/// What `style = …` names.
pub(crate) const NAMED: [Style; 6] = [
    DEFAULT,
    style(
        "csv",
        "Csv",
        Form::Joined { separator: "," },
        ", comma-separated",
    ),
    style(
        "pipes",
        "Pipes",
        Form::Joined { separator: "%7C" },
        ", pipe-separated",
    ),
    style(
        "spaces",
        "Spaces",
        Form::Joined { separator: "%20" },
        ", space-separated",
    ),
    style(
        "brackets",
        "Brackets",
        Form::Repeated { suffix: "%5B%5D" },
        ", with `[]`",
    ),
    style(
        "deep",
        "Deep",
        Form::Entries { in_brackets: true },
        ", as a deep object",
    ),
];

/// How a list is written in a segment of the path: a style is a row here, and a variant of the core's `ListStyle`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListStyle {
    /// The word in the attribute.
    pub(crate) word: &'static str,
    /// The variant of `ListStyle`.
    pub(crate) variant: &'static str,
    /// What the docs of an endpoint say.
    pub(crate) doc: &'static str,
    /// Whether it writes something in front of a single value too.
    pub(crate) has_prefix: bool,
}

/// What `#[path(style = …)]` names.
pub(crate) const IN_PATH: [ListStyle; 3] = [
    list("csv", "Csv", "path, comma-separated", false),
    list("label", "Label", "path, as a label", true),
    list("matrix", "Matrix", "path, as a matrix parameter", true),
];

/// What `Form(lists = …)` names, with the codec for it.
pub(crate) const IN_FORM: [(&str, Option<&str>); 3] = [
    ("repeat", None),
    ("brackets", Some("BracketForm")),
    ("csv", Some("CsvForm")),
];

const fn list(
    word: &'static str,
    variant: &'static str,
    doc: &'static str,
    has_prefix: bool,
) -> ListStyle {
    ListStyle {
        word,
        variant,
        doc,
        has_prefix,
    }
}

const fn style(word: &'static str, variant: &'static str, form: Form, doc: &'static str) -> Style {
    Style {
        word,
        variant,
        form,
        doc,
    }
}

/// The style that another language names by this word: `OpenAPI`, Swagger, or a guess.
pub(crate) fn meant(word: &str) -> Option<&'static str> {
    Some(match word {
        "deepObject" | "deep_object" => "deep",
        "pipeDelimited" | "pipe" => "pipes",
        "spaceDelimited" | "ssv" => "spaces",
        "comma" | "commas" | "simple" => "csv",
        "form" | "multi" => "repeat",
        _ => return None,
    })
}

impl Style {
    /// Whether the parameter's entries have names of their own, so that its own name is no key.
    pub(crate) fn has_own_names(self) -> bool {
        matches!(self.form, Form::Entries { in_brackets: false })
    }

    /// Whether it writes single values, each by itself.
    pub(crate) fn has_values(self) -> bool {
        matches!(self.form, Form::Repeated { .. } | Form::Joined { .. })
    }

    /// Whether it writes all items into one pair.
    pub(crate) fn is_joined(self) -> bool {
        matches!(self.form, Form::Joined { .. })
    }

    /// Whether it writes the value as JSON.
    pub(crate) fn is_json(self) -> bool {
        matches!(self.form, Form::ApplicationJson)
    }

    /// Whether it writes the entries of a struct or map.
    pub(crate) fn has_entries(self) -> bool {
        matches!(self.form, Form::Entries { .. })
    }

    /// Whether the key is the parameter's name as it stands.
    pub(crate) fn has_plain_key(self) -> bool {
        match self.form {
            Form::Repeated { suffix } => suffix.is_empty(),
            Form::Joined { .. } | Form::KeyAlone | Form::ApplicationJson => true,
            Form::Entries { .. } => false,
        }
    }
}
