//! Each operator at seeded places of each document: what it changes is found by the check and by the comparison of two documents, with the right
//! verdict.

use std::collections::BTreeMap;

use callpoint_documents::{compare, openapi};
use callpoint_testing::{DifferenceKind, Report, check_openapi};
use serde_json::Value;

use crate::operators::all;
use crate::{Service, services};

/// A document that was changed in one place.
pub(crate) struct Mutation {
    pub(crate) operator: &'static str,
    pub(crate) place: String,
    pub(crate) document: Value,
    pub(crate) kind: DifferenceKind,
    /// Whether it breaks a client of the document.
    pub(crate) breaks: bool,
    /// Whether it breaks a client of the declarations, which leave more open.
    pub(crate) breaks_declared: bool,
}

/// At how many places of a document an operator is applied at most.
const PLACES: usize = 4;

/// How many changes there have to be.
const LEAST: usize = 150;

#[test]
fn every_change_is_found_with_its_verdict() {
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut total = 0;
    let mut wrong = Vec::new();
    for service in services() {
        for mutation in chosen(all(&service.document)) {
            let entry = table.entry(mutation.operator).or_default();
            let found = wrong.len();
            check(&service, &mutation, &mut wrong);
            total += 1;
            entry.0 += 1;
            entry.1 += usize::from(wrong.len() == found);
        }
    }
    println!("{:40} {:>7} {:>7}", "operator", "changes", "found");
    for (operator, (changes, found)) in &table {
        println!("{operator:40} {changes:>7} {found:>7}");
    }
    println!("{:40} {total:>7}", "all");
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n\n"), wrong.len());
    assert!(total >= LEAST, "{total} changes");
}

fn check(service: &Service, mutation: &Mutation, wrong: &mut Vec<String>) {
    let changed = mutation.document.to_string();
    let (old, new) = (
        openapi::read(&service.document.to_string()).unwrap(),
        openapi::read(&changed).unwrap(),
    );
    let compared = compare::documents(&old, &new);
    let checked = match check_openapi(service.endpoints, &changed) {
        Ok(report) => report,
        Err(error) => error.report().unwrap().clone(),
    };
    let verdicts = [
        ("diff", compared, mutation.breaks),
        ("check", checked, mutation.breaks_declared),
    ];
    for (way, report, breaks) in verdicts {
        if !is_right(&report, mutation.kind, breaks) {
            wrong.push(format!(
                "{way}: {} at {} of {}: expected {} that breaks {breaks}\n{report}",
                mutation.operator, mutation.place, service.name, mutation.kind
            ));
        }
    }
}

fn is_right(report: &Report, kind: DifferenceKind, breaks: bool) -> bool {
    let mut differences = report.differences().iter();
    let is_it = |it: &callpoint_testing::Difference| it.kind == kind && it.breaking == breaks;
    differences.any(is_it) && report.is_breaking() == breaks
}

/// Some of the changes of each operator, by a fixed seed.
pub(crate) fn chosen(mutations: Vec<Mutation>) -> Vec<Mutation> {
    let mut by_operator: BTreeMap<&str, Vec<Mutation>> = BTreeMap::new();
    for mutation in mutations {
        by_operator
            .entry(mutation.operator)
            .or_default()
            .push(mutation);
    }
    let mut seed: u64 = 7;
    let mut chosen = Vec::new();
    for mut mutations in by_operator.into_values() {
        for _ in 0..PLACES.min(mutations.len()) {
            // The generator of Knuth's MMIX.
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(seed >> 33).unwrap() % mutations.len();
            chosen.push(mutations.swap_remove(at));
        }
    }
    chosen
}
