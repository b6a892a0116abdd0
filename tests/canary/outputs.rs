//! The outputs, and the search for canaries in them.

use std::any::Any;
use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::fmt::{Debug, Display, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use callpoint::Error;

use crate::{CANARY, ENCODED};

/// The outputs that were searched.
pub(crate) struct Outputs {
    /// Whether the calls are made by the lean transport.
    pub(crate) is_lean: bool,
    location: &'static str,
    situation: String,
    /// Each output that was searched, by location, situation and name.
    seen: BTreeSet<(&'static str, String, &'static str)>,
    loud: Vec<String>,
}

impl Outputs {
    pub(crate) fn new(is_lean: bool) -> Self {
        Self {
            is_lean,
            location: "",
            situation: String::new(),
            seen: BTreeSet::new(),
            loud: Vec::new(),
        }
    }

    /// The outputs that follow belong to this location and this situation.
    pub(crate) fn enter(&mut self, location: &'static str, situation: impl Display) {
        self.location = location;
        self.situation = situation.to_string();
    }

    pub(crate) fn look(&mut self, output: &'static str, text: &str) {
        let is_new = (self.seen).insert((self.location, self.situation.clone(), output));
        assert!(
            is_new,
            "looked at twice: {} {}",
            self.location, self.situation
        );
        if text.to_lowercase().contains(CANARY) || text.contains(ENCODED) {
            let (location, situation) = (self.location, &self.situation);
            self.loud
                .push(format!("{location}, {situation}, {output}: {text}"));
        }
    }

    /// Searches every text of an error. A declared error response in its sources is the caller's own value, which may show itself.
    pub(crate) fn error<E: StdError + 'static>(&mut self, error: Error<E>) {
        self.look("display", &error.to_string());
        self.look("alternate display", &format!("{error:#}"));
        self.look("debug", &format!("{error:?}"));
        self.look("alternate debug", &format!("{error:#?}"));
        let is_error_response = matches!(error, Error::Api(_));
        let mut chain = String::new();
        let mut next = error.source();
        while let Some(source) = next {
            write!(chain, "{source} {source:#} ").unwrap();
            if !is_error_response {
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

    /// The log output: empty as long as nothing logs. What a subscriber has collected since [`enter`](Self::enter) belongs here.
    pub(crate) fn logged(&mut self) {
        self.look("log", "");
    }

    pub(crate) fn locations(&self) -> BTreeSet<&'static str> {
        self.seen.iter().map(|(location, ..)| *location).collect()
    }

    /// Fails if an output shows a canary, or if fewer outputs were searched than exist.
    pub(crate) fn verdict(self, least: usize) {
        let combinations = self.seen.len();
        println!("{combinations} combinations of location, situation and output");
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

/// The panic message of an `unwrap`.
pub(crate) fn panic_of<T: Debug, E: Debug>(result: Result<T, E>) -> String {
    let unwrapped = catch_unwind(AssertUnwindSafe(|| drop(result.unwrap())));
    let payload: Box<dyn Any + Send> = unwrapped.unwrap_err();
    payload
        .downcast_ref::<String>()
        .expect("a panic with a text")
        .clone()
}
