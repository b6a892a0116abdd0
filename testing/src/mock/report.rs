//! The failure messages. None shows a secret.

use std::panic::Location;

use http::StatusCode;

use super::names;
use callpoint::codec::CodecError;
use callpoint::meta::{BodyMode, EndpointMeta, ResponseMeta, StatusPattern};

/// How many characters of a value are shown.
const LONGEST: usize = 80;

pub(crate) fn is_streamed(response: &ResponseMeta) -> bool {
    response.codec.mode == BodyMode::Streamed
}

/// `` `a`, `b` ``, or `absent`.
pub(crate) fn values<'a>(values: impl Iterator<Item = &'a str>, is_secret: bool) -> String {
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
pub(crate) fn call(meta: &EndpointMeta, parts: &[String]) -> String {
    let with = if parts.is_empty() { "" } else { " with " };
    format!(
        "{} {}{with}{}",
        meta.method,
        meta.template,
        parts.join(", ")
    )
}

/// A `when` that does not hold.
pub(crate) fn condition(inspected: &[String]) -> String {
    if inspected.is_empty() {
        return "its condition does not hold".to_owned();
    }
    format!(
        "its condition does not hold; it inspected {}",
        inspected.join(", ")
    )
}

/// A call that no rule matches, and why the closest does not.
pub(crate) fn unmatched(meta: &EndpointMeta, call: &str, hint: &str) -> String {
    format!(
        "MockTransport: no rule matches this call of `{}`\n  {call}\n{hint}",
        meta.name
    )
}

/// The closest rule: what does not match, or nothing if it has no reply left.
pub(crate) fn nearest(place: &Location<'_>, differences: &[String]) -> String {
    if differences.is_empty() {
        return format!("  closest: the rule at {place}\n    it matches, but has no reply left");
    }
    format!(
        "  closest: the rule at {place}\n    {}",
        differences.join("\n    ")
    )
}

/// No rule is for this endpoint: lists the endpoints that have one.
pub(crate) fn no_rule<'a>(name: &str, others: impl Iterator<Item = &'a str>) -> String {
    let mut others: Vec<String> = others.map(|other| format!("`{other}`")).collect();
    others.sort_unstable();
    others.dedup();
    let others = if others.is_empty() {
        "or for any other".to_owned()
    } else {
        format!("only for {}", others.join(", "))
    };
    format!("  there is no rule for `{name}`, {others}\nhelp: mock.on::<{name}>().reply(…)")
}

/// Replies of a rule that were not sent often enough: the number of the first, and its actual and expected count.
pub(crate) fn unused(
    meta: &EndpointMeta,
    place: &Location<'_>,
    all: usize,
    missing: &[(usize, (u32, u32))],
) -> Option<String> {
    let (number, (given, wanted)) = *missing.first()?;
    let rule_at = format!("MockTransport: the rule for `{}` at {place}", meta.name);
    Some(match all {
        all if missing.len() == all && given == 0 => format!("{rule_at} was not used"),
        1 => format!("{rule_at} was used {given} of {wanted} times"),
        all => format!(
            "{rule_at} was not used up: reply {number} of {all} was sent {given} of {wanted} times"
        ),
    })
}

pub(super) const MAY_BE_UNUSED: &str = "\nhelp: `.optional()` allows a rule to stay unused";

pub(super) const WITHOUT_ENDPOINT: &str = "MockTransport: a request without the metadata of its endpoint; it was not sent by a `callpoint` client";

pub(crate) fn unknown_name(
    meta: &EndpointMeta,
    kind: &str,
    name: &str,
    known: &[String],
) -> String {
    let unknown = names::unknown(kind, name, known);
    format!("MockTransport: `{}` has {unknown}", meta.name)
}

pub(crate) fn not_json(meta: &EndpointMeta, failure: &CodecError) -> String {
    format!(
        "MockTransport: the body of this call of `{}` does not match the requested type: {failure}",
        meta.name
    )
}

pub(crate) fn not_comparable(meta: &EndpointMeta) -> String {
    format!(
        "MockTransport: the body of `{}` differs in each request\nhelp: use `.when(…)` instead of `.matching(…)`",
        meta.name
    )
}

pub(crate) fn is_undeclared(meta: &EndpointMeta, status: StatusCode) -> String {
    let declared: Vec<_> = (meta.responses())
        .flat_map(|response| response.statuses)
        .map(StatusPattern::to_string)
        .collect();
    let code = status.as_u16();
    let declared = if declared.is_empty() {
        "nothing".to_owned()
    } else {
        declared.join(", ")
    };
    format!(
        "MockTransport: `{}` does not declare {code}; it declares {declared}\nhelp: declare it, or use `.undeclared({code}, …)`",
        meta.name
    )
}

pub(crate) fn is_declared(meta: &EndpointMeta, status: StatusCode) -> String {
    let code = status.as_u16();
    format!(
        "MockTransport: `{}` declares {code}, and can read this response\nhelp: use `.status({code}, …)`",
        meta.name
    )
}

pub(crate) fn unreadable(meta: &EndpointMeta, status: StatusCode, why: &CodecError) -> String {
    format!(
        "MockTransport: this {} response does not match the type that `{}` declares: {why}",
        status.as_u16(),
        meta.name
    )
}

pub(crate) fn not_written(meta: &EndpointMeta, status: StatusCode, why: &str) -> String {
    format!(
        "MockTransport: this {} response of `{}` cannot be encoded: {why}",
        status.as_u16(),
        meta.name
    )
}

pub(crate) fn read_once(meta: &EndpointMeta) -> String {
    format!(
        "MockTransport: this body for `{}` can be read only once, but a rule may match several calls\nhelp: use `Body::from_fn(move || …)`",
        meta.name
    )
}
