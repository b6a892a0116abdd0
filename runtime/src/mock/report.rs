//! The texts with which a test fails. None shows a secret.

use http::StatusCode;

use super::names;
use super::request::MockRequest;
use super::rule::{Kept, Mismatch, State};
use crate::codec::DecodeFailure;
use crate::meta::{AnswerMeta, AnswerMode, EndpointMeta, StatusMatch};

/// How many characters of a value are shown.
const LONGEST: usize = 80;

pub(super) fn is_streamed(answer: &AnswerMeta) -> bool {
    answer.mode == AnswerMode::Streamed
}

/// `` `a`, `b` ``, or that there is none.
pub(super) fn values<'a>(values: impl Iterator<Item = &'a str>, is_secret: bool) -> String {
    let shown: Vec<_> = values
        .map(|value| {
            if is_secret {
                return "`***`".to_owned();
            }
            let mut shown = String::from("`");
            for c in value.chars().take(LONGEST) {
                if c.is_control() {
                    shown.extend(c.escape_default());
                } else {
                    shown.push(c);
                }
            }
            shown += if value.chars().nth(LONGEST).is_some() {
                "…`"
            } else {
                "`"
            };
            shown
        })
        .collect();
    if shown.is_empty() {
        "absent".to_owned()
    } else {
        shown.join(", ")
    }
}

/// ``PUT /api/links/<id>/ with path parameter `id` `7` ``
pub(super) fn call(request: &MockRequest) -> String {
    let meta = request.meta();
    let mut parts: Vec<String> = Vec::new();
    for (name, _) in request.path_pairs() {
        parts.push(format!(
            "path parameter `{name}` {}",
            request.shown_path(name)
        ));
    }
    for (key, _) in request.query_pairs() {
        let part = format!("query parameter `{key}` {}", request.shown_query(key));
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let with = if parts.is_empty() { "" } else { " with " };
    format!(
        "{} {}{with}{}",
        meta.method,
        meta.template,
        parts.join(", ")
    )
}

/// A `when` that does not hold.
pub(super) fn condition(looks: &[String]) -> String {
    if looks.is_empty() {
        return "its condition does not hold".to_owned();
    }
    format!(
        "its condition does not hold; it looked at {}",
        looks.join(", ")
    )
}

/// A call that no rule answers: which one came nearest, and what did not match.
pub(super) fn unmatched(state: &State, request: &MockRequest, mismatches: &[Mismatch]) -> String {
    let name = request.meta().name;
    let nearest = mismatches.iter().min_by_key(|rule| rule.differences.len());
    let hint = match nearest {
        None => no_rule(state, name),
        Some(rule) if rule.differences.is_empty() => format!(
            "  nearest: the rule at {}\n    it matches, but has given all its answers",
            state.rules[rule.index].place
        ),
        Some(rule) => format!(
            "  nearest: the rule at {}\n    {}",
            state.rules[rule.index].place,
            rule.differences.join("\n    ")
        ),
    };
    format!(
        "MockTransport: no rule answers this call of `{name}`\n  {}\n{hint}",
        call(request)
    )
}

fn no_rule(state: &State, name: &str) -> String {
    let mut others: Vec<String> = (state.rules.iter())
        .map(|rule| format!("`{}`", rule.meta.name))
        .collect();
    others.sort_unstable();
    others.dedup();
    let others = if others.is_empty() {
        "or for any other".to_owned()
    } else {
        format!("only for {}", others.join(", "))
    };
    format!("  there is no rule for `{name}`, {others}\nhelp: mock.on::<{name}>().reply(…)")
}

/// What has to be said of a mock, once.
pub(super) fn verdict(state: &mut State) -> Option<String> {
    let mut parts = std::mem::take(&mut state.failures);
    let mut help = "";
    for rule in &mut state.rules {
        if rule.is_optional || rule.is_reported {
            continue;
        }
        if let Some(text) = unused(rule) {
            rule.is_reported = true;
            help = "\nhelp: `.optional()` says that a rule may stay unused";
            parts.push(text);
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n") + help)
}

/// What of a rule was not given.
fn unused(rule: &Kept) -> Option<String> {
    let (name, place) = (rule.meta.name, rule.place);
    let missing: Vec<_> = (rule.replies.iter().enumerate())
        .filter_map(|(index, reply)| Some((index + 1, reply.missing()?)))
        .collect();
    let (number, (given, wanted)) = *missing.first()?;
    let rule_at = format!("MockTransport: the rule for `{name}` at {place}");
    Some(match rule.replies.len() {
        all if missing.len() == all && given == 0 => format!("{rule_at} was not used"),
        1 => format!("{rule_at} was used {given} of {wanted} times"),
        all => format!(
            "{rule_at} was not used up: answer {number} of {all} was given {given} of {wanted} times"
        ),
    })
}

pub(super) const WITHOUT_ENDPOINT: &str = "MockTransport: a request without the metadata of its endpoint; it was not made by a client of callpoint";

pub(super) fn unknown_name(
    meta: &EndpointMeta,
    kind: &str,
    name: &str,
    known: &[String],
) -> String {
    let unknown = names::unknown(kind, name, known);
    format!("MockTransport: `{}` has {unknown}", meta.name)
}

pub(super) fn not_json(meta: &EndpointMeta, failure: &DecodeFailure) -> String {
    format!(
        "MockTransport: the body of this call of `{}` is not that JSON: {failure}",
        meta.name
    )
}

pub(super) fn not_comparable(meta: &EndpointMeta) -> String {
    format!(
        "MockTransport: the body of `{}` is never the same twice\nhelp: `.when(…)` in place of `.given(…)`",
        meta.name
    )
}

pub(super) fn is_undeclared(meta: &EndpointMeta, status: StatusCode) -> String {
    let declared: Vec<_> = (meta.answers())
        .flat_map(|answer| answer.statuses)
        .map(|status| match status {
            StatusMatch::Code(code) => code.to_string(),
            StatusMatch::Class(class) => format!("{class}xx"),
            StatusMatch::Any => "_".to_owned(),
        })
        .collect();
    let code = status.as_u16();
    let declared = if declared.is_empty() {
        "nothing".to_owned()
    } else {
        declared.join(", ")
    };
    format!(
        "MockTransport: `{}` does not declare {code}; it declares {declared}\nhelp: declare it, or say `.undeclared({code}, …)` on purpose",
        meta.name
    )
}

pub(super) fn is_declared(meta: &EndpointMeta, status: StatusCode) -> String {
    let code = status.as_u16();
    format!(
        "MockTransport: `{}` declares {code}, and reads this answer\nhelp: `.status({code}, …)`",
        meta.name
    )
}

pub(super) fn unreadable(meta: &EndpointMeta, status: StatusCode, why: &DecodeFailure) -> String {
    format!(
        "MockTransport: this {} is not what `{}` declares for it: {why}",
        status.as_u16(),
        meta.name
    )
}

pub(super) fn not_written(meta: &EndpointMeta, status: StatusCode, why: &str) -> String {
    format!(
        "MockTransport: this {} of `{}` cannot be written: {why}",
        status.as_u16(),
        meta.name
    )
}

pub(super) fn read_once(meta: &EndpointMeta) -> String {
    format!(
        "MockTransport: this body for `{}` can be read once, and a rule may answer more than one call\nhelp: `Body::from_fn(move || …)`",
        meta.name
    )
}
