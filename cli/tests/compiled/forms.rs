//! What is sent in each place that a parameter or a server can have, and what is read.

use callpoint::auth::Key;
use callpoint::{BaseUrl, Client, Endpoint as _, Server, Upload};
use http::Response;

use crate::forms_openapi::forms::{GetFile, GetFileOutput, GetPoint, PutFile};
use crate::forms_openapi::{self as forms, GetPointCreated, GetPointKind, Range};
use crate::schemas::Kept;

#[test]
fn parameters_have_the_styles_of_the_document() {
    let base = BaseUrl::parse("https://h").unwrap();
    let point = || {
        let marks = vec!["m".to_owned()];
        GetPoint::new(
            vec![1.5, 2.0],
            vec!["a".to_owned(), "b".to_owned()],
            3,
            marks,
            ";steps=x",
        )
    };
    let range = Range {
        gt: Some(5),
        lt: None,
    };
    let cases = [
        (point(), ""),
        (
            point().expand(vec!["a".to_owned(), "b".to_owned()]),
            "expand%5B%5D=a&expand%5B%5D=b",
        ),
        (point().kind(GetPointKind::Text("a".to_owned())), "kind=a"),
        (
            point().kind(GetPointKind::Texts(vec!["a".to_owned(), "b".to_owned()])),
            "kind=a&kind=b",
        ),
        (point().created(GetPointCreated::Integer(5)), "created=5"),
        (
            point().created(GetPointCreated::Range(range)),
            "created%5Bgt%5D=5",
        ),
    ];
    for (request, query) in cases {
        let uri = request.to_http(&base).unwrap().uri().clone();
        assert_eq!(
            uri.path(),
            "/points/1.5,2/.a,b/;level=3/;marks=m/%3Bsteps=x"
        );
        assert_eq!(uri.query().unwrap_or_default(), query);
    }
}

#[tokio::test]
async fn each_server_has_its_type() {
    let kept = Kept::default();
    let uploads = Server::new("https://uploads.example.com/v1")
        .auth::<forms::App>(Key::new("id").unwrap())
        .auth::<forms::Key>(Key::new("k").unwrap());
    let client = Client::builder("https://api.example.com/v1")
        .base::<forms::Uploads>(uploads)
        .transport(kept.clone())
        .build()
        .unwrap();
    PutFile::new().call(&client).await.unwrap();
    let file = Upload::bytes("text");
    PutFile::new().body(file).call(&client).await.unwrap();
    let requests = kept.0.lock().unwrap();
    for request in requests.iter() {
        assert_eq!(
            request.uri().to_string(),
            "https://uploads.example.com/v1/files?key=k"
        );
        assert_eq!(request.headers()["x-app"], "id");
    }
    let has_body = |index: usize| requests[index].headers().contains_key("content-type");
    assert_eq!((has_body(0), has_body(1)), (false, true));
}

#[test]
fn a_file_beside_what_is_known_of_it() {
    let response = |media_type: &str, body: &str| {
        let response = Response::builder().header("content-type", media_type);
        response.body(body.to_owned().into()).unwrap()
    };
    let file = GetFile::from_http(response("application/pdf", "%PDF")).unwrap();
    assert!(matches!(file, GetFileOutput::OkPdf(bytes) if bytes == "%PDF"));
    let known = GetFile::from_http(response("application/json", r#"{"lt": 2}"#)).unwrap();
    assert!(matches!(known, GetFileOutput::Ok(range) if range.lt == Some(2)));
    let point = GetPoint::from_http(response("application/json", "null")).unwrap();
    assert!(point.body.is_none() && point.x_rate.is_none());
}
