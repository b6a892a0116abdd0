//! A word alone in an attribute is Callpoint's codec or scheme, and `self::Text` the user's own, whatever else has that name.

use callpoint::auth::{AuthError, Credentials, Scheme};
use callpoint::codec::{Codec, CodecError, Decode};
use callpoint::meta::{CodecMeta, SecurityScheme};
use callpoint::{Body, ResponseReader, endpoint};

pub(super) struct Text;
pub(super) struct Json;
pub(super) struct Basic;

impl Codec for Text {
    const META: CodecMeta = CodecMeta::new("Text", "text/x-shouted");
}

impl Decode<String> for Text {
    fn decode(response: &ResponseReader) -> Result<String, CodecError> {
        callpoint::codec::Text::decode(response).map(|text: String| text.to_uppercase())
    }
}

impl Scheme for Basic {
    const META: SecurityScheme = SecurityScheme::custom("Own");
}

impl Credentials for Basic {
    type Scheme = Self;

    fn authorize(&self, _: &mut http::Request<Body>) -> Result<(), AuthError> {
        Ok(())
    }
}

#[endpoint(POST, "/ours", auth = Basic, body = Json, 200 => String as Text)]
pub(super) struct Ours {
    pub(super) id: u8,
}

#[endpoint(POST, "/theirs", auth = self::Basic, 200 => String as self::Text)]
pub(super) struct Theirs {
    pub(super) id: u8,
}
