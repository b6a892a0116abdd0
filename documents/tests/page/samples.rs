//! The samples of the pages. `BLESS=1 cargo test -p callpoint-documents --test page` writes them.
#![allow(unused, unreachable_code, clippy::all, clippy::pedantic, reason = "they are compiled and nothing more")]
#![cfg_attr(rustfmt, rustfmt_skip)]

use callpoint::Client;
use callpoint::auth::{Basic, Bearer};

use crate::declarations::api::*;
use crate::declarations::api::files::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

async fn updatelink(client: Client<(Basic, Bearer)>) -> Outcome {
    let response = UpdateLink::new("7", std::env::var("PASSWORD")?)
        .token("1234ab")
        .stale_in(90)
        .call(&client)
        .await?;
    Ok(())
}

async fn listlinks(client: Client<(Basic, Bearer)>) -> Outcome {
    let response = ListLinks::new(1.5, vec![1, 2])
        .page(2)
        .id_in(vec!["a".to_owned(), "b".to_owned()])
        .r#type("it's \"quoted\"")
        .session(std::env::var("SESSION")?)
        .call(&client)
        .await?;
    Ok(())
}

async fn makeorder(client: Client<(Basic, Bearer)>) -> Outcome {
    let response = MakeOrder::new(OrderFields { order: todo!("Order"), dry: true })
        .call(&client)
        .await?;
    Ok(())
}

async fn sendfile(client: Client<(Basic, Bearer)>) -> Outcome {
    let response = SendFile::new("a/b", "a name", todo!("Upload")).call(&client).await?;
    Ok(())
}

async fn search(client: Client<(Basic, Bearer)>) -> Outcome {
    let response = Search::new("a & b").call(&client).await?;
    Ok(())
}
