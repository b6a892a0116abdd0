//! The client: reads a case and reports its outcome.

use std::time::Duration;

use callpoint::auth::{Anonymous, OAuth2};
use callpoint::codec::Text;
use callpoint::pages::{Next, Paginate};
use callpoint::transport::{HyperTransport, ReqwestTransport};
use callpoint::{
    ByteStream, Bytes, Client, ClientBuilder, Endpoint as _, Error, Events, JsonLines, Response,
    StreamError, endpoint,
};
use futures_util::{Stream, StreamExt as _};
use serde::de::IgnoredAny;

use crate::cases::{By, Case, Over};
use crate::wire::Part;
use callpoint_test_support::process::Result;

// A POST is not retried when the connection ends.
#[endpoint(POST, "/<case>", max_retries = 0, 200 => Events<String, Text> as Sse)]
struct GetEvents {
    case: String,
}

#[endpoint(GET, "/<case>", max_retries = 0, 200 => JsonLines<IgnoredAny> as NdJson)]
struct GetRows {
    case: String,
}

#[endpoint(GET, "/<case>", max_retries = 0, 200 => ByteStream as Stream)]
struct GetStream {
    case: String,
}

#[endpoint(GET, "/<case>", max_retries = 0, 200 => Bytes as Raw)]
struct GetBody {
    case: String,
}

#[endpoint(GET, "/<case>", max_retries = 0, max_response = "1 MiB", 200 => Bytes as Raw)]
struct GetSmallBody {
    case: String,
}

#[endpoint(GET, "/<case>", max_retries = 0, 200 => (), 500 => Failed(String as Text))]
struct GetError {
    case: String,
}

#[endpoint(GET, "/<case>", max_retries = 0, 200 => Number { number: u64 })]
struct GetNumber {
    case: String,
}

#[endpoint(GET, "/<case>?<page>", max_retries = 0, 200 => String as Text)]
struct GetPage {
    case: String,
    page: u32,
}

impl Paginate for GetPage {
    type Item = String;

    fn next(&self, _: &Response<String>) -> Next<Self> {
        let next = self.page + 1;
        Next::request((next <= 20).then(|| Self::new(self.case.clone(), next)))
    }

    fn items(page: String) -> Vec<String> {
        vec![page]
    }
}

/// The case whose number is the path.
pub(crate) fn read(case: &Case, path: &str, over: Over, base: &str) -> Result<String> {
    let path = path.to_owned();
    // No timeout ends them.
    let mut builder = Client::builder(base)
        .attempt_timeout(Duration::from_secs(300))
        .timeout(Duration::from_secs(300));
    let connect = Duration::from_secs(10);
    builder = match over {
        Over::Reqwest => builder.transport(ReqwestTransport::new(connect)?),
        Over::Hyper => builder.transport(HyperTransport::new(connect)?),
        Over::Nothing => builder,
    };
    match case.by {
        By::Blocking => {
            let client = builder.build_blocking()?;
            return Ok(bytes(client.call(&GetBody::new(path))));
        }
        By::Token => {
            let tokens = OAuth2::client_credentials(format!("{base}/{path}"), "id", "secret");
            let tokens = match over {
                Over::Hyper => tokens.transport(HyperTransport::new(connect)?),
                _ => tokens.transport(ReqwestTransport::new(connect)?),
            };
            let client = builder.credentials(tokens.build()?).build()?;
            let call = async { failed(client.call(&GetBody::new("file")).await.err()) };
            return Ok(wait(call));
        }
        _ => {}
    }
    wait(by(case, path, builder))
}

#[tokio::main]
async fn wait<T>(work: impl Future<Output = T>) -> T {
    work.await
}

async fn by(case: &Case, path: String, builder: ClientBuilder<Anonymous>) -> Result<String> {
    let client = builder.build()?;
    Ok(match case.by {
        By::Events => items(GetEvents::new(path).call(&client).await?, |_| {}).await,
        By::KeptEvents => {
            let mut kept = Vec::new();
            items(GetEvents::new(path).call(&client).await?, |event| {
                kept.push(event);
            })
            .await
        }
        By::WholeEvents => {
            // Part by part, so that nothing is in memory twice.
            let parts = (case.sent)();
            let size: u64 = parts.iter().map(Part::size).sum();
            let mut piece = Vec::with_capacity(size.try_into()?);
            for Part(bytes, count) in parts {
                (0..count).for_each(|_| piece.extend_from_slice(&bytes));
            }
            let response = http::Response::new(Bytes::from(piece));
            items(GetEvents::from_http(response)?, |_| {}).await
        }
        By::Rows => items(GetRows::new(path).call(&client).await?, |_| {}).await,
        By::Stream => {
            let mut stream = GetStream::new(path).call(&client).await?;
            while let Some(piece) = stream.next().await {
                if let Err(error) = piece {
                    return Ok(broken(&error));
                }
            }
            format!("{} bytes", stream.received())
        }
        By::Collect => match GetStream::new(path).call(&client).await?.collect().await {
            Ok(all) => format!("{} bytes", all.len()),
            Err(error) => broken(&error),
        },
        By::Body => bytes(GetBody::new(path).call(&client).await),
        By::SmallBody => bytes(GetSmallBody::new(path).call(&client).await),
        By::Error => failed(GetError::new(path).call(&client).await.err()),
        By::Number => failed(GetNumber::new(path).call(&client).await.err()),
        By::Pages => {
            let mut pages = client.pages(GetPage::new(path, 1));
            let mut number = 0;
            while let Some(page) = pages.next().await {
                drop(page?);
                number += 1;
            }
            format!("{number} items")
        }
        By::Token | By::Blocking => return Err("it is read elsewhere".into()),
    })
}

/// The number of items, or the error.
async fn items<T>(
    items: impl Stream<Item = std::result::Result<T, StreamError>>,
    mut keep: impl FnMut(T),
) -> String {
    let mut items = std::pin::pin!(items);
    let mut number = 0;
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => keep(item),
            Err(error) => return broken(&error),
        }
        number += 1;
    }
    format!("{number} items")
}

fn broken(error: &StreamError) -> String {
    let kind = error.kind();
    kind.map_or_else(|| error.to_string(), |kind| format!("{kind:?}"))
}

fn bytes<E: std::fmt::Debug + std::fmt::Display>(
    result: std::result::Result<Bytes, Error<E>>,
) -> String {
    match result {
        Ok(body) => format!("{} bytes", body.len()),
        Err(error) => failed(Some(error)),
    }
}

fn failed<E: std::fmt::Debug + std::fmt::Display>(error: Option<Error<E>>) -> String {
    match error {
        None => "no error".to_owned(),
        Some(Error::Transport(error)) => format!("{:?}", error.kind()),
        Some(Error::Decode(_)) => "Decode".to_owned(),
        Some(Error::Build(error)) => error.detail().unwrap_or_default().to_owned(),
        Some(error) => format!("{error:?}"),
    }
}
