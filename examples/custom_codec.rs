//! A custom codec: an envelope around every body, and an error inside a 200 that becomes a value.

use std::error::Error;

use axum::Router;
use axum::routing::post;
use callpoint::codec::{CodecError, Decode, Encode, Json};
use callpoint::{Client, Deserialize, ResponseReader, endpoint};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpListener;

/// `{"data": …}` around the request; `{"data": …}` or `{"error": …}` around the response, both with status 200.
struct Enveloped;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Envelope<T> {
    Data(T),
    Error(ServiceError),
}

#[derive(Debug, Serialize, Deserialize)]
struct ServiceError {
    code: u32,
}

impl callpoint::codec::Codec for Enveloped {
    const META: callpoint::meta::CodecMeta =
        callpoint::meta::CodecMeta::new("Enveloped", "application/json");
}

impl<T: Serialize + ?Sized> Encode<T> for Enveloped {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        serde_json::to_writer(out, &Envelope::Data(value))
            .map_err(|error| CodecError::new("expected a value that JSON can hold", error))
    }
}

impl<T: DeserializeOwned> Decode<Result<T, ServiceError>> for Enveloped {
    fn decode(response: &ResponseReader) -> Result<Result<T, ServiceError>, CodecError> {
        Ok(match Json::decode_bytes(response.body())? {
            Envelope::Data(data) => Ok(data),
            Envelope::Error(error) => Err(error),
        })
    }
}

/// Divides two numbers.
#[endpoint(POST, "/divide", body = Enveloped, 200 => Result<f64, ServiceError> as Enveloped)]
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
            Err(ServiceError { code }) => println!("10 / {divisor}: error {code}"),
        }
    }
    Ok(())
}

/// A server that always responds with 200.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new().route(
        "/divide",
        post(async |body: String| {
            println!("the server received {body}");
            if body.contains(r#""divisor":0.0"#) {
                r#"{"error":{"code":33}}"#
            } else {
                r#"{"data":2.5}"#
            }
        }),
    );
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}
