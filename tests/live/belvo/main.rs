//! The crates of Belvo's documents beside the example that was written by hand: `tests/live/belvo.sh` makes them.
#![deny(warnings)]

mod compare;
mod full;
mod least;
mod reasons;
mod story;

use std::error::Error;
use std::process::ExitCode;

use callpoint::meta::EndpointMeta;
use callpoint_examples::belvo::api::links::ENDPOINTS;

use crate::compare::{Differences, Wire};
use crate::reasons::Documents;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<bool, Box<dyn Error>> {
    let mut reasons = reasons::Reasons::default();
    for (documents, endpoints, full, least) in [
        (
            Documents::Of2025,
            belvo::links::ENDPOINTS,
            full::of_2025()?,
            least::of_2025()?,
        ),
        (
            Documents::Of2022,
            belvo_2022::links::ENDPOINTS,
            full::of_2022()?,
            least::of_2022()?,
        ),
    ] {
        let differences = differences(endpoints, &full, &least)?;
        reasons.explain(documents, &differences);
    }
    let is_explained = reasons.report();
    let by_hand = story::by_hand().await?;
    for (name, told) in [
        ("2025", story::of_2025().await?),
        ("2022", story::of_2022().await?),
    ] {
        if told != by_hand {
            return Err(format!("the story of {name}:\n{told}\nby hand:\n{by_hand}").into());
        }
    }
    println!("{by_hand}\nBoth crates tell the same story.");
    Ok(is_explained)
}

/// What a document's declarations and requests have otherwise than those of the pages.
fn differences(
    document: &[&EndpointMeta],
    full: &[(Wire, Wire)],
    least: &[(Wire, Wire)],
) -> Result<Differences, Box<dyn Error>> {
    let mut differences = Differences::default();
    for page in ENDPOINTS {
        let same = document
            .iter()
            .find(|meta| (meta.method, meta.template) == (page.method, page.template));
        let Some(document) = same else {
            return Err(format!("no {} {}", page.method, page.template).into());
        };
        differences.declarations(page, document);
    }
    if (full.len(), least.len()) != (ENDPOINTS.len(), ENDPOINTS.len()) {
        return Err("a request is missing".into());
    }
    for (page, document) in full {
        differences.requests("", page, document);
    }
    for (page, document) in least {
        differences.requests("at least ", page, document);
    }
    Ok(differences)
}
