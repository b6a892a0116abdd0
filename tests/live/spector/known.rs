//! The list of what does not pass.

use std::collections::BTreeMap;

/// What is known not to pass, with the reason.
#[derive(Default)]
pub struct Known<'a> {
    /// Specifications without a document.
    pub specifications: BTreeMap<&'a str, &'a str>,
    /// Scenarios that the documents do not describe.
    pub undescribed: BTreeMap<&'a str, &'a str>,
    /// Scenarios that they describe, and that do not pass.
    pub missing: BTreeMap<&'a str, &'a str>,
}

impl<'a> Known<'a> {
    pub fn parse(text: &'a str) -> Self {
        let mut known = Self::default();
        let mut list = &mut known.specifications;
        for line in text.lines() {
            match line.split_once(": ") {
                Some((name, reason)) => {
                    list.insert(name, reason);
                }
                None => match line {
                    "[specifications]" => list = &mut known.specifications,
                    "[undescribed]" => list = &mut known.undescribed,
                    "[missing]" => list = &mut known.missing,
                    _ => assert!(
                        line.is_empty() || line.starts_with('#'),
                        "`NAME: reason`, not `{line}`"
                    ),
                },
            }
        }
        known
    }
}
