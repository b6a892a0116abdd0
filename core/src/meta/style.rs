/// How a value of several items or entries is written in the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryStyle {
    /// `key=a&key=b`. `OpenAPI`: `form`, `explode: true`.
    Repeat,
    /// `key=a,b`. `OpenAPI`: `form`, `explode: false`.
    Csv,
    /// `key=a|b`, the pipe encoded. `OpenAPI`: `pipeDelimited`.
    Pipes,
    /// `key=a b`, the space encoded. `OpenAPI`: `spaceDelimited`.
    Spaces,
    /// `key[]=a&key[]=b`, the brackets encoded. `OpenAPI` has the brackets in the name.
    Brackets,
    /// `key[name]=a`: the entries of a struct or map, the brackets encoded. `OpenAPI`: `deepObject`.
    Deep,
    /// The entries of a struct or map, each under its own name. `OpenAPI`: `form`, `explode: true`, of an object.
    Flatten,
    /// `key` alone where it is true.
    Flag,
    /// The value as JSON, encoded. `OpenAPI`: `content` with `application/json`.
    ApplicationJson,
}

/// How a list is written in one segment of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListStyle {
    /// `a,b`. `OpenAPI`: `simple`.
    Csv,
    /// `.a,b`. `OpenAPI`: `label`.
    Label,
    /// `;name=a,b`. `OpenAPI`: `matrix`.
    Matrix,
}

impl ListStyle {
    /// What stands before the first item of the parameter `name`.
    #[must_use]
    pub fn prefix(self, name: &str) -> String {
        match self {
            Self::Csv => String::new(),
            Self::Label => ".".to_owned(),
            Self::Matrix => format!(";{name}="),
        }
    }
}

/// What a style makes of a value: all that code which reads or writes queries has to distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryForm {
    /// A pair for each item.
    Repeated {
        /// What follows the name in each key, encoded.
        suffix: &'static str,
    },
    /// One pair with all items.
    Joined {
        /// What stands between two items, encoded.
        separator: &'static str,
    },
    /// A pair for each entry of a struct or map.
    Entries {
        /// Whether the keys stand in brackets behind the parameter's name; otherwise they are the names.
        in_brackets: bool,
    },
    /// The key alone.
    KeyAlone,
    /// One pair with the value as JSON.
    ApplicationJson,
}

impl QueryStyle {
    /// What the style makes of a value.
    #[must_use]
    pub const fn form(self) -> QueryForm {
        match self {
            Self::Repeat => QueryForm::Repeated { suffix: "" },
            Self::Brackets => QueryForm::Repeated { suffix: "%5B%5D" },
            Self::Csv => QueryForm::Joined { separator: "," },
            Self::Pipes => QueryForm::Joined { separator: "%7C" },
            Self::Spaces => QueryForm::Joined { separator: "%20" },
            Self::Deep => QueryForm::Entries { in_brackets: true },
            Self::Flatten => QueryForm::Entries { in_brackets: false },
            Self::Flag => QueryForm::KeyAlone,
            Self::ApplicationJson => QueryForm::ApplicationJson,
        }
    }
}

impl QueryForm {
    /// Whether the parameter's entries have names of their own, so that its own name is no key.
    #[must_use]
    pub const fn has_own_names(self) -> bool {
        matches!(self, Self::Entries { in_brackets: false })
    }

    /// Whether a key of the query belongs to the parameter, by what follows the parameter's name in it, decoded.
    #[must_use]
    pub fn takes(self, rest: &str) -> bool {
        rest.is_empty()
            || match self {
                Self::Repeated { suffix } => !suffix.is_empty() && rest == "[]",
                Self::Entries { in_brackets } => in_brackets && rest.starts_with('['),
                Self::Joined { .. } | Self::KeyAlone | Self::ApplicationJson => false,
            }
    }
}
