//! Runs through the Links operations of Belvo's API, with an embedded sandbox or the real service.

use std::error::Error;
use std::process::ExitCode;

use callpoint::Client;
use callpoint::auth::Basic;
use callpoint_examples::belvo::sandbox::{self, Sandbox};
use callpoint_examples::belvo::story::{self, Visitor};
use clap::Parser;

/// Runs through the Links operations of Belvo's API: list, register, update, complete the MFA challenge, delete.
///
/// Without --base-url an embedded sandbox plays the service, and nothing leaves this machine.
#[derive(Parser)]
struct Options {
    /// The service to call instead of the embedded sandbox, for example `https://sandbox.belvo.com`
    #[arg(long, value_name = "URL", env = "BELVO_BASE_URL", requires_all = ["secret_id", "secret_password"])]
    base_url: Option<String>,

    /// The secret id of your account; preferably set in the environment
    #[arg(
        long,
        value_name = "ID",
        env = "BELVO_SECRET_ID",
        hide_env_values = true
    )]
    secret_id: Option<String>,

    /// The secret password of your account; preferably set in the environment
    #[arg(
        long,
        value_name = "PASSWORD",
        env = "BELVO_SECRET_PASSWORD",
        hide_env_values = true
    )]
    secret_password: Option<String>,

    /// The institution at which a link is registered
    #[arg(long, value_name = "NAME", default_value = "erebor_mx_retail")]
    institution: String,

    /// The end user's name at the institution
    #[arg(long, value_name = "NAME", default_value = "bilbo")]
    username: String,

    /// The token with which the end user completes the MFA challenge
    #[arg(long, value_name = "TOKEN", default_value = sandbox::MFA_TOKEN)]
    token: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            let mut source = error.source();
            while let Some(error) = source {
                eprintln!("  because {error}");
                source = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let Options {
        base_url,
        secret_id,
        secret_password,
        institution,
        username,
        token,
    } = options;
    let visitor = Visitor {
        institution,
        username,
        token,
    };
    // The sandbox stops when it is dropped, so it must outlive the story.
    let (base_url, id, password, _sandbox) =
        if let (Some(url), Some(id), Some(password)) = (base_url, secret_id, secret_password) {
            (url, id, password, None)
        } else {
            let sandbox = Sandbox::start().await?;
            let (id, password) = (
                sandbox::SECRET_ID.to_owned(),
                sandbox::SECRET_PASSWORD.to_owned(),
            );
            (sandbox.url(), id, password, Some(sandbox))
        };
    println!("The service is at {base_url}");
    let client = client(&base_url, &id, &password)?;
    let stranger = unauthorized_client(&base_url, &id)?;
    story::play(&client, &stranger, &visitor, &mut std::io::stdout()).await?;
    println!("\nThat was the story.");
    Ok(())
}

fn client(
    base_url: &str,
    id: &str,
    password: &str,
) -> Result<Client<Basic>, callpoint::ConfigError> {
    Client::builder(base_url).basic_auth(id, password).build()
}

fn unauthorized_client(base_url: &str, id: &str) -> Result<Client<Basic>, callpoint::ConfigError> {
    client(base_url, id, "not the password")
}
