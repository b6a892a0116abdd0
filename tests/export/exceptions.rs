//! What a recording does not redact, as documented.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use callpoint_testing::RecordTransport;

use crate::leaks::{CANARY, Echo, percent, recorded, response};
use crate::search::encoded;
use crate::service::{File, Service, builder};

/// What `docs/export.md` says is not found. If one is found after all, the table and the documentation are out of date.
#[tokio::test]
async fn what_is_not_found() {
    let hex = percent(CANARY).replace('%', "");
    let thrice = percent(&percent(&percent("c4nary of 7")));
    let gzip = encoded("gzip", br#"{"access_token":"0wn"}"#).await;
    let cases: [(&str, &str, Vec<u8>, &[u8]); 12] = [
        (
            "a short one inside of a text",
            "text/plain",
            b"pin 0wn!".to_vec(),
            b"0wn",
        ),
        (
            "a custom encoding",
            "text/plain",
            hex.clone().into(),
            hex.as_bytes(),
        ),
        (
            "three encodings",
            "text/plain",
            format!("q={thrice}").into(),
            thrice.as_bytes(),
        ),
        (
            "in pieces",
            "application/json",
            br#"["c4nary of", " 7"]"#.to_vec(),
            b"c4nary of",
        ),
        (
            "a value next to its name",
            "application/json",
            br#"{"name":"password","value":"0wn"}"#.to_vec(),
            b"0wn",
        ),
        (
            "a field of a page",
            "text/html",
            br#"<input name="token" value="0wn">"#.to_vec(),
            b"0wn",
        ),
        (
            "a column",
            "text/csv",
            b"id,password\n1,0wn\n".to_vec(),
            b"0wn",
        ),
        (
            "prose",
            "text/plain",
            b"Your password is 0wn.".to_vec(),
            b"0wn",
        ),
        (
            "once more without its name",
            "application/json",
            br#"{"token":"0wn","note":"0wn"}"#.to_vec(),
            b"0wn",
        ),
        (
            "a binary format",
            "application/msgpack",
            b"\x81\xACaccess_token\xA30wn".to_vec(),
            b"0wn",
        ),
        ("an archive", "application/gzip", gzip.clone(), &gzip),
        (
            "quoted-printable",
            "text/plain",
            b"c4nary=20of=207".to_vec(),
            b"c4nary=20of=207",
        ),
    ];
    for (name, media_type, body, readable) in cases {
        let file = File::new();
        let service = Service::new(move |_, _| response("", Some(media_type), body.clone()));
        let client = builder(RecordTransport::new(service, &file.0).unwrap())
            .build()
            .unwrap();
        for pin in [CANARY, "c4nary of 7", "0wn"]
            .into_iter()
            .filter(|pin| (*pin == "0wn") == name.contains("short"))
        {
            Echo::new("open", pin).call(&client).await.unwrap();
        }
        for entry in file.entries() {
            let content = &entry["response"]["content"];
            let text = content["text"].as_str().unwrap();
            let bytes = match content["encoding"].as_str() {
                Some(_) => STANDARD.decode(text).unwrap(),
                None => text.as_bytes().to_vec(),
            };
            assert!(
                bytes
                    .windows(readable.len())
                    .any(|window| window == readable),
                "{name}: {text}"
            );
        }
    }
}

/// A response crafted to be slow to search: the time must grow linearly with its length.
#[tokio::test]
async fn crafted_to_be_slow() {
    let parts = [
        "token[",
        "token=",
        "<token>",
        "<token",
        "\"token\":",
        "\"token\":{",
        "\"token\":\"",
        "token: ",
        "eyJhbGciOiJIUzI1NiJ9.",
        "c4nary\"/+",
        "\\u0025",
        "%25",
        "&amp;",
        "--",
        "data: {",
        "{",
        "-",
        "t_o_k_e_n=",
        "\n token:\n",
        "export token=&",
        "<a:token>",
        "</",
        "<![CDATA[",
    ];
    for part in parts {
        let body = part.repeat(400_000 / part.len());
        let file = File::new();
        let (live, played) =
            recorded(&file, move |_, _| response("", None, body.clone().into())).await;
        assert!(live.is_ok() && played.is_ok(), "{part}");
    }
}
