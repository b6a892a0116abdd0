//! The setters of optional fields: a value, or one that may be absent.

use std::borrow::Cow;

use callpoint::endpoint;

use crate::target;

#[endpoint(GET, "/a?<text>&<cow>&<number>&<type>&<raw>")]
struct Get<'a> {
    text: Option<String>,
    cow: std::option::Option<Cow<'a, str>>,
    number: Option<u8>,
    r#type: Option<Box<str>>,
    raw: Option<&'a str>,
}

/// What `maybe_…` would be called is the setter of another field.
#[endpoint(GET, "/b?<token>&<maybe_token>")]
struct Taken {
    token: Option<String>,
    maybe_token: Option<String>,
}

#[test]
fn a_value_that_may_be_absent() {
    let all = Get::new().text("a").cow("b").number(1).r#type("c").raw("d");
    let same = Get::new()
        .maybe_text(Some("a".to_owned()))
        .maybe_cow(Some("b".into()))
        .maybe_number(Some(1))
        .maybe_type(Some("c".into()))
        .maybe_raw(Some("d"));
    let expected = "/a?text=a&cow=b&number=1&type=c&raw=d";
    assert_eq!(
        (target(&all), target(&same)),
        (expected.to_owned(), expected.to_owned())
    );
    let (text, number) = (Some("e".to_owned()), None);
    assert_eq!(
        target(&all.maybe_text(text).maybe_number(number)),
        "/a?text=e&cow=b&type=c&raw=d"
    );
    // What was set before is absent again.
    let cleared = same.maybe_text(None).maybe_cow(None).maybe_raw(None);
    assert_eq!(target(&cleared), "/a?number=1&type=c");
}

#[test]
fn a_field_keeps_its_setter() {
    assert_eq!(
        target(&Taken::new().token("a").maybe_token("b")),
        "/b?token=a&maybe_token=b"
    );
}
