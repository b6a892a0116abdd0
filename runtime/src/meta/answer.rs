/// One declared answer.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AnswerMeta {
    /// The statuses it answers.
    pub statuses: &'static [StatusMatch],
    /// The variant that carries it, where the answer is one of several.
    pub variant: Option<&'static str>,
    /// The type of the body as it was written; `()` reads nothing.
    pub type_name: &'static str,
    /// The codec that reads it.
    pub codec: &'static str,
    /// Whether the answer is read as a whole or handed over as it comes.
    pub mode: AnswerMode,
    /// A body to show, as it is received.
    pub example: Option<&'static str>,
    /// Its doc comment.
    pub doc: &'static str,
}

impl AnswerMeta {
    /// An answer that is read as a whole and needs no variant.
    #[must_use]
    pub const fn new(
        statuses: &'static [StatusMatch],
        type_name: &'static str,
        codec: &'static str,
    ) -> Self {
        Self {
            statuses,
            variant: None,
            type_name,
            codec,
            mode: AnswerMode::Whole,
            example: None,
            doc: "",
        }
    }

    /// Says that the body is handed over as it comes.
    #[must_use]
    pub const fn streamed(mut self) -> Self {
        self.mode = AnswerMode::Streamed;
        self
    }

    /// Names the variant.
    #[must_use]
    pub const fn variant(mut self, variant: &'static str) -> Self {
        self.variant = Some(variant);
        self
    }

    /// Sets a body to show.
    #[must_use]
    pub const fn example(mut self, body: &'static str) -> Self {
        self.example = Some(body);
        self
    }

    /// Sets the doc text.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

/// How an answer's body is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerMode {
    /// Received whole, within the size limit, before it is decoded.
    Whole,
    /// Handed over as it comes.
    Streamed,
}

/// What an arm says about the status on its left side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusMatch {
    /// `404`: one status code.
    Code(u16),
    /// `4xx`: a class of RFC 9110, section 15, by its first digit.
    Class(u8),
    /// `_`: every status that no earlier arm takes.
    Any,
}

impl StatusMatch {
    /// Whether a status is meant.
    #[must_use]
    pub const fn contains(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Class(class) => status / 100 == class as u16,
            Self::Any => true,
        }
    }
}
