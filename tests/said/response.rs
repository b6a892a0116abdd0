//! The rows of "The response".

use callpoint::codec::{Codec, CodecError, Decode};
use callpoint::meta::CodecMeta;
use callpoint::pages::{Next, Paginate};
use callpoint::stream::{ByteStream, Events, JsonLines};
use callpoint::{
    Bytes, Client, Deserialize, ErrorMessage, ErrorSet, FromResponse, ProblemDetails, RawResponse,
    ResponseReader, api, endpoint,
};

#[derive(Debug, Deserialize)]
struct Link {
    id: u64,
}

#[derive(Debug, Deserialize)]
struct Problem {
    code: String,
}

//~ 200 gives a link
mod one {
    use super::*;

    #[endpoint(GET, "/link", 200 => Link)]
    struct GetLink;

    #[derive(Deserialize)]
    struct Link {
        id: u64,
    }
}

//~ `accessMode`; a list that may be missing
mod other_names {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Access {
        access_mode: String,
        #[serde(default)]
        tags: Vec<String>,
    }

    #[endpoint(GET, "/link", 200 => Access)]
    struct GetAccess;
}

//~ 200 gives a list
mod list {
    use super::*;

    #[endpoint(GET, "/links", 200 => Vec<Link>)]
    struct ListLinks;
}

//~ 201 with one body, 202 with another
mod two {
    use super::*;

    #[endpoint(POST, "/links", 201 => Link, 202 => String)]
    struct CreateLink {
        name: String,
    }

    fn is_created(output: &CreateLinkOutput) -> bool {
        matches!(output, CreateLinkOutput::Created(_))
    }
}

//~ 200 in several formats, told apart by `Content-Type`
mod formats {
    use super::*;

    type Chunk = Link;
    type Completion = Link;

    #[endpoint(POST, "/completions", 200 "text/event-stream" => Events<Chunk> as Sse, 200 => Completion)]
    struct Complete {
        stream: bool,
    }
}

//~ 204, or 200 with a body
mod perhaps {
    use super::*;

    #[endpoint(GET, "/link", 200 | 204 => Option<Link>)]
    struct GetLink;
}

//~ 204 and nothing else
mod nothing {
    use super::*;

    #[endpoint(DELETE, "/link", 204 => ())]
    struct DeleteLink;
}

//~ 400, 401 and 404 give a list of problems
mod problems {
    use super::*;

    #[endpoint(DELETE, "/link", 204 => (), 400 | 401 | 404 => Rejected(Vec<Problem>))]
    struct DeleteLink;
}

//~ an error says in `error.detail` what is wrong
mod message {
    use super::*;

    #[endpoint(GET, "/link",
        #[message(error.detail)]
        400 => Invalid { error: Detail },
        #[message(errors[0].detail)]
        404 => Missing { errors: Vec<Detail> },
    )]
    struct GetLink;

    #[derive(Debug, Clone, Deserialize)]
    struct Detail {
        detail: String,
    }

    #[test]
    fn display_shows_it() {
        let response = http::Response::builder().status(400);
        let response = response
            .body(r#"{"error":{"detail":"no such bank"}}"#.into())
            .unwrap();
        let error = <GetLink as callpoint::Endpoint>::from_http(response).unwrap_err();
        assert!(error.to_string().ends_with("no such bank"), "{error}");
        // By its `Display`.
    }
}

//~ the same, wherever that type is the error
mod message_of_a_type {
    use super::*;

    // `#[derive(ErrorMessage)]`, with what JSON needs.
    #[derive(ErrorMessage, Debug, Deserialize)]
    struct Detail {
        #[message]
        detail: String,
    }

    #[endpoint(GET, "/link", message, 404 => Detail)]
    struct GetLink;

    #[api(message)]
    mod of_all {
        use super::{Detail, endpoint};

        #[endpoint(GET, "/links", 404 => Detail)]
        struct ListLinks;
    }
}

//~ 400 and 404 give the same type, and the rest does not matter
mod any_problem {
    use super::*;

    #[endpoint(GET, "/link", 400 => Problem, 404 => Problem)]
    struct GetLink;

    fn code(error: &GetLinkError) -> Option<&str> {
        Some(&error.any_problem()?.code)
    }
}

//~ any 4xx gives the same
mod class {
    use super::*;

    #[endpoint(GET, "/link", 4xx => Problem)]
    struct GetLink;
}

//~ a default response for all others
mod default {
    use super::*;

    #[endpoint(GET, "/link", 200 => Link, _ => Other(Problem))]
    struct GetLink;
}

//~ problem details (RFC 9457)
mod problem_details {
    use super::*;

    #[endpoint(GET, "/link", 4xx => callpoint::ProblemDetails)]
    struct GetLink;

    fn title(error: &GetLinkError) -> Option<&ProblemDetails> {
        error.as_client_error()
    }
}

//~ the same errors everywhere
mod shared {
    use super::*;

    // `#[derive(ErrorSet)]`, with what every error has.
    #[derive(ErrorSet, Debug)]
    enum ApiError {
        #[status(404)]
        NotFound(Problem),
    }

    #[endpoint(GET, "/link", errors = ApiError)]
    struct GetLink;
}

//~ `{"data": …}` around everything
mod enveloped {
    use super::*;

    struct Enveloped;

    impl Codec for Enveloped {
        const META: CodecMeta = CodecMeta::new("Enveloped", "application/json");
    }

    impl Decode<Link> for Enveloped {
        fn decode(response: &ResponseReader) -> Result<Link, CodecError> {
            #[derive(Deserialize)]
            struct Envelope {
                data: Link,
            }
            let envelope: Envelope = callpoint::codec::Json::decode(response)?;
            Ok(envelope.data)
        }
    }

    #[endpoint(GET, "/link", 200 => Link as Enveloped)]
    struct GetLink;
}

//~ an error inside a 200
mod error_inside {
    use super::*;

    #[derive(Debug)]
    enum Outcome {
        Done(Link),
        Failed(Problem),
    }

    struct Either;

    impl Codec for Either {
        const META: CodecMeta = CodecMeta::new("Either", "application/json");
    }

    impl Decode<Outcome> for Either {
        fn decode(response: &ResponseReader) -> Result<Outcome, CodecError> {
            let done = callpoint::codec::Json::decode(response).map(Outcome::Done);
            done.or_else(|_| callpoint::codec::Json::decode(response).map(Outcome::Failed))
        }
    }

    #[endpoint(POST, "/rpc", 200 => Outcome as Either)]
    struct CallMethod {
        method: String,
    }
}

//~ text, bytes, a form, XML
mod codecs {
    use super::*;

    type Token = Link;
    type Feed = Link;

    #[endpoint(GET, "/a",
        200 => Greeting(String as Text),
        201 => Content(Bytes as Raw),
        202 => Granted(Token as Form),
        203 => Fed(Feed as Xml),
    )]
    struct Get;
}

//~ JSON under another media type, `application/vnd.api+json`
mod media_type {
    use super::*;

    #[endpoint(GET, "/link", 200 => Link as Json("application/vnd.api+json"))]
    struct GetLink;
}

//~ headers that matter
mod headers {
    use super::*;

    #[derive(FromResponse)]
    struct Download {
        #[header("etag")]
        etag: Option<String>,
        #[body]
        content: Vec<u8>,
    }

    #[endpoint(GET, "/file", 200 => Download as Whole)]
    struct GetFile;

    async fn all(client: &Client) -> Option<http::HeaderMap> {
        let response = client.call_with_response(&GetFile).await.ok()?;
        Some(response.headers().clone())
    }
}

//~ a header with a list, in one line or in several
mod header_lists {
    use super::*;

    #[derive(FromResponse)]
    struct Allowed {
        #[header("allow")]
        allow: Vec<String>,
    }

    #[endpoint(OPTIONS, "/file", 200 => Allowed as Whole)]
    struct AskOptions;
}

//~ a large file
mod file {
    use super::*;

    #[endpoint(GET, "/file", 200 => ByteStream as Stream)]
    struct GetFile;
}

//~ a stream of JSON lines
mod lines {
    use super::*;

    type Row = Link;

    #[endpoint(GET, "/rows", 200 => JsonLines<Row> as NdJson)]
    struct GetRows;
}

//~ server-sent events
mod events {
    use super::*;

    type Tick = Link;

    #[endpoint(GET, "/ticks", 200 => Events<Tick> as Sse)]
    struct GetTicks;
}

//~ nothing but headers (HEAD)
mod head {
    use super::*;

    #[endpoint(HEAD, "/file", 200 => ())]
    struct HasFile;

    async fn length(client: &Client) -> Option<String> {
        let response = client.call_with_response(&HasFile).await.ok()?;
        let length = response.headers().get("content-length")?;
        Some(length.to_str().ok()?.to_owned())
    }
}

//~ a URL to call next: a `Location`, a link, a presigned URL
mod given_url {
    use super::*;

    #[endpoint(PUT, "/uploads/url?<digest>", 201 => ())]
    struct PutContent {
        digest: String,
        #[body(Raw)]
        content: Vec<u8>,
    }

    async fn send(client: &Client, request: &PutContent, url: &str) -> bool {
        let plain = request.call(client).at(url).await;
        let with_query = request.call(client).at_with_query(url).await;
        plain.is_ok() && with_query.is_ok()
    }
}

//~ a redirect with a `Location`
mod redirect {
    use super::*;

    #[derive(FromResponse)]
    struct Elsewhere {
        #[header("location")]
        location: String,
    }

    #[endpoint(GET, "/file", 302 => Elsewhere as Whole)]
    struct FindFile;
}

//~ pages, by link, cursor, number or offset
mod paged {
    use super::*;

    #[endpoint(GET, "/links?<after>", 200 => Page { items: Vec<u64>, next: Option<String> })]
    #[derive(Clone)]
    struct ListLinks {
        after: Option<String>,
    }

    impl Paginate for ListLinks {
        type Item = u64;

        fn next(&self, page: &callpoint::Response<Page>) -> Next<Self> {
            let after = page.next.clone();
            Next::request(after.map(|after| self.clone().after(after)))
        }

        fn items(page: Page) -> Vec<u64> {
            page.items
        }
    }

    async fn first(client: &Client) -> Option<u64> {
        client.pages(ListLinks::new()).items().next().await?.ok()
    }
}

//~ more fields may be added to the response, and your crate is a library
mod growing {
    use super::*;

    #[endpoint(GET, "/link", non_exhaustive, 200 => Link { id: u64 })]
    struct GetLink;

    fn in_a_test() -> Link {
        Link::new(7)
    }

    // By its constructor.
}

//~ nothing about the response
mod raw {
    use super::*;

    #[endpoint(GET, "/link")]
    struct GetLink;

    async fn get(client: &Client) -> Option<RawResponse> {
        GetLink.call(client).await.ok()
    }
}
