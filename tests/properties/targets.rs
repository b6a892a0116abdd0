//! A path value stays in its segment, and the call reaches its own endpoint.

use callpoint::{Endpoint, endpoint};
use proptest::prelude::*;

use crate::{decoded, request, text};

#[endpoint(GET, "/links")]
struct ListLinks;

#[endpoint(GET, "/links/<id>")]
struct GetLink {
    id: String,
}

#[endpoint(GET, "/links/<id>/")]
struct GetFolder {
    id: String,
}

#[endpoint(GET, "/links/<id>/secrets/<key>")]
struct GetSecret {
    id: String,
    key: String,
}

#[endpoint(GET, "/links/<id>.json")]
struct GetJson {
    id: String,
}

#[endpoint(GET, "/links/<id>/files/<path..>")]
struct GetFile {
    id: String,
    path: Vec<String>,
}

/// How a router reads a path: the values of a template's parameters, if the path matches it.
fn values(template: &str, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut values = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(values),
            (Some(segment), Some(text)) if segment.ends_with("..>") => {
                values.extend([text].into_iter().chain(given).map(decoded));
                return Some(values);
            }
            (Some(segment), Some(text)) => match segment.split_once('<') {
                None if segment == text => {}
                None => return None,
                Some((before, rest)) => {
                    let after = rest.split_once('>').unwrap().1;
                    let value = text.strip_prefix(before)?.strip_suffix(after)?;
                    values.push(decoded(value));
                }
            },
            _ => return None,
        }
    }
}

/// The endpoints that a server could match a request to, except those that a value names on purpose.
fn others<E: Endpoint>(path: &str) -> Vec<&'static str> {
    let all = [
        ListLinks::META,
        GetLink::META,
        GetFolder::META,
        GetSecret::META,
        GetFile::META,
    ];
    let templates = all.into_iter().map(|meta| meta.template);
    templates
        .filter(|&template| template != E::META.template && values(template, path).is_some())
        .collect()
}

fn check<E: Endpoint>(endpoint: &E, expected: &[&str]) -> Result<(), TestCaseError> {
    let Ok(request) = request(endpoint) else {
        return Ok(());
    };
    let path = request.uri().path().strip_prefix("/v1").unwrap();
    let values = values(E::META.template, path).expect("it is a request of its own endpoint");
    prop_assert_eq!(values, expected);
    prop_assert_eq!(others::<E>(path), Vec::<&str>::new());
    prop_assert_eq!(request.uri().query(), None);
    prop_assert_eq!(
        request.uri().authority().unwrap().as_str(),
        "api.example.com"
    );
    Ok(())
}

proptest! {
    #[test]
    fn one_value(id in text()) {
        check(&GetLink::new(id.as_str()), &[&id])?;
        check(&GetFolder::new(id.as_str()), &[&id])?;
        let json = request(&GetJson::new(id.as_str()));
        if let Ok(json) = json {
            let path = json.uri().path().strip_prefix("/v1").unwrap();
            prop_assert_eq!(values("/links/<id>.json", path).unwrap(), [id]);
        }
    }

    #[test]
    fn several_values(id in text(), key in text()) {
        check(&GetSecret::new(id.as_str(), key.as_str()), &[&id, &key])?;
    }

    #[test]
    fn several_segments(id in text(), path in proptest::collection::vec(text(), 0..4)) {
        let expected: Vec<&str> = [&id].into_iter().chain(&path).map(String::as_str).collect();
        check(&GetFile::new(id.as_str(), path.clone()), &expected)?;
    }

    #[test]
    fn harmless_values_are_sent(id in "[a-zA-Z0-9/?#&=+é 😀%;:@-]{1,20}") {
        prop_assert!(request(&GetLink::new(id)).is_ok());
    }
}
