//! What a visitor does with the Links operations, told step by step.

use std::error::Error;
use std::io::Write;

use callpoint::auth::Basic;
use callpoint::{Client, Endpoint};

use super::api::links::{
    CompleteMfa, DeleteLink, DeleteLinkOutput, GetLink, ListLinks, RegisterLink, UpdateLink,
    UpdateLinkError,
};
use super::api::{BelvoError, Link, Problem};

/// Who plays the story, and where.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The institution at which the link is registered.
    pub institution: String,
    /// The end user's name there.
    pub username: String,
    /// The end user's one-time token.
    pub token: String,
}

/// Plays the story: list, register, update (428), complete, update (200), a wrong password (401), delete.
///
/// `stranger` is a client with a wrong password.
///
/// # Errors
/// A step that does not end as it is told, or an `out` that takes no more text.
pub async fn play(
    client: &Client<Basic>,
    stranger: &Client<Basic>,
    visitor: &Visitor,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    list(client, out).await?;
    let link = register(client, visitor, out).await?;
    update(client, &link, visitor, out).await?;
    refused(stranger, out).await?;
    delete(client, &link, out).await
}

async fn list(client: &Client<Basic>, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    step::<ListLinks>(out, "The links of this account")?;
    let page = ListLinks::new().page_size(10).call(client).await?;
    writeln!(out, "  {} in all", page.count)?;
    for link in &page.results {
        show(out, link)?;
    }
    Ok(())
}

async fn register(
    client: &Client<Basic>,
    visitor: &Visitor,
    out: &mut impl Write,
) -> Result<Link, Box<dyn Error>> {
    step::<RegisterLink>(
        out,
        &format!("Register {} at {}", visitor.username, visitor.institution),
    )?;
    let request = RegisterLink::new(
        visitor.institution.as_str(),
        visitor.username.as_str(),
        "a first password",
    );
    let link = client.call_full(&request).await?;
    writeln!(out, "  {}", link.status())?;
    show(out, &link)?;
    Ok(link.into_inner())
}

async fn update(
    client: &Client<Basic>,
    link: &Link,
    visitor: &Visitor,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let request = UpdateLink::new(link.id.as_str(), "a new password");
    step::<UpdateLink>(out, "Update its password")?;
    let Err(error) = request.call(client).await else {
        writeln!(out, "  updated; the institution asked for no token")?;
        return Ok(());
    };
    let status = error.status();
    match error.into_api()? {
        UpdateLinkError::TokenRequired(challenge) => {
            writeln!(
                out,
                "  {}: {}",
                status.unwrap_or_default(),
                challenge.message
            )?;
            if let Some(how) = &challenge.token_generation_data {
                writeln!(
                    out,
                    "  the end user is told: {} ({} {})",
                    how.instructions, how.kind, how.value
                )?;
            }
            complete(client, &challenge.session, &challenge.link, visitor, out).await?;
        }
        UpdateLinkError::Rejected(problems) => return Err(sentence(&problems).into()),
    }
    step::<UpdateLink>(out, "Update its password, again")?;
    let link = client.call_full(&request).await?;
    writeln!(out, "  {}", link.status())?;
    show(out, &link)?;
    step::<GetLink>(out, "Look at it once more")?;
    show(out, &GetLink::new(link.id.as_str()).call(client).await?)?;
    Ok(())
}

async fn complete(
    client: &Client<Basic>,
    session: &str,
    link: &str,
    visitor: &Visitor,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    step::<CompleteMfa>(out, "Answer with the end user's token")?;
    let request = CompleteMfa::new(session, link).token(visitor.token.as_str());
    let link = client.call_full(&request).await?;
    writeln!(out, "  {}", link.status())?;
    Ok(show(out, &link)?)
}

async fn refused(stranger: &Client<Basic>, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    step::<ListLinks>(out, "List with a wrong password")?;
    match ListLinks::new().call(stranger).await {
        Ok(_) => Err("the wrong password was taken".into()),
        Err(error) => {
            let status = error.status().unwrap_or_default();
            match error.into_api()? {
                BelvoError::Rejected(problems) => {
                    Ok(writeln!(out, "  {status}: {}", sentence(&problems))?)
                }
                BelvoError::TokenRequired(_) => {
                    Err("a token was asked for in place of a password".into())
                }
            }
        }
    }
}

async fn delete(
    client: &Client<Basic>,
    link: &Link,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    step::<DeleteLink>(out, "Delete it")?;
    match DeleteLink::new(link.id.as_str()).call(client).await? {
        DeleteLinkOutput::Deleted(()) => writeln!(out, "  deleted")?,
        DeleteLinkOutput::Accepted(later) => {
            writeln!(out, "  will be deleted (request {})", later.request_id)?;
        }
    }
    Ok(())
}

/// The heading of a step: what is done, and which operation does it.
fn step<E: Endpoint>(out: &mut impl Write, title: &str) -> std::io::Result<()> {
    writeln!(out, "\n{title}\n  {} {}", E::META.method, E::META.template)
}

fn show(out: &mut impl Write, link: &Link) -> std::io::Result<()> {
    let status = format!("{:?}", link.status);
    writeln!(out, "  {}  {:<22} {status}", link.id, link.institution)
}

fn sentence(problems: &[Problem]) -> String {
    let problems: Vec<_> = problems
        .iter()
        .map(|problem| format!("{} ({})", problem.message, problem.code))
        .collect();
    problems.join("; ")
}
