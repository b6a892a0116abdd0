//! Responses by status, and their headers.

use std::rc::Rc;

use super::bodies::Bodies;
use super::view::EMPTY;
use super::{Comparer, DifferenceKind, Direction, Node, Site, title};
use crate::description::{Operation, Parameter, Response, Status};

impl<'a> Comparer<'a> {
    pub(super) fn responses(&mut self, old: &'a Operation, new: &'a Operation) {
        let pair = (old, new);
        for from in &old.responses {
            if let Some(to) = exact(new, from.status) {
                self.response(pair, from, to);
                continue;
            }
            let message = format!("the status {} is not there any more", from.status);
            self.of_operation(DifferenceKind::StatusRemoved, false, pair, message);
            // A default that was there before is that of other statuses.
            let has_default = exact(old, Status::Default).is_some();
            let covered = covering(new, from.status);
            if let Some(to) = covered.filter(|to| to.status != Status::Default || !has_default) {
                self.response(pair, from, to);
            }
        }
        // Without a declared success every one is taken as it comes.
        let has_success = old.responses.iter().any(|it| it.status.is_success());
        for to in &new.responses {
            if exact(old, to.status).is_some() {
                continue;
            }
            let covered = covering(old, to.status);
            let is_new = covered.is_none_or(|it| it.status == Status::Default);
            let breaking = is_new && to.status.is_success() && has_success;
            let message = format!("the status {} is new", to.status);
            self.of_operation(DifferenceKind::StatusAdded, breaking, pair, message);
            if let Some(from) = covered.filter(|_| !breaking) {
                self.response(pair, from, to);
            }
        }
    }

    fn response(
        &mut self,
        pair: (&'a Operation, &'a Operation),
        old: &'a Response,
        new: &'a Response,
    ) {
        let subject: Rc<str> = format!("the response {}", new.status).into();
        self.headers(pair, old, new, &subject);
        if old.contents.is_empty() || new.contents.is_empty() {
            let kind = DifferenceKind::ResponseBody;
            if !old.contents.is_empty() {
                let message = format!("{subject} has no body any more");
                self.of_operation(kind, !old.can_be_empty, pair, message);
            } else if !new.contents.is_empty() {
                let message = format!("{subject} has a body");
                self.of_operation(kind, false, pair, message);
            }
            return;
        }
        let keys = |response: &Response| vec!["responses".to_owned(), response.status.to_string()];
        self.contents(&Bodies {
            pair,
            old: &old.contents,
            new: &new.contents,
            direction: Direction::Response,
            subject,
            keys: (keys(old), keys(new)),
        });
    }

    fn headers(
        &mut self,
        pair: (&'a Operation, &'a Operation),
        old: &'a Response,
        new: &'a Response,
        subject: &Rc<str>,
    ) {
        for from in &old.headers {
            let name = &from.name;
            match header(new, name) {
                None => {
                    let message = format!("{subject} has no header `{name}` any more");
                    let kind = DifferenceKind::HeaderRemoved;
                    self.of_operation(kind, from.required, pair, message);
                }
                Some(to) => self.header(pair, (old, from), (new, to), subject),
            }
        }
        for to in &new.headers {
            if header(old, &to.name).is_none() {
                let message = format!("{subject} has a header `{}`", to.name);
                self.of_operation(DifferenceKind::HeaderAdded, false, pair, message);
            }
        }
    }

    fn header(
        &mut self,
        pair: (&'a Operation, &'a Operation),
        (old, from): (&Response, &'a Parameter),
        (new, to): (&Response, &'a Parameter),
        subject: &Rc<str>,
    ) {
        let name = format!("the header `{}` of {subject}", to.name);
        if from.required != to.required {
            let message = if to.required {
                format!("{name} is always there")
            } else {
                format!("{name} can be missing")
            };
            let kind = DifferenceKind::HeaderRequired;
            self.of_operation(kind, from.required, pair, message);
        }
        let site = Site {
            direction: Direction::Response,
            operation: title(pair.1).into(),
            subject: name.into(),
            field: "".into(),
            secret: from.secret || to.secret,
        };
        let place = |place: &str| -> Rc<str> { place.into() };
        let keys = |response: &Response, header: &Parameter| {
            let (status, name) = (response.status.to_string(), header.name.clone());
            [
                "responses".to_owned(),
                status,
                "headers".to_owned(),
                name,
                "schema".to_owned(),
            ]
        };
        let (old_keys, new_keys) = (keys(old, from), keys(new, to));
        let old_keys: Vec<&str> = old_keys.iter().map(String::as_str).collect();
        let new_keys: Vec<&str> = new_keys.iter().map(String::as_str).collect();
        let old_node = Node {
            schema: from.schema.as_deref().unwrap_or(&EMPTY),
            place: self.old.below(&place(&pair.0.place), &old_keys),
        };
        let new_node = Node {
            schema: to.schema.as_deref().unwrap_or(&EMPTY),
            place: self.new.below(&place(&pair.1.place), &new_keys),
        };
        self.schemas(&old_node, &new_node, &site);
    }
}

fn exact(operation: &Operation, status: Status) -> Option<&Response> {
    operation.responses.iter().find(|it| it.status == status)
}

/// The response that a class or the default has for a status.
fn covering(operation: &Operation, status: Status) -> Option<&Response> {
    let class = match status {
        Status::Code(code) => u8::try_from(code / 100).unwrap_or_default(),
        Status::Class(class) => class,
        Status::Default => return None,
    };
    exact(operation, Status::Class(class)).or_else(|| exact(operation, Status::Default))
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r Parameter> {
    let mut headers = response.headers.iter();
    headers.find(|header| header.name.eq_ignore_ascii_case(name))
}
