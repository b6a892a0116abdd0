//! A codec of one's own: an envelope around every body, and an error inside a 200 that becomes a value.

use std::error::Error;

use axum::Router;
use axum::routing::post;
use callpoint::codec::{Decode, DecodeFailure, Encode, EncodeFailure, Json};
use callpoint::{Answer, Client, endpoint};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

/// `{"data": …}` around what is sent; `{"data": …}` or `{"fault": …}` around what comes back, both with status 200.
struct Enveloped;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Envelope<T> {
    Data(T),
    Fault(Fault),
}

#[derive(Debug, Serialize, Deserialize)]
struct Fault {
    code: u32,
}

impl<T: Serialize + ?Sized> Encode<T> for Enveloped {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        serde_json::to_writer(out, &Envelope::Data(value)).map_err(EncodeFailure::new)
    }
}

impl<T: DeserializeOwned> Decode<Result<T, Fault>> for Enveloped {
    const MEDIA_TYPE: &'static str = "application/json";

    fn decode(answer: &Answer) -> Result<Result<T, Fault>, DecodeFailure> {
        Ok(match Json::decode_bytes(answer.body())? {
            Envelope::Data(data) => Ok(data),
            Envelope::Fault(fault) => Err(fault),
        })
    }
}

/// Divides two numbers.
#[endpoint(POST, "/divide", body = Enveloped, 200 => Result<f64, Fault> as Enveloped)]
struct Divide {
    dividend: f64,
    divisor: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder(serve().await?).build()?;
    for divisor in [4.0, 0.0] {
        match Divide::new(10.0, divisor).call(&client).await? {
            Ok(quotient) => println!("10 / {divisor} = {quotient}"),
            Err(Fault { code }) => println!("10 / {divisor}: fault {code}"),
        }
    }
    Ok(())
}

/// A server that answers 200, whatever happens.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new().route(
        "/divide",
        post(async |body: String| {
            println!("the server received {body}");
            if body.contains(r#""divisor":0.0"#) {
                r#"{"fault":{"code":33}}"#
            } else {
                r#"{"data":2.5}"#
            }
        }),
    );
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}
