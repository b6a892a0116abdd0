//! Handlers with the types of their endpoint.

use std::sync::Arc;

use callpoint::serve::{Rejection, RequestReader, ResponseWriter, Serve};
use callpoint::{Client, RetryPolicy, endpoint};
use callpoint_testing::{Failure, Fake, Reply};
use http::HeaderValue;
use http::header::LOCATION;
use tokio::sync::Notify;

use crate::PLACES;

#[endpoint(GET, "/names/<id>?<page>",
    200 | 203 => String as Text,
    404 | 410 => Missing(String as Text),
)]
pub(crate) struct GetName {
    pub(crate) id: u64,
    pub(crate) page: u32,
}

impl Serve for GetName {
    fn read_request(request: &RequestReader<'_>) -> Result<Self, Rejection> {
        Ok(Self {
            id: request.path("id")?.value()?,
            page: request.query("page")?.value()?,
        })
    }

    fn write_output(output: String, response: &mut ResponseWriter) {
        response.success::<_, callpoint::codec::Text>(0, &output);
    }

    fn write_error(GetNameError::Missing(text): GetNameError, response: &mut ResponseWriter) {
        response.error::<_, callpoint::codec::Text>(0, &text);
    }
}

#[tokio::test]
async fn a_handler_gets_the_request_and_gives_an_output_or_an_error() {
    for place in PLACES {
        let fake = Fake::new(vec!["ann".to_owned()]);
        fake.on::<GetName>(|request, names| {
            assert_eq!(request.page, 3);
            let index = usize::try_from(request.id).unwrap();
            let name = names.get(index).cloned();
            let name = name.ok_or_else(|| GetNameError::Missing("none".to_owned()))?;
            names.push(name.to_uppercase());
            Ok(name)
        });
        let (client, _server) = place.client(&fake).await;
        let client = client.build().unwrap();
        assert_eq!(
            GetName::new(0_u64, 3_u32).call(&client).await.unwrap(),
            "ann"
        );
        assert_eq!(
            GetName::new(1_u64, 3_u32).call(&client).await.unwrap(),
            "ANN"
        );
        let error = GetName::new(7_u64, 3_u32).call(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 404, "{place:?}");
        assert_eq!(error.api().unwrap().as_missing().unwrap(), "none");
        assert_eq!(fake.state(|names| names.len()), 3);
    }
}

#[tokio::test]
async fn a_reply_has_one_of_several_statuses_and_headers() {
    let fake = Fake::new(());
    fake.on_reply::<GetName>(|request, ()| match request.id {
        0 => Ok(Reply::new("moved".to_owned())
            .status(203)
            .header(LOCATION, HeaderValue::from_static("/names/1"))),
        1 => Err(Reply::new(GetNameError::Missing("gone".to_owned())).status(410)),
        2 => Ok("plain".to_owned().into()),
        3 => Err(GetNameError::Missing("never".to_owned()))?,
        // Not declared for it, and no status.
        4 => Ok(Reply::new("odd".to_owned()).status(410)),
        _ => Ok(Reply::new("odd".to_owned()).status(7)),
    });
    for place in PLACES {
        let (client, _server) = place.client(&fake).await;
        let client = client.build().unwrap();
        let call = |id: u64| {
            let client = client.clone();
            async move { client.call_with_response(&GetName::new(id, 1_u32)).await }
        };
        let moved = call(0).await.unwrap();
        assert_eq!((moved.status().as_u16(), moved.as_str()), (203, "moved"));
        assert_eq!(moved.headers()[LOCATION], "/names/1");
        assert_eq!(call(2).await.unwrap().status(), 200);
        for (id, status) in [(1, 410), (3, 404), (4, 500), (5, 500)] {
            let error = call(id).await.unwrap_err();
            assert_eq!(error.status().unwrap(), status, "{id} {place:?}");
        }
    }
}

#[tokio::test]
async fn what_the_declaration_rejects_does_not_reach_the_handler() {
    let fake = Fake::new(());
    fake.on::<GetName>(|_, ()| Ok("never".to_owned()));
    let server = fake.serve().await.unwrap();
    let cases = [
        (
            "/names/ann?page=1",
            "id",
            "path parameter `id`: expected an integer within 0..=18446744073709551615",
        ),
        (
            "/names/7?page=x",
            "page",
            "query parameter `page`: expected an integer within 0..=4294967295",
        ),
        ("/names/7", "page", "query parameter `page`: it is missing"),
    ];
    for (path, field, detail) in cases {
        let text = crate::hostile::said(
            &server,
            format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes(),
        )
        .await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 400 "), "{text}");
        assert!(
            head.contains("content-type: application/problem+json"),
            "{head}"
        );
        let problem: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(
            (&problem["field"], &problem["endpoint"]),
            (&field.into(), &"GetName".into())
        );
        let shown = problem["detail"].as_str().unwrap();
        assert!(shown.ends_with(detail), "{shown}");
    }
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(
        GetName::new(1_u64, 1_u32).call(&client).await.unwrap(),
        "never"
    );
}

/// Its output writes itself, and fails.
#[endpoint(GET, "/unwritable", 200 => String as Text)]
struct GetUnwritable;

impl Serve for GetUnwritable {
    fn read_request(_: &RequestReader<'_>) -> Result<Self, Rejection> {
        Ok(Self)
    }

    fn write_output(_: String, _: &mut ResponseWriter) {
        panic!("the output cannot be written");
    }

    fn write_error(error: std::convert::Infallible, _: &mut ResponseWriter) {
        match error {}
    }
}

#[tokio::test]
async fn an_output_that_panics_is_a_500_whether_its_handler_waits_or_not() {
    for place in PLACES {
        for waits in [false, true] {
            let fake = Fake::new(());
            if waits {
                fake.on_async::<GetUnwritable, _>(|_, _| async { Ok(String::new().into()) });
            } else {
                fake.on::<GetUnwritable>(|_, ()| Ok(String::new()));
            }
            let (client, _server) = place.client(&fake).await;
            let client = client.retry(RetryPolicy::none()).build().unwrap();
            let error = GetUnwritable.call(&client).await.unwrap_err();
            assert_eq!(error.status().unwrap(), 500, "{place:?}, {waits}");
        }
    }
}

#[tokio::test]
async fn a_handler_that_waits_runs_beside_others() {
    for place in PLACES {
        let fake = Fake::new(Vec::new());
        let gate = Arc::new(Notify::new());
        let opened = Arc::clone(&gate);
        fake.on_async::<GetName, _>(move |request, fake| {
            let gate = Arc::clone(&opened);
            async move {
                match request.id {
                    0 => gate.notified().await,
                    1 => gate.notify_one(),
                    2 => panic!("the handler panics"),
                    _ => return Err(GetNameError::Missing("none".to_owned()).into()),
                }
                Ok(fake.state(|names| {
                    names.push(request.id);
                    format!("{names:?}").into()
                }))
            }
        });
        let (client, _server) = place.client(&fake).await;
        let client = client.retry(RetryPolicy::none()).build().unwrap();
        let get = |id: u64| GetName::new(id, 3_u32).call(&client);
        // The first is let go by the second.
        let (first, second) = tokio::join!(get(0), get(1));
        assert_eq!((&*first.unwrap(), &*second.unwrap()), ("[1, 0]", "[1]"));
        for (id, status) in [(2, 500), (3, 404)] {
            assert_eq!(get(id).await.unwrap_err().status().unwrap(), status);
        }
        // One that was not to run has changed nothing.
        fake.fail(Failure::closed().before_handling()).nth(1);
        assert!(get(1).await.is_err(), "{place:?}");
        assert_eq!(fake.state(|names| names.len()), 2);
    }
}
