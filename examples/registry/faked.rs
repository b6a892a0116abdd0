//! An image pushed to the fake and pulled from it: in memory and on a socket.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::io::Cursor;

use callpoint::Client;
use callpoint::auth::Bearer;
use callpoint_examples::registry::api::distribution::{
    GetManifest, GetManifestOutput, ListRepositories, ListTags, PutManifest, UploadChunk,
};
use callpoint_examples::registry::api::{Descriptor, ImageManifest, media_types};
use callpoint_examples::registry::{CHUNK, fake, has_blob, pull_blob, push_blob};
use callpoint_testing::Failure;

const NAME: &str = "team/app";

#[tokio::test]
async fn an_image_is_pushed_and_pulled() {
    let in_memory = fake::fake();
    let client = Client::builder("https://fake.test").transport(in_memory.clone());
    let client = client.bearer_token("token").build().unwrap();
    passes(&in_memory, &client).await;

    let on_a_socket = fake::fake();
    let server = on_a_socket.serve().await.unwrap();
    let client = Client::builder(server.url()).bearer_token("token");
    passes(&on_a_socket, &client.build().unwrap()).await;
}

async fn passes(registry: &callpoint_testing::Fake<fake::Pushed>, client: &Client<Bearer>) {
    let digest = format!("sha256:{}", "0".repeat(64));
    assert!(!has_blob(client, NAME, &digest).await.unwrap());
    let missing = pull_blob(client, NAME, &digest, &mut Vec::new()).await;
    assert!(missing.unwrap_err().to_string().contains("404"));

    // One chunk is interrupted, and sent again.
    registry
        .fail(Failure::status(500))
        .on::<UploadChunk>()
        .nth(2);
    let layer: Vec<u8> = (0..=250).cycle().take(2 * CHUNK + 7).collect();
    let pushed = push_blob(client, NAME, &mut Cursor::new(layer.clone())).await;
    let digest = pushed.unwrap();
    let mut pulled = Vec::new();
    pull_blob(client, NAME, &digest, &mut pulled).await.unwrap();
    assert!(pulled == layer);

    let described = |media_type: &str| Descriptor {
        media_type: media_type.into(),
        digest: digest.clone(),
        size: layer.len() as u64,
    };
    let manifest = ImageManifest {
        schema_version: 2,
        media_type: Some(media_types::MANIFEST.into()),
        config: described(media_types::CONFIG),
        layers: vec![described(media_types::LAYER)],
        annotations: [].into(),
    };
    let put = PutManifest::new(NAME, "v1", manifest.clone());
    let stored = put.call(client).await.unwrap().digest.unwrap();
    for reference in ["v1", &stored] {
        let got = GetManifest::new(NAME, reference).call(client).await;
        let GetManifestOutput::Image(got) = got.unwrap() else {
            panic!("another manifest")
        };
        assert_eq!(got, manifest);
    }
    let tags = ListTags::new(NAME).call(client).await.unwrap();
    assert_eq!(tags.tags.as_deref(), Some(&["v1".to_owned()][..]));
    let catalog = ListRepositories::new().call(client).await.unwrap();
    assert_eq!(catalog.repositories, [NAME]);
}
