//! Other calls than that of the documentation page: lists, forms, large bodies and streams, as declarations and as people write them.

use std::sync::Arc;
use std::time::Duration;

use ::callpoint::stream::{ByteStream, Events, JsonLines};
use ::callpoint::transport::{HyperTransport, ReqwestTransport, Transport};
use ::callpoint::{Client, Upload, endpoint};
use bytes::Bytes;
use eventsource_stream::Eventsource as _;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde::Serialize;
use tokio_util::codec::{FramedRead, LinesCodec};
use tokio_util::io::StreamReader;

use crate::calls::Caller;
use crate::types::{Failure, Link, sum};

#[endpoint(GET, "/list/?<page>&<page_size>&<institution>&<status>", 200 => Vec<Link>)]
struct List {
    page: u32,
    page_size: u32,
    institution: String,
    status: String,
}

#[endpoint(GET, "/large/", 200 => Vec<Link>)]
struct Large;

#[endpoint(POST, "/form/", body = Form, 200 => Link)]
struct Log {
    username: String,
    remember: bool,
    institution: String,
    access_mode: String,
}

#[derive(Serialize)]
struct LogForm {
    username: String,
    remember: bool,
    institution: String,
    access_mode: String,
}

#[endpoint(GET, "/events/", 200 => Events<Link> as Sse)]
struct Ticks;

#[endpoint(GET, "/lines/", 200 => JsonLines<Link> as NdJson)]
struct Lines;

#[endpoint(GET, "/download/", 200 => ByteStream as Stream)]
struct Download;

#[endpoint(POST, "/upload/", 200 => Link)]
struct Send {
    #[body(Stream)]
    file: Upload,
}

const INSTITUTION: &str = "erebor_mx_retail";
/// What is uploaded: 512 chunks of 16 KiB.
const CHUNKS: usize = 512;
const CHUNK: Bytes = Bytes::from_static(&[b'x'; 16 * 1024]);

fn chunks() -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> + 'static {
    stream::iter((0..CHUNKS).map(|_| Ok(CHUNK)))
}

fn sums(links: &[Link]) -> usize {
    links.iter().map(sum).sum()
}

/// One case on one of our transports.
#[derive(Clone)]
pub(crate) struct Ours {
    client: Client,
    case: Arc<str>,
}

impl Ours {
    pub(crate) fn new(base: &str, case: &str, is_lean: bool) -> Result<Self, Failure> {
        let connecting = Duration::from_secs(10);
        let transport: Box<dyn Transport> = if is_lean {
            Box::new(HyperTransport::new(connecting)?)
        } else {
            Box::new(ReqwestTransport::new(connecting)?)
        };
        let client = Client::builder(base).transport(transport).build()?;
        Ok(Self {
            client,
            case: case.into(),
        })
    }
}

impl Caller for Ours {
    async fn call(&self) -> Result<usize, Failure> {
        let client = &self.client;
        match &*self.case {
            "list" => Ok(sums(
                &List::new(3, 200, INSTITUTION, "valid").call(client).await?,
            )),
            "large" => Ok(sums(&Large.call(client).await?)),
            "form" => Ok(sum(&Log::new(
                "ann@example.com",
                true,
                INSTITUTION,
                "recurrent",
            )
            .call(client)
            .await?)),
            "events" => {
                let mut events = Ticks.call(client).await?;
                let mut total = 0;
                while let Some(event) = events.next().await {
                    let event = event?;
                    total += sum(&event.data) + event.event.len();
                }
                Ok(total)
            }
            "lines" => {
                let mut lines = Lines.call(client).await?;
                let mut total = 0;
                while let Some(line) = lines.next().await {
                    total += sum(&line?);
                }
                Ok(total)
            }
            "download" => {
                let mut body = Download.call(client).await?;
                let mut total = 0;
                while let Some(chunk) = body.next().await {
                    total += chunk?.len();
                }
                Ok(total)
            }
            "upload" => {
                let length = (CHUNKS * CHUNK.len()) as u64;
                Ok(sum(&Send::new(Upload::stream(chunks()).length(length))
                    .call(client)
                    .await?))
            }
            other => Err(format!("no case {other}").into()),
        }
    }
}

/// The same with reqwest, as people write it.
#[derive(Clone)]
pub(crate) struct Theirs {
    client: ::reqwest::Client,
    base: Arc<str>,
    case: Arc<str>,
}

impl Theirs {
    pub(crate) fn new(base: &str, case: &str) -> Self {
        Self {
            client: ::reqwest::Client::new(),
            base: base.into(),
            case: case.into(),
        }
    }

    async fn get(&self, path: &str) -> Result<::reqwest::Response, Failure> {
        let url = format!("{}{path}", self.base);
        Ok(self.client.get(url).send().await?.error_for_status()?)
    }
}

impl Caller for Theirs {
    async fn call(&self) -> Result<usize, Failure> {
        match &*self.case {
            "list" => {
                let query = [
                    ("page", "3"),
                    ("page_size", "200"),
                    ("institution", INSTITUTION),
                    ("status", "valid"),
                ];
                let request = self
                    .client
                    .get(format!("{}/list/", self.base))
                    .query(&query);
                let links: Vec<Link> = request.send().await?.error_for_status()?.json().await?;
                Ok(sums(&links))
            }
            "large" => Ok(sums(&self.get("/large/").await?.json::<Vec<Link>>().await?)),
            "form" => {
                let form = LogForm {
                    username: "ann@example.com".to_owned(),
                    remember: true,
                    institution: INSTITUTION.to_owned(),
                    access_mode: "recurrent".to_owned(),
                };
                let request = self.client.post(format!("{}/form/", self.base)).form(&form);
                Ok(sum(&request
                    .send()
                    .await?
                    .error_for_status()?
                    .json()
                    .await?))
            }
            "events" => {
                let mut events = self.get("/events/").await?.bytes_stream().eventsource();
                let mut total = 0;
                while let Some(event) = events.next().await {
                    let event = event?;
                    total += sum(&serde_json::from_str(&event.data)?) + event.event.len();
                }
                Ok(total)
            }
            "lines" => {
                let body = self.get("/lines/").await?.bytes_stream();
                let reader = StreamReader::new(body.map_err(std::io::Error::other));
                let mut lines = FramedRead::new(reader, LinesCodec::new());
                let mut total = 0;
                while let Some(line) = lines.next().await {
                    total += sum(&serde_json::from_str(&line?)?);
                }
                Ok(total)
            }
            "download" => {
                let mut body = self.get("/download/").await?.bytes_stream();
                let mut total = 0;
                while let Some(chunk) = body.next().await {
                    total += chunk?.len();
                }
                Ok(total)
            }
            "upload" => {
                let request = self.client.post(format!("{}/upload/", self.base));
                let request = request.header("content-length", CHUNKS * CHUNK.len());
                let request = request.body(::reqwest::Body::wrap_stream(chunks()));
                Ok(sum(&request
                    .send()
                    .await?
                    .error_for_status()?
                    .json()
                    .await?))
            }
            other => Err(format!("no case {other}").into()),
        }
    }
}
