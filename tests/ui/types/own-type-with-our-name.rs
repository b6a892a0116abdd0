//! A word alone is Callpoint's, whatever is in scope.

use callpoint::auth::{AuthError, Credentials, Scheme};
use callpoint::codec::{Codec, CodecError, Decode, Encode};
use callpoint::meta::{CodecMeta, SecurityScheme};
use callpoint::{Body, Client, ResponseReader, endpoint};

pub struct Link;

pub struct Text;
pub struct Basic;

impl Codec for Text {
    const META: CodecMeta = CodecMeta::new("Link", "text/x-link");
}

impl Decode<Link> for Text {
    fn decode(_: &ResponseReader) -> Result<Link, CodecError> {
        Ok(Link)
    }
}

impl Encode<Link> for Text {
    fn encode(_: &Link, _: &mut Vec<u8>) -> Result<(), CodecError> {
        Ok(())
    }
}

impl Scheme for Basic {
    const META: SecurityScheme = SecurityScheme::custom("Own");
}

impl Credentials for Basic {
    type Scheme = Self;

    fn authorize(&self, _: &mut callpoint::http::Request<Body>) -> Result<(), AuthError> {
        Ok(())
    }
}

#[endpoint(GET, "/link", 200 => Link as Text)]
struct GetLink;

#[endpoint(PUT, "/link", 204 => ())]
struct PutLink {
    #[body(Text)]
    link: Link,
}

#[endpoint(GET, "/status", auth = Basic, 204 => ())]
struct Status;

fn call(client: &Client<Basic>) {
    drop(Status.call(client));
}

fn main() {}
