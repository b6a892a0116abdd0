//! `required = …`: `new` takes the required fields by their names.

use std::borrow::Cow;

use callpoint::{Endpoint, endpoint};

use crate::sent;

#[endpoint(POST, "/payments/<account>?<dry>", required = PaymentFields, 204 => ())]
struct Payment {
    account: String,
    dry: bool,
    #[header("x-request")]
    request: Option<String>,
    from: String,
    to: String,
    currency: String,
    #[secret]
    pin: String,
    note: Option<String>,
    #[cfg(any())]
    never: Missing,
}

/// Parameters of the struct are those of the fields, as far as they name them.
#[endpoint(PUT, "/things/<type>", required = ThingFields, 204 => ())]
struct PutThing<'a, 'b, T, U, const N: usize>
where
    T: Clone + serde::Serialize,
    U: serde::Serialize,
{
    r#type: Cow<'a, str>,
    content: [T; N],
    more: Option<&'b str>,
    last: Option<U>,
    /// Of the name of the parameter of `new`.
    required: u8,
}

#[endpoint(GET, "/raw/<id>", required = r#Raw, 204 => ())]
struct GetRaw {
    id: u8,
}

/// The same without it.
#[endpoint(GET, "/raw/<id>", 204 => ())]
struct GetPlain {
    id: u8,
}

#[test]
fn by_name_in_any_order() {
    let payment = Payment::new(PaymentFields {
        to: "DE2".to_owned(),
        from: "DE1".to_owned(),
        pin: "0000".to_owned(),
        currency: "EUR".to_owned(),
        dry: true,
        account: "a/b".to_owned(),
    });
    let payment = payment.note("for tea").maybe_request(Some("r".to_owned()));
    assert_eq!(
        sent(&payment),
        "POST /payments/a%2Fb?dry=true\naccept: */*\ncontent-type: application/json\nx-request: r\n\n\
         {\"from\":\"DE1\",\"to\":\"DE2\",\"currency\":\"EUR\",\"pin\":\"0000\",\"note\":\"for tea\"}"
    );
}

#[test]
fn with_parameters_and_raw_names() {
    let fields = ThingFields {
        r#type: "t".into(),
        content: [1_u8, 2],
        required: 3,
    };
    let thing = PutThing::<_, u8, 2>::new(fields).more("m");
    let text = sent(&thing);
    assert!(text.starts_with("PUT /things/t\n"), "{text}");
    let body = r#"{"content":[1,2],"more":"m","required":3}"#;
    assert!(text.ends_with(body), "{text}");
    assert_eq!(sent(&GetRaw::new(Raw { id: 7 })), sent(&GetPlain::new(7)));
}

#[test]
fn the_metadata() {
    assert_eq!(Payment::META.required, Some("PaymentFields"));
    assert_eq!(GetRaw::META.required, Some("Raw"));
    assert_eq!(GetPlain::META.required, None);
}
