//! The story of the example, told with the crates of the documents: the same steps against the same sandbox.

use std::error::Error;
use std::fmt::{Debug, Write as _};

use callpoint::auth::Basic;
use callpoint::{Client, Endpoint};
use callpoint_examples::belvo::sandbox::{
    Documentation, MFA_TOKEN, SECRET_ID, SECRET_PASSWORD, Sandbox,
};
use callpoint_examples::belvo::story::{self, Visitor};
use serde_json::json;

const INSTITUTION: &str = "erebor_mx_retail";
const USER: &str = "bilbo";

/// The text of the example that was written by hand.
pub(crate) async fn by_hand() -> Result<String, Box<dyn Error>> {
    let sandbox = Sandbox::start_of(Documentation::OpenApi).await?;
    let (client, stranger) = clients(&sandbox)?;
    let visitor = Visitor {
        institution: INSTITUTION.to_owned(),
        username: USER.to_owned(),
        token: MFA_TOKEN.to_owned(),
    };
    let mut out = Vec::new();
    story::play(&client, &stranger, &visitor, &mut out).await?;
    Ok(String::from_utf8(out)?)
}

fn clients(sandbox: &Sandbox) -> Result<(Client<Basic>, Client<Basic>), Box<dyn Error>> {
    let client = |password: &str| {
        let builder = Client::builder(sandbox.url()).basic_auth(SECRET_ID, password);
        builder.build()
    };
    Ok((client(SECRET_PASSWORD)?, client("not the password")?))
}

fn step<E: Endpoint>(out: &mut String, title: &str) -> std::fmt::Result {
    writeln!(out, "\n{title}\n  {} {}", E::META.method, E::META.template)
}

fn show(
    out: &mut String,
    id: Option<&str>,
    institution: Option<&str>,
    status: Option<&impl Debug>,
) -> Result<(), Box<dyn Error>> {
    let status = format!("{:?}", status.ok_or("no status")?);
    let institution = institution.ok_or("no institution")?;
    Ok(writeln!(
        out,
        "  {}  {institution:<22} {status}",
        id.ok_or("no id")?
    )?)
}

/// The steps, with what the two documents call differently.
macro_rules! story {
    (
        $krate:ident, detail = $detail:ident, challenge = $challenge:ident,
        register = $register:expr, complete = $complete:expr, unauthorized = $unauthorized:expr, deleted = $deleted:pat,
    ) => {{
        use $krate::ApiError;
        use $krate::links::{
            DestroyLink, Link, ListLinks, PatchLinks, RegisterLink, UpdateLink, UpdateLinkError,
            $detail as Detail,
        };

        let sandbox = Sandbox::start_of(Documentation::OpenApi).await?;
        let (client, stranger) = clients(&sandbox)?;
        let mut text = String::new();
        let out = &mut text;
        let show = |out: &mut String, link: &Link| {
            let (id, institution) = (link.id.as_deref(), link.institution.as_deref());
            show(out, id, institution, link.status.as_ref())
        };

        step::<ListLinks>(out, "The links of this account")?;
        let page = ListLinks::new().page_size(10).call(&client).await?;
        writeln!(out, "  {} in all", page.count.ok_or("no count")?)?;
        for link in page.results.iter().flatten() {
            show(out, link)?;
        }

        step::<RegisterLink>(out, &format!("Register {USER} at {INSTITUTION}"))?;
        let link = client.call_with_response(&$register).await?;
        writeln!(out, "  {}", link.status())?;
        show(out, &link)?;
        let id = link.into_inner().id.ok_or("no id")?;

        step::<UpdateLink>(out, "Update its password")?;
        let update = UpdateLink::new(
            id.as_str(),
            "a new password",
            json!(INSTITUTION),
            json!(USER),
        );
        let Err(error) = update.call(&client).await else {
            return Err("the institution requested no token".into());
        };
        let status = error.status().unwrap_or_default();
        let UpdateLinkError::$challenge(challenges) = error.into_api()? else {
            return Err("another error than a challenge".into());
        };
        let [challenge] = <[_; 1]>::try_from(challenges).map_err(|_| "not one challenge")?;
        let message = challenge.message.unwrap_or_default();
        writeln!(out, "  {status}: {message}")?;
        let how = challenge.token_generation_data.ok_or("nothing about it")?;
        writeln!(
            out,
            "  instructions for the end user: {} ({} {})",
            how.instructions.unwrap_or_default(),
            how.r#type.unwrap_or_default(),
            how.value.unwrap_or_default()
        )?;

        step::<PatchLinks>(out, "Complete the challenge with the end user's token")?;
        let complete = $complete;
        let body = complete(
            challenge.session.unwrap_or_default(),
            challenge.link.unwrap_or_default(),
        );
        let link = client.call_with_response(&PatchLinks::new(body)).await?;
        writeln!(out, "  {}", link.status())?;
        show(out, &link)?;

        step::<UpdateLink>(out, "Retry the update")?;
        let link = client.call_with_response(&update).await?;
        writeln!(out, "  {}", link.status())?;
        show(out, &link)?;
        step::<Detail>(out, "Show it")?;
        show(out, &Detail::new(id.as_str()).call(&client).await?)?;

        step::<ListLinks>(out, "List with a wrong password")?;
        let Err(error) = ListLinks::new().call(&stranger).await else {
            return Err("the wrong password was accepted".into());
        };
        let status = error.status().unwrap_or_default();
        let ApiError::Unauthorized(problems) = error.into_api()? else {
            return Err("another error than that of the password".into());
        };
        let [problem] = <[_; 1]>::try_from(problems).map_err(|_| "not one problem")?;
        let unauthorized = $unauthorized;
        let (message, code) = unauthorized(problem).ok_or("another problem")?;
        writeln!(out, "  {status}: {message} ({code})")?;

        step::<DestroyLink>(out, "Delete it")?;
        let deleted = DestroyLink::new(id.as_str()).call(&client).await?;
        if !matches!(deleted, $deleted) {
            return Err("it will be deleted later".into());
        }
        writeln!(out, "  deleted")?;
        Ok(text)
    }};
}

/// The crate of the document of 2025.
pub(crate) async fn of_2025() -> Result<String, Box<dyn Error>> {
    use belvo::links::{DestroyLinkOutput, LinksRequestFiscalMexico, RegisterLinkBody};
    use belvo::{N401UnauthorizedErrorItem, PatchBody};

    story!(
        belvo,
        detail = DetailLink,
        challenge = PreconditionRequired,
        register = RegisterLink::new(RegisterLinkBody::LinksRequestFiscalMexico(
            LinksRequestFiscalMexico {
                institution: INSTITUTION.to_owned(),
                username: USER.to_owned(),
                password: "a first password".to_owned(),
                external_id: None,
                access_mode: None,
                fetch_resources: None,
                credentials_storage: None,
                stale_in: None,
            }
        )),
        complete = |session, link| PatchBody {
            session,
            token: Some(MFA_TOKEN.to_owned()),
            link,
            save_data: None,
        },
        unauthorized = |problem| match problem {
            N401UnauthorizedErrorItem::UnauthorizedError(problem) =>
                problem.message.zip(problem.code),
            _ => None,
        },
        deleted = DestroyLinkOutput::NoContent(()),
    )
}

/// The crate of the document of 2022.
pub(crate) async fn of_2022() -> Result<String, Box<dyn Error>> {
    use belvo_2022::{PatchBodyWithoutSaveData, UnauthorizedError};

    story!(
        belvo_2022,
        detail = DetailLink,
        challenge = PreconditionRequired,
        register = RegisterLink::new(INSTITUTION, USER).password("a first password"),
        complete = |session, link| PatchBodyWithoutSaveData {
            session,
            token: Some(MFA_TOKEN.to_owned()),
            link,
        },
        unauthorized = |problem: UnauthorizedError| problem.message.zip(problem.code),
        deleted = (),
    )
}
