//! The options of an import.

use crate::select::Selector;

/// How to import.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub struct Options {
    /// Whether fields and responses have the values of the document as `#[example("…")]`, so that the metadata has them. On by default.
    pub examples: bool,
    /// Literal values in the paths of curl commands that stand for a parameter, each with the parameter's name.
    pub params: Vec<(String, String)>,
    /// Whether each folder of a collection becomes its own file. Off by default: one file.
    pub split: bool,
    /// The name of a package that the files are: `Cargo.toml`, a module with a feature for each folder, a README, an example, and tests that read the
    /// responses of the document. `None` by default: modules of a crate that exists.
    pub package: Option<String>,
    /// The operations that are imported: those that any of these is of, and all where there are none.
    pub include: Vec<Selector>,
    /// The operations that are left out, also of those that are included.
    pub exclude: Vec<Selector>,
    /// Whether texts of the formats `date-time` and `date` are `chrono`'s types. Off by default: `String`.
    pub chrono: bool,
    /// Whether texts of the format `uuid` are `uuid::Uuid`. Off by default: `String`.
    pub uuid: bool,
    /// Whether a value that is an id, or the object of that id where the request asks for it (Stripe's `x-expansionResources`), is the id alone. Off by
    /// default: a union of both, with the types of all objects that can be reached.
    pub expandable_ids: bool,
    /// Whether the declarations have the other direction too (`serve`), so that a typed fake can have handlers for them: their types are sent and received. Off
    /// by default. It needs the feature `serve` of `callpoint`, which `callpoint-testing` turns on.
    pub serve: bool,
    /// Whether the types derive `schemars::JsonSchema`, so that an exported document and `check_openapi` know their fields. Off by default. It needs the
    /// feature `schema` of `callpoint`, and the crate `schemars` 1 with its feature `derive`.
    pub schema: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            examples: true,
            params: Vec::new(),
            split: false,
            package: None,
            include: Vec::new(),
            exclude: Vec::new(),
            chrono: false,
            uuid: false,
            expandable_ids: false,
            serve: false,
            schema: false,
        }
    }
}

impl Options {
    /// Sets whether fields and responses have `#[example("…")]`.
    #[must_use]
    pub fn examples(mut self, examples: bool) -> Self {
        self.examples = examples;
        self
    }

    /// Says that a literal value in the path of a curl command stands for a parameter.
    #[must_use]
    pub fn param(mut self, value: impl Into<String>, name: impl Into<String>) -> Self {
        self.params.push((value.into(), name.into()));
        self
    }

    /// Sets whether each folder of a collection becomes its own file.
    #[must_use]
    pub fn split(mut self, split: bool) -> Self {
        self.split = split;
        self
    }

    /// Makes a package of the import, with that name.
    #[must_use]
    pub fn package(mut self, name: impl Into<String>) -> Self {
        self.package = Some(name.into());
        self
    }

    /// Imports the operations that a selector is of, and those of other calls of this.
    #[must_use]
    pub fn include(mut self, selector: Selector) -> Self {
        self.include.push(selector);
        self
    }

    /// Leaves the operations out that a selector is of, also where they are included.
    #[must_use]
    pub fn exclude(mut self, selector: Selector) -> Self {
        self.exclude.push(selector);
        self
    }

    /// Sets whether texts of the formats `date-time` and `date` are `chrono`'s types.
    #[must_use]
    pub fn chrono(mut self, chrono: bool) -> Self {
        self.chrono = chrono;
        self
    }

    /// Sets whether texts of the format `uuid` are `uuid::Uuid`.
    #[must_use]
    pub fn uuid(mut self, uuid: bool) -> Self {
        self.uuid = uuid;
        self
    }

    /// Sets whether a value that can be expanded is its id alone.
    #[must_use]
    pub fn expandable_ids(mut self, expandable_ids: bool) -> Self {
        self.expandable_ids = expandable_ids;
        self
    }

    /// Sets whether the declarations can be served by a typed fake.
    ///
    /// ```
    /// use callpoint_cli::{Options, curl};
    ///
    /// let imported = curl("curl https://h/links/:id", &Options::default().serve(true))?;
    /// assert!(imported.files[0].text.contains("serve"));
    /// # Ok::<(), callpoint_cli::ImportError>(())
    /// ```
    #[must_use]
    pub fn serve(mut self, serve: bool) -> Self {
        self.serve = serve;
        self
    }

    /// Sets whether the types derive `schemars::JsonSchema`.
    #[must_use]
    pub fn schema(mut self, schema: bool) -> Self {
        self.schema = schema;
        self
    }
}

/// The types of texts of certain formats.
#[derive(Debug, Clone)]
pub(crate) struct Formats {
    pub(crate) date_time: &'static str,
    pub(crate) date: &'static str,
    pub(crate) uuid: &'static str,
}

impl Options {
    pub(crate) fn formats(&self) -> Formats {
        let text = |is_on: bool, code: &'static str| if is_on { code } else { "String" };
        Formats {
            date_time: text(self.chrono, "chrono::DateTime<chrono::FixedOffset>"),
            date: text(self.chrono, "chrono::NaiveDate"),
            uuid: text(self.uuid, "uuid::Uuid"),
        }
    }
}
