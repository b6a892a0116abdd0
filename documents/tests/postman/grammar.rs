//! Collections from a seed: every mode of body, every type of auth, variables at every place, entries that are switched off, odd URLs.

use serde_json::{Map, Value, json};

use super::bodies::body;
use crate::oracle::Random;

/// Files of the folder in which newman runs, and their content.
pub(super) const FILES: [(&str, &str); 4] = [
    ("plain.txt", "plain"),
    ("lines.txt", "one\r\ntwo\n"),
    ("data.json", "{\"a\": [1, 2]}"),
    ("sp ace.bin", "\u{e9} & =+%41"),
];

/// The variables of each collection.
pub(super) const VARIABLES: &[(&str, &str)] = &[
    ("acct", "A1"),
    ("amount", "12.5"),
    ("flag", "true"),
    ("label", "b c"),
    ("nested", "<{{acct}}>"),
    ("deeper", "{{nested}}-{{unknown}}"),
    ("obj", "{\"k\": [1, null]}"),
    ("accented", "é"),
    ("with.dot-and_1", "d"),
    ("pair", "x=y"),
    // Its name is that of a secret: the import does not copy it.
    ("apiToken", "s3cr3t"),
];
/// One that is switched off.
pub(super) const DISABLED: &str = "off";

pub(super) const VARIABLE: &[&str] = &[
    "{{acct}}",
    "{{amount}}",
    "{{flag}}",
    "{{label}}",
    "{{nested}}",
    "{{deeper}}",
    "{{accented}}",
    "{{with.dot-and_1}}",
    "{{pair}}",
    "{{apiToken}}",
    "{{unknown}}",
    "{{off}}",
    "{{$guid}}",
    "{{$timestamp}}",
    "{{$isoTimestamp}}",
    "{{$randomInt}}",
    "{{ acct }}",
    "{{acct}",
    "{{{acct}}}",
    "{{}}",
    "{{a{b}}",
];
const TEXT: &[&str] = &[
    "a", "x1", " ", "é", "'", "\"", "\\", ";", ",", "%20", "100%25", "=", "/", ":", "?", "#", "[",
    "]", "<", ">", "|", "~", "*", "(", "!", "@", "$", "-", "_", ".", "{", "}",
];
const TOKEN: &[&str] = &[
    "a", "Key", "x1", "-", "_", "id", "v2", "[0]", "[]", ".", "é",
];
const SEGMENT: &[&str] = &[
    "v1",
    "links",
    "a.b",
    "~u",
    "x%20y",
    "%2F",
    "é",
    "a b",
    "a-b",
    "7",
    "'",
    "(",
    "!",
    "$",
    "@",
    ",",
    "=",
    ";x",
    "+",
    "{{acct}}",
    "x-{{acct}}",
    "{{acct}}-{{flag}}",
    ":id",
    ":id",
    ":other",
    ":id.json",
    "{{with.dot-and_1}}",
    "[x]",
    "\"",
    "|",
    "*",
    "{{label}}",
    "{{unknown}}",
];
const METHODS: &[&str] = &[
    "GET", "PUT", "PATCH", "DELETE", "POST", "OPTIONS", "PURGE", "HEAD",
];
/// A collection whose requests go to `base`, and which says its number and theirs in their paths.
pub(super) fn collection(random: &mut Random, base: &str, number: u64) -> Value {
    let mut variables: Vec<Value> = VARIABLES
        .iter()
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect();
    variables.push(json!({"key": "baseUrl", "value": base}));
    let (host, port) = base["http://".len()..].split_once(':').unwrap();
    variables.push(json!({"key": "host", "value": host}));
    variables.push(json!({"key": "port", "value": port}));
    variables.push(json!({"key": DISABLED, "value": "no", "disabled": true}));
    let server = Server { base, host, port };
    let mut items = Vec::new();
    for index in 0..3 + random.below(4) {
        let place = format!("c{number}i{index}");
        items.push(item(random, &server, &place));
    }
    if random.one_in(2) {
        let inner = items.split_off(items.len() / 2);
        let mut folder = json!({"name": "Folder", "item": inner});
        if random.one_in(3) {
            folder["auth"] = auth(random);
        }
        items.push(folder);
    }
    if random.one_in(6) {
        // No request can be made of it; it does not go out.
        let request = json!({"method": "POST", "url": format!("{base}/broken"), "body": {"mode": "formdata", "formdata": ""}});
        items.insert(0, json!({"name": "Broken", "request": request}));
    }
    let mut collection = json!({
        "info": {"name": "Made", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "variable": variables,
        "item": items,
    });
    if random.one_in(3) {
        collection["auth"] = auth(random);
    }
    collection
}

struct Server<'a> {
    base: &'a str,
    host: &'a str,
    port: &'a str,
}

pub(super) fn text(random: &mut Random, most: usize) -> String {
    let mut out = String::new();
    for _ in 0..random.below(most + 1) {
        out += if random.one_in(3) {
            random.of(VARIABLE)
        } else {
            random.of(TEXT)
        };
    }
    out
}

pub(super) fn token(random: &mut Random) -> String {
    let token = random.text(TOKEN, 2);
    if random.one_in(8) {
        token + random.of(&["{{acct}}", "{{unknown}}", "{{with.dot-and_1}}"])
    } else {
        token
    }
}

fn item(random: &mut Random, server: &Server<'_>, place: &str) -> Value {
    let mut request = Map::new();
    let method = random.of(METHODS);
    request.insert("method".to_owned(), json!(method));
    request.insert("url".to_owned(), url(random, server, place));
    request.insert("header".to_owned(), headers(random));
    if random.one_in(3) {
        request.insert("auth".to_owned(), auth(random));
    }
    // A body of GET goes out from newman, and an import leaves it out with a note.
    if !["GET", "HEAD"].contains(&method)
        && let Some(body) = body(random)
    {
        request.insert("body".to_owned(), body);
    }
    json!({"name": place, "request": request})
}

fn url(random: &mut Random, server: &Server<'_>, place: &str) -> Value {
    let mut path = vec![place.to_owned()];
    for _ in 0..random.below(4) {
        path.push(random.of(SEGMENT).to_owned());
    }
    if random.one_in(5) {
        path.push(String::new());
    }
    let mut query = Vec::new();
    for _ in 0..random.below(4) {
        query.push(match random.below(9) {
            0 => (String::new(), None),
            1 => (String::new(), Some(value_in_url(random))),
            2 => (token(random), None),
            _ => (token(random), Some(value_in_url(random))),
        });
    }
    let pairs = |query: &[(String, Option<String>)]| {
        let pair = |(key, value): &(String, Option<String>)| match value {
            Some(value) => format!("{key}={value}"),
            None => key.clone(),
        };
        query.iter().map(pair).collect::<Vec<_>>().join("&")
    };
    let base = random.of(&["{{baseUrl}}", server.base, "http://{{host}}:{{port}}"]);
    let mut raw = format!("{base}/{}", path.join("/"));
    if !query.is_empty() {
        raw += "?";
        raw += &pairs(&query);
    }
    if random.one_in(10) {
        raw += "#top";
    }
    // An import takes off the space around an address.
    let text = raw.trim_end();
    if random.one_in(4) {
        return json!(text);
    }

    let mut url = json!({"raw": raw, "path": path, "variable": path_variables(random)});
    match base {
        "{{baseUrl}}" => url["host"] = json!(["{{baseUrl}}"]),
        base if base == server.base => {
            url["protocol"] = json!("http");
            url["host"] = json!(server.host.split('.').collect::<Vec<_>>());
            url["port"] = json!(server.port);
        }
        _ => {
            url["protocol"] = json!("http");
            url["host"] = json!("{{host}}");
            url["port"] = json!("{{port}}");
        }
    }
    let mut list: Vec<Value> = query
        .iter()
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect();
    if random.one_in(3) {
        let at = random.below(list.len() + 1);
        let value = [Value::Null, json!("v")][random.below(2)].clone();
        list.insert(
            at,
            json!({"key": "switchedOff", "value": value, "disabled": true}),
        );
    }
    if !list.is_empty() {
        url["query"] = json!(list);
    }
    url
}

/// A text that ends no pair and no address.
fn value_in_url(random: &mut Random) -> String {
    text(random, 4).replace(['#', '&'], "")
}

fn path_variables(random: &mut Random) -> Value {
    let value = random.of(&[
        "7",
        "a b",
        "é",
        "{{acct}}",
        "x%20y",
        "{{label}}",
        "a.b",
        "{{$guid}}",
    ]);
    json!([{"key": "id", "value": value}])
}

fn headers(random: &mut Random) -> Value {
    let mut list = Vec::new();
    for _ in 0..random.below(4) {
        let key = random.of(&[
            "X-A",
            "X-B",
            "x-c_1",
            "Accept",
            "Accept-Language",
            "X-Empty",
            "X-A",
        ]);
        let value = if key == "Accept" {
            random
                .of(&[
                    "application/json",
                    "application/json, text/csv",
                    "*/*",
                    "text/plain",
                ])
                .to_owned()
        } else {
            header_value(random)
        };
        let mut header = json!({"key": key, "value": value});
        if random.one_in(4) {
            header["disabled"] = json!(true);
        }
        list.push(header);
    }
    if random.one_in(10) {
        list.push(json!({"key": "Idempotency-Key", "value": random.of(&["{{$guid}}", "{{$randomUUID}}"])}));
    }
    if random.one_in(12) {
        list.push(json!({"key": "", "value": "x"}));
    }
    if random.one_in(6) {
        let lines = list
            .iter()
            .filter(|header| header.get("disabled").is_none() && header["key"] != "");
        let lines = lines.map(|header| {
            format!(
                "{}: {}",
                header["key"].as_str().unwrap(),
                header["value"].as_str().unwrap()
            )
        });
        return json!(lines.collect::<Vec<_>>().join("\n"));
    }
    json!(list)
}

fn header_value(random: &mut Random) -> String {
    let mut out = String::from("v");
    for _ in 0..random.below(3) {
        out += random.of(&[
            "a",
            " b",
            ";q=1",
            ",",
            "=",
            "\"x\"",
            "{{acct}}",
            "{{nested}}",
            "{{apiToken}}",
            "{{unknown}}",
            "{{$guid}}",
            "{{$timestamp}}",
            "{{amount}}",
            ":",
        ]);
    }
    out
}

fn auth(random: &mut Random) -> Value {
    let list = |pairs: &[(&str, &str)]| {
        let pair =
            |(key, value): &(&str, &str)| json!({"key": key, "value": value, "type": "string"});
        json!(pairs.iter().map(pair).collect::<Vec<_>>())
    };
    let kind = random.of(&[
        "basic", "bearer", "apikey", "apikey", "oauth2", "noauth", "digest", "hawk", "awsv4",
        "oauth1", "ntlm",
    ]);
    let values = match kind {
        "basic" | "digest" | "ntlm" => list(&[("username", "{{acct}}"), ("password", "p")]),
        "bearer" => list(&[("token", "{{apiToken}}")]),
        "apikey" => list(&[
            ("key", random.of(&["X-Key", "key_1"])),
            ("value", "{{acct}}"),
            ("in", random.of(&["header", "query"])),
        ]),
        "oauth2" => list(&[("accessToken", "t"), ("addTokenTo", "header")]),
        "hawk" => list(&[("authId", "i"), ("authKey", "k"), ("algorithm", "sha256")]),
        "awsv4" => list(&[
            ("accessKey", "a"),
            ("secretKey", "s"),
            ("region", "r"),
            ("service", "x"),
        ]),
        "oauth1" => list(&[
            ("consumerKey", "c"),
            ("consumerSecret", "s"),
            ("signatureMethod", "HMAC-SHA1"),
            ("addParamsToHeader", "true"),
        ]),
        _ => return json!({"type": "noauth"}),
    };
    // Format 2.0 has an object in place of the list.
    let values = if random.one_in(4) {
        let pairs = values.as_array().unwrap().iter();
        let pairs = pairs.map(|pair| {
            (
                pair["key"].as_str().unwrap().to_owned(),
                pair["value"].clone(),
            )
        });
        Value::Object(pairs.collect())
    } else {
        values
    };
    json!({"type": kind, kind: values})
}
