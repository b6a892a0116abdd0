//! A shell running curl sends what the call sends, byte by byte. Both are on every machine that runs these tests.

use std::process::{Command, Stdio};

use callpoint::meta::EndpointMeta;
use callpoint::{Client, Endpoint, Upload, endpoint};
use callpoint::{ReadError, RequestWriter, ResponseReader};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use tokio::runtime::Runtime;

use crate::AsCurl as _;
use callpoint_test_support::listener::{EMPTY, Listener};

#[endpoint(POST, "/a/<path>:go/<rest..>/end/?fixed=1&<query>", 204 => ())]
struct Json {
    path: String,
    rest: Vec<String>,
    query: String,
    #[query(style = csv)]
    tags: Vec<String>,
    #[header("x-text")]
    header: Option<String>,
    text: String,
    list: Vec<String>,
}

#[endpoint(PUT, "/form", body = Form, auth = Basic, 204 => ())]
struct Form {
    text: String,
    #[secret]
    list: Vec<String>,
}

#[endpoint(PATCH, "/text", auth = ApiKey, 204 => ())]
struct Text {
    #[body(Text)]
    text: String,
}

/// Characters with a meaning for shells, curl or URLs.
fn text() -> impl Strategy<Value = String> {
    const CHARS: [char; 40] = [
        'a',
        '1',
        ' ',
        '\'',
        '"',
        '\\',
        '\n',
        '\r',
        '\t',
        '$',
        '!',
        '`',
        '%',
        '&',
        '@',
        '#',
        '~',
        '*',
        '?',
        '[',
        ']',
        '{',
        '}',
        '(',
        ')',
        ';',
        '|',
        '<',
        '>',
        '-',
        '=',
        '+',
        ':',
        '/',
        '^',
        '\0',
        '\u{7f}',
        'é',
        '日',
        '\u{1f600}',
    ];
    vec(select(CHARS.to_vec()), 0..10).prop_map(String::from_iter)
}

fn path() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("p{}", text.replace(char::is_control, "")))
}

fn header() -> impl Strategy<Value = Option<String>> {
    let plain = |text: String| text.replace(|c: char| !c.is_ascii() || c.is_control(), "");
    text().prop_map(move |text| Some(plain(text).trim().to_owned()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn json(path in path(), rest in vec(path(), 1..3), query in text(), tags in vec(text(), 0..3), header in header(), text in text(), list in vec(text(), 0..3)) {
        sends_the_same(&Json { path, rest, query, tags, header, text, list }, |url| Client::builder(url).build());
    }

    #[test]
    fn form(text in text(), list in vec(text(), 0..3), password in path()) {
        sends_the_same(&Form { text, list }, |url| Client::builder(url).basic_auth("id", &password).build());
    }

    #[test]
    fn whole_text(text in text(), key in path()) {
        sends_the_same(&Text { text }, |url| Client::builder(url).api_key_query("key", &key).build());
    }
}

#[endpoint(HEAD, "/head", 204 => ())]
struct Head;

#[endpoint("M-SEARCH", "/own!method", 204 => ())]
struct OwnMethod;

#[endpoint(DELETE, "/nothing", 204 => ())]
struct Delete;

#[endpoint(GET, "/empty", 204 => ())]
struct EmptyHeader {
    #[header("x-empty")]
    empty: &'static str,
    #[header("x-list")]
    list: Vec<u8>,
}

#[endpoint(PUT, "/raw", 204 => ())]
struct Raw {
    #[body(Raw)]
    bytes: Vec<u8>,
}

#[endpoint(POST, "/none", 204 => ())]
struct NoBody {}

#[endpoint(POST, "/file", 204 => ())]
struct Stream {
    #[body(Stream)]
    content: Upload,
}

#[endpoint(POST, "/parts", body = Multipart, 204 => ())]
struct Parts {
    name: &'static str,
    #[part(Json)]
    row: Row,
    file: Upload,
}

#[derive(Serialize)]
struct Row {
    id: u8,
}

#[derive(Serialize)]
enum Order {
    Up,
}

#[endpoint(GET, "/odd/<order>.json?archived&<text>", 204 => ())]
struct Odd {
    order: Order,
    text: &'static str,
}

/// A custom implementation, so that the query contains what curl would read as a range.
struct Range;

impl Endpoint for Range {
    const META: &'static EndpointMeta = &EndpointMeta::new("Range", "GET", "/range");
    type Auth = callpoint::auth::AnyAuth;
    type Output = ();
    type Error = std::convert::Infallible;

    fn write(&self, request: &mut RequestWriter) {
        request.literal("/range");
        request.query_literal("range=[1-3]");
    }

    fn read(_: &mut ResponseReader) -> Result<(), ReadError<Self::Error>> {
        Ok(())
    }
}

#[test]
fn methods_and_bodies_of_every_kind() {
    let plain = |url: &str| Client::builder(url).build();
    sends_the_same(&Head, plain);
    sends_the_same(&OwnMethod, plain);
    sends_the_same(&Delete, plain);
    sends_the_same(&Range, plain);
    sends_the_same(&NoBody {}, plain);
    sends_the_same(&EmptyHeader::new("", vec![1, 2]), plain);
    sends_the_same(&Odd::new(Order::Up, "[1-3]{a,b}/../%2e"), plain);
    sends_the_same(&Raw::new(Vec::new()), plain);
    sends_the_same(&Raw::new(b"\xff\x00binary".to_vec()), plain);
    sends_the_same(&Raw::new(b"@/etc/passwd".to_vec()), plain);
    // More than an argument can hold, and more than curl sends without waiting for `100 Continue`.
    sends_the_same(&Raw::new(b"line\r\n".repeat(300_000)), plain);
    sends_the_same(&Stream::new(Upload::bytes("a\tb")), plain);
    let folder = std::env::temp_dir().join(format!("callpoint it's {}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a \"b\".txt");
    std::fs::write(&path, "content\0of a file").unwrap();
    let upload = Runtime::new()
        .unwrap()
        .block_on(Upload::file(&path))
        .unwrap();
    sends_the_same(&Stream::new(upload.clone()), plain);
    sends_the_same_form(&Parts::new("it's", Row { id: 1 }, upload), plain);
    std::fs::remove_dir_all(folder).unwrap();
    sends_the_same_form(&Parts::new("", Row { id: 1 }, Upload::bytes("x")), plain);
}

#[test]
fn a_stream_is_read_from_standard_input_and_exporting_does_not_consume_it() {
    let content = futures_util::stream::iter([Ok::<_, std::io::Error>("piece".into())]);
    let request = Stream::new(Upload::stream(content).length(5));
    Runtime::new().unwrap().block_on(async {
        let listener = Listener::responding(EMPTY).await;
        let client = Client::builder(&listener.base).build().unwrap();
        let curl = request.curl(&client).unwrap().to_string();
        assert!(
            curl.ends_with("--data-binary @- # the body is read from standard input"),
            "{curl}"
        );
        run(&format!("echo piece | tr -d '\\n' | {curl}"));
        request.call(&client).await.unwrap();
        let received = listener.received().await;
        assert_eq!(parts(&received[0]), parts(&received[1]));
    });
}

/// Makes the call, runs its curl command, and compares what was received.
fn sends_the_same<E, A>(
    request: &E,
    client: impl Fn(&str) -> Result<Client<A>, callpoint::ConfigError>,
) where
    E: Endpoint<Output = ()>,
    E::Error: std::error::Error,
    A: callpoint::auth::Provides<E::Auth>,
{
    for [by_call, by_curl] in both(request, client) {
        assert_eq!(parts(&by_call), parts(&by_curl));
    }
}

/// The same for a multipart form, whose boundary differs in each request.
fn sends_the_same_form<E, A>(
    request: &E,
    client: impl Fn(&str) -> Result<Client<A>, callpoint::ConfigError>,
) where
    E: Endpoint<Output = ()>,
    E::Error: std::error::Error,
    A: callpoint::auth::Provides<E::Auth>,
{
    for messages in both(request, client) {
        let [by_call, by_curl] = messages.map(|message| {
            let (_, rest) = message.split_once("boundary=").unwrap();
            let (boundary, _) = rest.split_once("\r\n").unwrap();
            message.replace(boundary, "boundary")
        });
        assert_eq!(parts(&by_call), parts(&by_curl));
    }
}

/// What was received from the call and from curl, for each way to write the command.
fn both<E, A>(
    request: &E,
    client: impl Fn(&str) -> Result<Client<A>, callpoint::ConfigError>,
) -> [[String; 2]; 2]
where
    E: Endpoint<Output = ()>,
    E::Error: std::error::Error,
    A: callpoint::auth::Provides<E::Auth>,
{
    Runtime::new().unwrap().block_on(async {
        let listener = Listener::responding(EMPTY).await;
        let client = client(&listener.base).unwrap();
        let curl = request.curl(&client).unwrap().with_secrets();
        client.call(request).await.unwrap();
        run(&curl.to_string());
        client.call(request).await.unwrap();
        run(&format!("{curl:#}"));
        let mut received = listener.received().await.into_iter();
        std::array::from_fn(|_| std::array::from_fn(|_| received.next().unwrap()))
    })
}

fn run(command: &str) {
    // Through a pipe: a command with a large body can be longer than an argument.
    let mut shell = Command::new("sh")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = shell.stdin.take().unwrap();
    let command = command.to_owned();
    let script = command.clone();
    let writing = std::thread::spawn(move || {
        std::io::Write::write_all(&mut stdin, script.as_bytes()).unwrap();
    });
    let output = shell.wait_with_output().unwrap();
    writing.join().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}\n{errors}");
}

/// The request line, the header fields sorted by name, and the body.
fn parts(message: &str) -> (String, Vec<(String, String)>, String) {
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    let (line, fields) = head.split_once("\r\n").unwrap();
    let fields = fields.split("\r\n").map(|field| {
        let (name, value) = field.split_once(':').unwrap();
        (name.to_ascii_lowercase(), value.trim().to_owned())
    });
    let mut fields: Vec<_> = fields.collect();
    fields.sort();
    (line.to_owned(), fields, body.to_owned())
}
