//! A story that calls the Links operations step by step.

use std::error::Error;
use std::io::Write;

use callpoint::auth::Basic;
use callpoint::{Client, Endpoint};

use super::api::links::{
    CompleteMfa, DeleteLink, DeleteLinkOutput, GetLink, ListLinks, RegisterLink, UpdateLink,
    UpdateLinkError,
};
use super::api::{BelvoError, Link, Problem};

/// The values that the story uses.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The institution at which the link is registered.
    pub institution: String,
    /// The end user's name there.
    pub username: String,
    /// The end user's one-time token.
    pub token: String,
}

/// Runs the story: list, register, update (428), complete, update (200), a wrong password (401), delete.
///
/// `stranger` is a client with a wrong password.
///
/// # Errors
/// If a step has an unexpected outcome, or writing to `out` fails.
pub async fn play(
    client: &Client<Basic>,
    stranger: &Client<Basic>,
    visitor: &Visitor,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    list(client, out).await?;
    let link = register(client, visitor, out).await?;
    update(client, &link, visitor, out).await?;
    wrong_password(stranger, out).await?;
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
    let link = client.call_with_response(&request).await?;
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
        writeln!(out, "  updated; the institution requested no token")?;
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
                    "  instructions for the end user: {} ({} {})",
                    how.instructions, how.kind, how.value
                )?;
            }
            complete(client, &challenge.session, &challenge.link, visitor, out).await?;
        }
        UpdateLinkError::Rejected(problems) => return Err(sentence(&problems).into()),
    }
    step::<UpdateLink>(out, "Retry the update")?;
    let link = client.call_with_response(&request).await?;
    writeln!(out, "  {}", link.status())?;
    show(out, &link)?;
    step::<GetLink>(out, "Show it")?;
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
    step::<CompleteMfa>(out, "Complete the challenge with the end user's token")?;
    let request = CompleteMfa::new(session, link).token(visitor.token.as_str());
    let link = client.call_with_response(&request).await?;
    writeln!(out, "  {}", link.status())?;
    Ok(show(out, &link)?)
}

async fn wrong_password(
    stranger: &Client<Basic>,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    step::<ListLinks>(out, "List with a wrong password")?;
    match ListLinks::new().call(stranger).await {
        Ok(_) => Err("the wrong password was accepted".into()),
        Err(error) => {
            let status = error.status().unwrap_or_default();
            match error.into_api()? {
                BelvoError::Rejected(problems) => {
                    Ok(writeln!(out, "  {status}: {}", sentence(&problems))?)
                }
                BelvoError::TokenRequired(_) => {
                    Err("a token was requested instead of a password".into())
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

/// The heading of a step: its title and its operation.
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
