//! What is shown, and the search for canaries in it.

use std::any::Any;
use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::fmt::{Debug, Display, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use callpoint::Error;

use crate::{CANARY, ENCODED};

/// What was looked at.
pub(crate) struct Outputs {
    place: &'static str,
    situation: String,
    /// Each output that was looked at, by place, situation and name.
    seen: BTreeSet<(&'static str, String, &'static str)>,
    loud: Vec<String>,
}

impl Outputs {
    pub(crate) fn new() -> Self {
        Self {
            place: "",
            situation: String::new(),
            seen: BTreeSet::new(),
            loud: Vec::new(),
        }
    }

    /// What comes now belongs to this place and this situation.
    pub(crate) fn enter(&mut self, place: &'static str, situation: impl Display) {
        self.place = place;
        self.situation = situation.to_string();
    }

    pub(crate) fn look(&mut self, output: &'static str, text: &str) {
        let is_new = (self.seen).insert((self.place, self.situation.clone(), output));
        assert!(is_new, "looked at twice: {} {}", self.place, self.situation);
        if text.to_lowercase().contains(CANARY) || text.contains(ENCODED) {
            let (place, situation) = (self.place, &self.situation);
            self.loud
                .push(format!("{place}, {situation}, {output}: {text}"));
        }
    }

    /// Everything that can be shown of an error. A declared refusal in its sources is the caller's own value, which may show itself.
    pub(crate) fn error<E: StdError + 'static>(&mut self, error: Error<E>) {
        self.look("display", &error.to_string());
        self.look("alternate display", &format!("{error:#}"));
        self.look("debug", &format!("{error:?}"));
        self.look("alternate debug", &format!("{error:#?}"));
        let is_refusal = matches!(error, Error::Api(_));
        let mut chain = String::new();
        let mut next = error.source();
        while let Some(source) = next {
            write!(chain, "{source} {source:#} ").unwrap();
            if !is_refusal {
                write!(chain, "{source:?} {source:#?} ").unwrap();
            }
            next = source.source();
        }
        self.look("chain", &chain);
        let inner = match &error {
            Error::Build(error) => format!("{error} {error:#} {error:?} {error:#?}"),
            Error::Transport(error) => format!("{error} {error:#} {error:?} {error:#?}"),
            Error::Api(_) => String::new(),
            Error::Unexpected(error) => format!("{error} {error:#} {error:?} {error:#?}"),
            Error::Decode(error) => {
                let failure = error.failure();
                format!("{error} {error:#} {error:?} {error:#?} {failure} {failure:?} {failure:#?}")
            }
        };
        self.look("inner", &inner);
        self.look("panic", &panic_of(Err::<(), _>(error)));
    }

    /// What was logged meanwhile: nothing, as long as nothing logs. What a subscriber has collected since [`enter`](Self::enter) belongs here.
    pub(crate) fn logged(&mut self) {
        self.look("log", "");
    }

    pub(crate) fn places(&self) -> BTreeSet<&'static str> {
        self.seen.iter().map(|(place, ..)| *place).collect()
    }

    /// Fails where something shows a canary, and where less was looked at than there is.
    pub(crate) fn verdict(self, least: usize) {
        let combinations = self.seen.len();
        println!("{combinations} combinations of place, situation and output");
        assert!(
            combinations >= least,
            "{combinations} combinations, and not {least}"
        );
        let loud = self.loud;
        assert!(
            loud.is_empty(),
            "{} show it, among them\n{:#?}",
            loud.len(),
            &loud[..loud.len().min(20)]
        );
    }
}

/// What a panic says where somebody unwraps.
pub(crate) fn panic_of<T: Debug, E: Debug>(result: Result<T, E>) -> String {
    let unwrapped = catch_unwind(AssertUnwindSafe(|| drop(result.unwrap())));
    let payload: Box<dyn Any + Send> = unwrapped.unwrap_err();
    payload
        .downcast_ref::<String>()
        .expect("a panic with a text")
        .clone()
}
