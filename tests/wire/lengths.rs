//! `Content-Length` as the server receives it: POST, PUT and PATCH always send it (RFC 9110, section 8.6).

use callpoint::auth::AnyAuth;
use callpoint::{Bytes, Client, Endpoint, endpoint};

use callpoint_test_support::listener::{EMPTY, Listener};

macro_rules! declare {
    ($($name:ident $method:ident $(#[$place:meta] $ty:ty)?;)*) => {$(
        #[endpoint($method, "/l", 204 => ())]
        struct $name {
            $(#[$place] body: $ty,)?
        }
    )*};
}

declare! {
    Get GET;
    GetJson GET #[body(Json)] u8;
    GetMaybe GET #[body(Json)] Option<u8>;
    DeleteJson DELETE #[body(Json)] u8;
    Delete DELETE;
    DeleteRaw DELETE #[body(Raw)] Bytes;
    Post POST;
    Put PUT;
    Patch PATCH;
    PostText POST #[body(Text)] String;
    PutRaw PUT #[body(Raw)] Bytes;
    PatchMaybe PATCH #[body(Json)] Option<u8>;
    PostJson POST #[body(Json)] u8;
}

#[endpoint(POST, "/l", body = Form, 204 => ())]
struct PostForm {
    field: Option<u8>,
}

/// The value of `Content-Length`, and whether there is any other framing.
async fn length<E>(endpoint: E) -> Option<String>
where
    E: Endpoint<Output = (), Auth = AnyAuth>,
    E::Error: std::fmt::Display,
{
    let listener = Listener::responding(EMPTY).await;
    Client::builder(&listener.base)
        .build()
        .unwrap()
        .call(&endpoint)
        .await
        .unwrap();
    let message = listener.message().await.to_ascii_lowercase();
    assert!(!message.contains("transfer-encoding"), "{message}");
    let mut lengths = message
        .lines()
        .filter_map(|line| line.strip_prefix("content-length: "));
    let length = lengths.next().map(str::to_owned);
    assert_eq!(lengths.next(), None, "{message}");
    length
}

#[tokio::test]
async fn bodies_declare_their_length() {
    let zero = Some("0".to_owned());
    let one = Some("1".to_owned());
    assert_eq!(length(Get::new()).await, None);
    assert_eq!(length(GetJson::new(7)).await, one);
    assert_eq!(length(GetMaybe::new()).await, None);
    assert_eq!(length(GetMaybe::new().body(7)).await, one);
    assert_eq!(length(DeleteJson::new(7)).await, one);
    assert_eq!(length(Delete::new()).await, None);
    assert_eq!(length(DeleteRaw::new(Bytes::from("x"))).await, one);
    assert_eq!(length(PostJson::new(7)).await, one);
    assert_eq!(length(PatchMaybe::new().body(7)).await, one);
    assert_eq!(length(PostText::new("x".to_owned())).await, one);
    assert_eq!(length(Post::new()).await, zero);
    assert_eq!(length(Put::new()).await, zero);
    assert_eq!(length(Patch::new()).await, zero);
    assert_eq!(length(PatchMaybe::new()).await, zero);
}

#[tokio::test]
async fn an_empty_body_declares_its_length_too() {
    let lengths = [
        length(PostText::new(String::new())).await,
        length(PutRaw::new(Bytes::new())).await,
        length(PostForm::new()).await,
    ];
    assert_eq!(lengths.map(Option::unwrap_or_default), ["0", "0", "0"]);
}
