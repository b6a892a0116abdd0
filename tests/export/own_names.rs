//! Codecs and schemes of the user's with the names of ours: they are what they say they are, not what they are called.

use callpoint::auth::{AuthError, Credentials};
use callpoint::{Body, Client, endpoint};
use callpoint_documents::{http_file, postman};
use callpoint_testing::MockTransport;
use serde::{Deserialize, Serialize};
use serde_json::Value;

mod mine {
    use callpoint::ResponseReader;
    use callpoint::auth::Scheme;
    use callpoint::codec::{Codec, CodecError, Decode, Encode, Json};
    use callpoint::meta::{CodecMeta, SecurityScheme};
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    /// Reads JSON whole, and is no stream.
    pub(crate) struct Stream;
    /// Writes JSON, and is no form.
    pub(crate) struct Form;
    /// Reads JSON, and no text.
    pub(crate) struct Text;
    /// A header of its own, and no basic authentication.
    pub(crate) struct Basic(pub(crate) &'static str);

    impl Codec for Stream {
        const META: CodecMeta = CodecMeta::new("Stream", "application/vnd.mine+json");
    }

    impl Codec for Form {
        const META: CodecMeta = CodecMeta::new("Form", "application/vnd.mine+json");
    }

    impl Codec for Text {
        const META: CodecMeta = CodecMeta::new("Text", "application/vnd.mine+json");
    }

    impl<T: DeserializeOwned> Decode<T> for Stream {
        fn decode(response: &ResponseReader) -> Result<T, CodecError> {
            Json::decode_bytes(response.body())
        }
    }

    impl<T: DeserializeOwned> Decode<T> for Text {
        fn decode(response: &ResponseReader) -> Result<T, CodecError> {
            Json::decode_bytes(response.body())
        }
    }

    impl<T: Serialize + ?Sized> Encode<T> for Form {
        fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
            Json::encode(value, out)
        }
    }

    impl Scheme for Basic {
        const META: SecurityScheme = SecurityScheme::custom("Basic");
    }
}

impl Credentials for mine::Basic {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let value = http::HeaderValue::from_static(self.0);
        request.headers_mut().insert("x-mine", value);
        Ok(())
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Link {
    id: u32,
}

#[callpoint::api]
mod api {
    use super::{Link, endpoint, mine};

    #[endpoint(POST, "/links", auth = mine::Basic, body = mine::Form,
        200 => Link as mine::Stream, 404 => Missing(Link as mine::Text))]
    pub(super) struct CreateLink {
        pub(super) name: String,
        #[secret]
        pub(super) password: String,
    }
}

use api::CreateLink;

#[tokio::test]
async fn a_mock_replies_by_what_a_codec_reads() {
    let mock = MockTransport::new();
    mock.on::<CreateLink>().reply(Link { id: 7 });
    let client = Client::builder("https://h")
        .credentials(mine::Basic("key"))
        .transport(mock)
        .build()
        .unwrap();
    let request = CreateLink::new("a", "pw");
    let response = client.call_with_response(&request).await.unwrap();
    assert_eq!(*response, Link { id: 7 });
    let media_type = response.headers().get("content-type").unwrap();
    assert_eq!(media_type, "application/vnd.mine+json");
}

#[tokio::test]
async fn a_mock_replies_with_a_declared_error_likewise() {
    let mock = MockTransport::new();
    mock.on::<CreateLink>().status(404, Link { id: 8 });
    let client = Client::builder("https://h")
        .credentials(mine::Basic("key"))
        .transport(mock)
        .build()
        .unwrap();
    let error = CreateLink::new("a", "pw").call(&client).await.unwrap_err();
    let missing = error.api().unwrap().as_missing().unwrap();
    assert_eq!(*missing, Link { id: 8 });
}

#[test]
fn a_collection_says_what_they_say() {
    let collection = postman::collection(api::ENDPOINTS).to_string();
    let collection: Value = serde_json::from_str(&collection).unwrap();
    let item = &collection["item"][0];
    let request = &item["request"];
    assert_eq!(request["body"]["mode"], "raw", "{request}");
    let headers = request["header"].as_array().unwrap();
    let content_type = headers
        .iter()
        .find(|header| header["key"] == "content-type");
    assert_eq!(content_type.unwrap()["value"], "application/vnd.mine+json");
    assert_ne!(request["auth"]["type"], "basic", "{request}");
    for response in item["response"].as_array().unwrap() {
        let content_type = &response["header"][0];
        assert_eq!(content_type["key"], "content-type", "{response}");
        assert_eq!(
            content_type["value"], "application/vnd.mine+json",
            "{response}"
        );
    }
    let text = http_file(api::ENDPOINTS).to_string();
    assert!(
        text.contains("content-type: application/vnd.mine+json"),
        "{text}"
    );
    assert!(
        !text.contains("urlencoded") && !text.contains("Basic {{"),
        "{text}"
    );
}

#[test]
fn no_secret_shows_in_a_body_of_an_unknown_format() {
    let client = Client::builder("https://h")
        .credentials(mine::Basic("key"))
        .build()
        .unwrap();
    let curl = client.curl(&CreateLink::new("a", "canary")).unwrap();
    assert!(!curl.to_string().contains("canary"), "{curl}");
}
