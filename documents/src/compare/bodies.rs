//! Request bodies, and what bodies of both directions share.

use std::rc::Rc;

use super::view::EMPTY;
use super::{Comparer, DifferenceKind, Direction, Node, Site, title};
use crate::description::{Body, Content, Operation};

/// The contents of one body in both descriptions.
pub(super) struct Bodies<'a> {
    pub(super) pair: (&'a Operation, &'a Operation),
    pub(super) old: &'a [Content],
    pub(super) new: &'a [Content],
    pub(super) direction: Direction,
    /// `the request body`, `the response 200`
    pub(super) subject: Rc<str>,
    /// The keys that lead to `content` from the operation.
    pub(super) keys: (Vec<String>, Vec<String>),
}

impl<'a> Comparer<'a> {
    pub(super) fn request_body(&mut self, old: &'a Operation, new: &'a Operation) {
        let pair = (old, new);
        let (from, to) = match (&old.body, &new.body) {
            (None, None) => return,
            (None, Some(to)) => {
                let message = if to.required {
                    "the request has a body now, which is required"
                } else {
                    "the request can have a body now"
                };
                let kind = DifferenceKind::BodyAdded;
                return self.of_operation(kind, to.required, pair, message.to_owned());
            }
            (Some(_), None) => {
                let message = "the request has no body any more".to_owned();
                return self.of_operation(DifferenceKind::BodyRemoved, true, pair, message);
            }
            (Some(from), Some(to)) => (from, to),
        };
        if from.required != to.required {
            let message = if to.required {
                "the request body is now required"
            } else {
                "the request body is optional"
            };
            let kind = DifferenceKind::BodyRequired;
            self.of_operation(kind, to.required, pair, message.to_owned());
        }
        let keys = || vec!["requestBody".to_owned()];
        self.contents(&Bodies {
            pair,
            old: &from.contents,
            new: &to.contents,
            direction: Direction::Request,
            subject: "the request body".into(),
            keys: (keys(), keys()),
        });
    }

    /// The alternatives of a body by their media types.
    pub(super) fn contents(&mut self, bodies: &Bodies<'a>) {
        let mut is_left: Vec<bool> = vec![true; bodies.new.len()];
        let mut gone = Vec::new();
        let mut shared = 0;
        for old in bodies.old {
            let mut places = 0..bodies.new.len();
            let exact =
                places.find(|at| is_left[*at] && old.essence() == bodies.new[*at].essence());
            let wide = || (0..bodies.new.len()).find(|at| takes(old, &bodies.new[*at]));
            let Some(at) = exact.or_else(wide) else {
                gone.push(old);
                continue;
            };
            is_left[at] = false;
            shared += 1;
            self.content(bodies, old, &bodies.new[at]);
        }
        for old in gone {
            // A response comes in the type that the client asks for.
            let breaking = bodies.direction == Direction::Request || shared == 0;
            let message = format!("{} has no `{}` any more", bodies.subject, shown(old));
            self.of_operation(
                DifferenceKind::MediaTypeRemoved,
                breaking,
                bodies.pair,
                message,
            );
        }
        for (new, _) in bodies
            .new
            .iter()
            .zip(&is_left)
            .filter(|(_, is_left)| **is_left)
        {
            let message = format!("{} can be `{}`", bodies.subject, shown(new));
            self.of_operation(DifferenceKind::MediaTypeAdded, false, bodies.pair, message);
        }
    }

    fn content(&mut self, bodies: &Bodies<'a>, old: &'a Content, new: &'a Content) {
        let site = Site {
            direction: bodies.direction,
            operation: title(bodies.pair.1).into(),
            subject: Rc::clone(&bodies.subject),
            field: "".into(),
            secret: false,
        };
        match (&old.item_schema, &new.item_schema) {
            (Some(from), Some(to)) => {
                let from = self.inside(bodies, old, from, true);
                let to = self.inside(bodies, new, to, false);
                return self.schemas(&from, &to, &site);
            }
            (None, None) => {}
            _ => {
                let what = format!("the items of {} of `{}`", bodies.subject, site.operation);
                self.not_compared.insert(what);
                return;
            }
        }
        let from = self.inside(bodies, old, schema(old), true);
        let to = self.inside(bodies, new, schema(new), false);
        self.schemas(&from, &to, &site);
    }

    fn inside(
        &self,
        bodies: &Bodies<'a>,
        content: &Content,
        schema: &'a crate::description::Schema,
        is_old: bool,
    ) -> Node<'a> {
        let (side, operation, keys) = if is_old {
            (&self.old, bodies.pair.0, &bodies.keys.0)
        } else {
            (&self.new, bodies.pair.1, &bodies.keys.1)
        };
        let place: Rc<str> = operation.place.as_str().into();
        let media_type = content.media_type.as_deref().unwrap_or("*/*");
        let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        keys.extend(["content", media_type, "schema"]);
        Node {
            schema,
            place: side.below(&place, &keys),
        }
    }
}

fn schema(content: &Content) -> &crate::description::Schema {
    match &content.body {
        Body::Whole {
            schema: Some(schema),
            ..
        } => schema,
        _ => &EMPTY,
    }
}

/// Whether one media type is a range that the other is in; nothing is known of one that is not named.
fn takes(old: &Content, new: &Content) -> bool {
    let (old, new) = (old.essence(), new.essence());
    let is_in = |one: &str, range: &str| {
        range.is_empty()
            || range == "*/*"
            || range
                .strip_suffix('*')
                .is_some_and(|start| one.starts_with(start))
    };
    is_in(&old, &new) || is_in(&new, &old)
}

fn shown(content: &Content) -> String {
    let essence = content.essence();
    if essence.is_empty() {
        "*/*".to_owned()
    } else {
        essence
    }
}
