//! What the metadata says of types that depend on the struct's parameters: everything in the implementation, and in the list of `#[api]` what is known
//! without them.

use std::marker::PhantomData;

use callpoint::codec::{Codec, CodecError, Decode, Json};
use callpoint::meta::{CodecId, CodecMeta};
use callpoint::{BaseUrl, Endpoint as _, FromResponse, ResponseReader, Upload, api, endpoint};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Reads JSON under a media type of its own.
pub struct Vendor;

impl Codec for Vendor {
    const META: CodecMeta = CodecMeta::new("Vendor", "application/vnd.acme+json");
}

impl<T: DeserializeOwned> Decode<T> for Vendor {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        Json::decode_bytes(response.body())
    }
}

#[derive(FromResponse)]
pub struct Download<T: DeserializeOwned> {
    #[body]
    pub r#type: T,
    #[header("etag")]
    pub tag: Option<String>,
}

/// A parameter that is sent nowhere.
pub struct Mark<T, C>(pub PhantomData<(T, C)>);

impl<T, C> Serialize for Mark<T, C> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

#[derive(Debug, Deserialize)]
pub struct Link {
    pub id: u8,
}

#[api]
pub mod vendor {
    use super::*;

    #[endpoint(POST, "/<type: Display>/<rest..>?<in>", body = Multipart, 200 => ())]
    pub struct Lifetimes<'a> {
        pub r#type: &'a str,
        pub rest: Vec<&'a str>,
        #[query(Display)]
        pub r#in: u8,
        #[part]
        pub name: &'a str,
        #[part(Json)]
        pub more: &'a [u8],
    }

    #[endpoint(POST, "/part", body = Multipart, 200 => ())]
    pub struct SendPart<T: Serialize> {
        #[part]
        pub value: T,
        #[part]
        pub file: Upload,
    }

    #[endpoint(GET, "/codec", 200 => T as C)]
    pub struct GetBy<T, C: Decode<T>> {
        #[query(flatten)]
        pub mark: Mark<T, C>,
    }

    #[endpoint(GET, "/whole", 200 => Download<T> as Whole, 404 => Missing(T as Json))]
    pub struct GetWhole<T: DeserializeOwned> {
        #[query(flatten)]
        pub mark: Mark<T, ()>,
    }
}

fn main() {
    let by_codec = vendor::GetBy::<Link, Vendor>::META;
    assert_eq!(by_codec.successes[0].codec.name, "Vendor");
    let request = vendor::GetBy::<Link, Vendor>::new(Mark(PhantomData));
    let request = request.to_http(&BaseUrl::parse("https://h").unwrap()).unwrap();
    assert_eq!(request.headers()["accept"], "application/vnd.acme+json");
    let listed = vendor::ENDPOINTS;
    assert_eq!(listed[2].successes[0].codec.name, "C");
    assert_eq!(listed[2].successes[0].codec.id, CodecId::Custom);

    let whole = vendor::GetWhole::<Link>::META.successes[0].whole.unwrap();
    assert_eq!(whole.body.unwrap().id, CodecId::ApplicationJson);
    assert!(listed[3].successes[0].whole.is_none());

    let files = |meta: &callpoint::meta::EndpointMeta| -> Vec<bool> {
        meta.parameters.iter().map(|part| part.is_file).collect()
    };
    assert_eq!(files(vendor::SendPart::<u8>::META), [false, true]);
    assert_eq!(files(listed[1]), [false, true]);
    assert_eq!(files(listed[0]), [false; 5]);
    assert_eq!(listed[0].parameters[4].codec.unwrap().name, "Json");
}
