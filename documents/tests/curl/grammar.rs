//! Commands made from a grammar of curl's request options.

use crate::oracle::Random;

/// Files of the folder in which curl runs, and their content.
pub(super) const FILES: [(&str, &str); 5] = [
    ("plain.txt", "plain"),
    ("lines.txt", "one\r\ntwo\n"),
    ("a;b,c.txt", "a name to quote"),
    ("data.json", "{\"a\": [1, 2]}"),
    ("sp ace.bin", "\u{e9} & =+%41"),
];
/// Those that stay the same where curl removes line breaks.
const ONE_LINE: [&str; 3] = ["plain.txt", "a;b,c.txt", "sp ace.bin"];

const VALUE: &[&str] = &[
    "a", "b c", "x1", "'", "\"", "\\", ";", ",", "&", "=", "+", "%20", "%", "\n", "é", "$x", "`",
    "^", "!", "@", "{", "}", "[", "]", "<", ">", "|", "#", "*", "~", "?", "/", ":", "(", ")",
    "\\\"", "type=x", ";type=",
];
const TOKEN: &[&str] = &["a", "Key", "x1", "-", "_", "id", "v2"];
const SEGMENT: &[&str] = &[
    "v1", "links", "a.b", "~u", "x%20y", "%2F", "é", "a-b", "7", "\\[x\\]", "\\{", "'", "(", "!",
    "$", "@", ",", "=", "+",
];
const PAIR: &[&str] = &[
    "a=1",
    "b=x%20y",
    "c=a+b",
    "flag",
    "d=",
    "e=é",
    "f\\[\\]=1",
    "g=a=b",
    "h=%26",
    "a=2",
];
const MEDIA: &[&str] = &[
    "application/json",
    "text/plain",
    "application/xml",
    "text/plain; charset=utf-8",
    "application/x-www-form-urlencoded",
];
const METHODS: &[&str] = &["PUT", "PATCH", "DELETE", "PURGE", "POST", "OPTIONS"];

/// The arguments of a command, whose URLs begin with `base`.
pub(super) fn command(random: &mut Random, base: &str) -> Vec<String> {
    let mut words = request(random, base);
    while random.one_in(8) {
        words.push(random.of(&["--next", "-:"]).to_owned());
        words.extend(request(random, base));
    }
    words
}

/// One request: what it sends, and options in any order.
fn request(random: &mut Random, base: &str) -> Vec<String> {
    let mut options: Vec<Vec<String>> = Vec::new();
    let mut has_body = true;
    match random.below(9) {
        0 | 1 => data(random, &mut options),
        2 => {
            for _ in 0..=random.below(2) {
                let value = random.of(&[
                    "{\"a\":",
                    " 1}",
                    "[1]",
                    "{\"x\": \"é \\\" \\\\ 's\"}",
                    "x",
                    "@data.json",
                ]);
                options.push(option(random, None, "json", value));
            }
        }
        3 | 4 => form(random, &mut options),
        5 => {
            let file = random.of(&["plain.txt", "a;b,c.txt", "sp ace.bin", "./data.json", ""]);
            has_body = !file.is_empty();
            options.push(option(random, Some('T'), "upload-file", file));
            options.push(url(random, base));
        }
        6 => {
            options.push(vec![random.of(&["-G", "--get"]).to_owned()]);
            query_data(random, &mut options);
            has_body = false;
        }
        _ => has_body = false,
    }
    if !has_body && random.one_in(6) {
        options.push(vec![random.of(&["-I", "--head"]).to_owned()]);
    } else if random.one_in(4) {
        let method = random.of(METHODS);
        options.push(option(random, Some('X'), "request", method));
    }
    if random.one_in(3) {
        for _ in 0..=random.below(2) {
            let value = query_value(random);
            options.push(option(random, None, "url-query", &value));
        }
    }
    headers(random, &mut options, has_body);
    if random.one_in(2) {
        let noise = random.of(&[
            "-s",
            "-S",
            "--retry=0",
            "-k",
            "--no-progress-meter",
            "--max-time 20",
            "--tlsv1.2",
            "--ssl-no-revoke",
            "--proto =http",
            "--tcp-fastopen",
            "--compresse",
            "-sSL",
            "-so out",
            "--no-location",
            "--SILENT",
            "--retry-all-errors",
            "--http1.1",
        ]);
        if noise != "--retry=0" {
            options.push(noise.split(' ').map(str::to_owned).collect());
        }
    }
    if !options.iter().flatten().any(|word| word.starts_with(base)) || random.one_in(12) {
        options.push(url(random, base));
    }
    // The order within one option counts, and is kept where options do not move.
    for i in (1..options.len()).rev() {
        options.swap(i, random.below(i + 1));
    }
    options.concat()
}

/// `-X value`, `-Xvalue`, `--request value` or an abbreviation of it.
fn option(random: &mut Random, short: Option<char>, long: &str, value: &str) -> Vec<String> {
    match short {
        Some(short) if random.one_in(2) => {
            if random.one_in(2) || value.is_empty() {
                vec![format!("-{short}"), value.to_owned()]
            } else {
                vec![format!("-{short}{value}")]
            }
        }
        _ => {
            let name = match long {
                "data-urlencode" if random.one_in(4) => "data-u",
                "header" if random.one_in(8) => "HEADE",
                long => long,
            };
            vec![format!("--{name}"), value.to_owned()]
        }
    }
}

fn url(random: &mut Random, base: &str) -> Vec<String> {
    let mut url = base.to_owned();
    for _ in 0..random.below(4) {
        url.push('/');
        url += &random.text(SEGMENT, 2);
    }
    match random.below(8) {
        0..3 => url.push('/'),
        3 => url += "/x/../y/.",
        4 => url += "/{p,q}/[1-2]x",
        _ => {}
    }
    if random.one_in(3) {
        let pairs: Vec<&str> = (0..=random.below(3)).map(|_| random.of(PAIR)).collect();
        url = format!("{url}?{}", pairs.join("&"));
    }
    if random.one_in(8) {
        url += "#top";
    }
    if random.one_in(4) {
        vec!["--url".to_owned(), url]
    } else {
        vec![url]
    }
}

/// A pair, as a form has it.
fn pair(random: &mut Random) -> String {
    format!(
        "{}={}",
        random.text(TOKEN, 2),
        random.text(&["a", "1", "x%20y", "a+b", "é", "%26"], 2)
    )
}

fn data(random: &mut Random, options: &mut Vec<Vec<String>>) {
    for _ in 0..=random.below(3) {
        let (name, value) = match random.below(8) {
            0 => ("data", pair(random)),
            1 => ("data-raw", random.text(VALUE, 4)),
            2 => (
                "data-urlencode",
                format!("{}={}", random.text(TOKEN, 2), random.text(VALUE, 3)),
            ),
            3 => (
                "data-urlencode",
                query_value(random).trim_start_matches('+').to_owned(),
            ),
            4 => ("data", format!("@{}", random.of(&ONE_LINE))),
            5 => (
                "data-binary",
                format!("@{}", random.of(&["plain.txt", "lines.txt", "data.json"])),
            ),
            6 => ("data-ascii", "{\"a\": 1.50, \"b\": [null]}".to_owned()),
            _ => (
                "data",
                random.text(VALUE, 3).trim_start_matches('@').to_owned(),
            ),
        };
        let short = (name == "data").then_some('d');
        options.push(option(random, short, name, &value));
    }
    if random.one_in(3) {
        let value = format!("Content-Type: {}", random.of(MEDIA));
        options.push(option(random, Some('H'), "header", &value));
    }
}

/// Data that a URL can have.
fn query_data(random: &mut Random, options: &mut Vec<Vec<String>>) {
    for _ in 0..=random.below(2) {
        let (name, value) = match random.below(3) {
            0 => ("data", pair(random).replace('é', "e")),
            1 => (
                "data",
                random
                    .of(&["{\"q\":1}", "[1,2]", "flag", "a=b&c=d"])
                    .to_owned(),
            ),
            _ => (
                "data-urlencode",
                query_value(random).trim_start_matches('+').to_owned(),
            ),
        };
        let short = (name == "data").then_some('d');
        options.push(option(random, short, name, &value));
    }
}

fn query_value(random: &mut Random) -> String {
    match random.below(6) {
        0 => random.text(&["a", " ", "é", "/"], 3),
        1 => format!("={}", random.text(VALUE, 3)),
        2 => format!("{}={}", random.text(TOKEN, 2), random.text(VALUE, 3)),
        3 => format!("+{}", random.of(&["x=%20", "flag", "a=b&c=d", ""])),
        4 => format!(
            "{}@{}",
            random.text(TOKEN, 1),
            random.of(&["plain.txt", "lines.txt", "sp ace.bin"])
        ),
        _ => pair(random),
    }
}

fn form(random: &mut Random, options: &mut Vec<Vec<String>>) {
    for _ in 0..=random.below(3) {
        let name = random.text(TOKEN, 2);
        let quoted =
            |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let value = random.text(VALUE, 3);
        let settings = random.of(&[
            "",
            "",
            ";type=text/x",
            ";type=text/plain;charset=utf-8",
            ";filename=q.bin",
            ";filename=\"q\\\"r;s.txt\";type=a/b",
            "; type=a/b ; filename=z",
        ]);
        let file = random.of(&["plain.txt", "data.json", "sp ace.bin"]);
        let (option_name, field) = match random.below(8) {
            0 => ("form-string", format!("{name}={value}")),
            1 => ("form", format!("{name}={}{settings}", quoted(&value))),
            2 => ("form", format!("{name}=@{file}{settings}")),
            3 => ("form", format!("{name}=@\"a;b,c.txt\"{settings}")),
            4 => (
                "form",
                format!("{name}=@plain.txt{settings},{file};type=c/d"),
            ),
            5 => (
                "form",
                format!("{name}=<{file}{}", random.of(&["", ";type=text/x"])),
            ),
            6 => (
                "form",
                format!(
                    "{name}={}{settings}",
                    value
                        .replace(['@', '<', '(', ';'], "")
                        .replace("type=", "t")
                ),
            ),
            _ => (
                "form",
                format!(
                    "{name}= {}",
                    random.of(&["@x", "<y", "=z", "a;b", "\"open"])
                ),
            ),
        };
        let short = (option_name == "form").then_some('F');
        options.push(option(random, short, option_name, &field));
    }
}

fn headers(random: &mut Random, options: &mut Vec<Vec<String>>, has_body: bool) {
    let mut has_authorization = false;
    for _ in 0..random.below(4) {
        let (short, long, value) = match random.below(12) {
            0 => (Some('A'), "user-agent", random.of(&["me/1.0", "a b"])),
            1 => (
                Some('e'),
                "referer",
                random.of(&["http://r/", "http://r/;auto"]),
            ),
            2 => (Some('b'), "cookie", random.of(&["a=b", "c=d; e=f"])),
            3 => (Some('u'), "user", random.of(&["ann:secret", "ann:"])),
            4 => (None, "oauth2-bearer", "abc"),
            5 if !has_body => (
                Some('r'),
                "range",
                random.of(&["4", "-5", "1-2,5-", "0-99"]),
            ),
            // A request has one.
            6 if !std::mem::replace(&mut has_authorization, true) => (
                Some('H'),
                "header",
                random.of(&[
                    "Authorization: Token x",
                    "authorization: Bearer y",
                    "Authorization: Basic eDp5",
                ]),
            ),
            7 => (
                Some('H'),
                "header",
                random.of(&[
                    "Accept: text/x",
                    "Cookie: own=1",
                    "User-Agent: own",
                    "Referer: own",
                ]),
            ),
            8 => (
                Some('H'),
                "header",
                random.of(&["X-Empty;", "X-Gone:", "X-Gone: "]),
            ),
            _ => (
                Some('H'),
                "header",
                random.of(&[
                    "X-A: 1",
                    "X-A:2",
                    "x-b: a, b; c=\"d\\e\"",
                    "X-C:  it's $x `y` %z% ^ ",
                ]),
            ),
        };
        options.push(option(random, short, long, value));
    }
}
