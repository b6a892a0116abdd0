//! A value has the same form in every place: the one that the serializers of others give it.

use callpoint::endpoint;
use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use serde::Serialize;
use url::{Url, form_urlencoded};

use crate::{decoded, request};

#[endpoint(PUT, "/v/<path>/<rest..>", 204 => ())]
struct Everywhere<T> {
    path: T,
    rest: Vec<T>,
    #[query]
    query: T,
    #[query(style = csv)]
    joined: Vec<T>,
    #[header("X-Value")]
    header: T,
    #[body(Form)]
    form: Vec<(&'static str, T)>,
}

/// The value as it is sent in each place.
fn forms<T: Serialize + Clone>(value: &T) -> Vec<String> {
    let copy = || value.clone();
    let all = Everywhere::new(
        copy(),
        vec![copy()],
        copy(),
        vec![copy()],
        copy(),
        vec![("form", copy())],
    );
    let request = request(&all).expect("every such value can be sent");
    let url = Url::parse(&request.uri().to_string()).unwrap();
    let mut forms: Vec<_> = url.path_segments().unwrap().skip(2).map(decoded).collect();
    forms.extend(url.query_pairs().map(|(_, value)| value.into_owned()));
    forms.push(request.headers()["x-value"].to_str().unwrap().to_owned());
    let body = request.body().as_bytes().unwrap();
    forms.extend(form_urlencoded::parse(body).map(|(_, value)| value.into_owned()));
    assert_eq!(forms.len(), 6);
    forms
}

/// JSON without its quotes.
fn by_json(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap();
    serde_json::from_str(&json).unwrap_or(json)
}

fn by_urlencoded(value: &impl Serialize) -> String {
    let text = serde_urlencoded::to_string([("v", value)]).unwrap();
    let (_, value) = form_urlencoded::parse(text.as_bytes()).next().unwrap();
    value.into_owned()
}

/// For a number with an exponent, which one library writes as `1e+30` and another as `1e30`; and without the fraction of a whole one.
fn assert_one_number<T: Serialize + Clone>(value: &T) {
    let json = by_json(value);
    assert_eq!(by_urlencoded(value), json.replace("e+", "e"));
    let expected = json.strip_suffix(".0").unwrap_or(&json);
    for form in forms(value) {
        assert_eq!(form, expected);
    }
}

fn assert_one_form<T: Serialize + Clone>(value: &T) {
    let expected = by_json(value);
    assert_eq!(by_urlencoded(value), expected);
    for form in forms(value) {
        assert_eq!(form, expected);
    }
}

#[derive(Clone, Serialize)]
struct Share(f64);

#[derive(Clone, Serialize)]
#[serde(transparent)]
struct Code {
    code: String,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
enum Order {
    NewestFirst,
    #[serde(rename = "oldest")]
    OldestFirst,
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("finite", |number| number.is_finite())
}

fn times() -> impl Strategy<Value = DateTime<Utc>> {
    (-60_000_000_000_i64..250_000_000_000, 0_u32..1_000_000_000)
        .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).unwrap())
}

proptest! {
    #[test]
    fn whole_numbers(small in any::<i8>(), middle in any::<u32>(), large in any::<i64>(), wide in any::<i128>(), most in any::<u128>()) {
        assert_one_form(&small);
        assert_one_form(&middle);
        assert_one_form(&large);
        assert_one_form(&wide);
        assert_one_form(&most);
    }

    #[test]
    fn other_numbers(double in finite(), single in any::<f32>().prop_filter("finite", |number| number.is_finite())) {
        assert_one_number(&double);
        assert_one_number(&Share(double));
        assert_one_number(&Some(double));
        assert_one_number(&single);
    }

    #[test]
    fn texts_and_names(
        text in "[ -~]{0,8}[!-~&&[^.%]]",
        flag in any::<bool>(),
        letter in proptest::char::range('0', 'z'),
        order in proptest::sample::select(vec![Order::NewestFirst, Order::OldestFirst]),
    ) {
        let text = text.trim_start().to_owned();
        assert_one_form(&text);
        assert_one_form(&std::borrow::Cow::from(text.as_str()));
        assert_one_form(&Code { code: text });
        assert_one_form(&flag);
        assert_one_form(&letter);
        assert_one_form(&order);
    }

    #[test]
    fn types_of_other_crates(time in times(), day in any::<u16>(), id in any::<u128>(), path in "[a-z]{0,8}") {
        assert_one_form(&time);
        assert_one_form(&time.fixed_offset());
        assert_one_form(&time.naive_utc());
        assert_one_form(&NaiveDate::from_num_days_from_ce_opt(i32::from(day)).unwrap());
        assert_one_form(&uuid::Uuid::from_u128(id));
        assert_one_form(&Url::parse(&format!("https://h/{path}?a=b")).unwrap());
        assert_one_form(&std::net::Ipv6Addr::from(id));
    }
}
