//! Endpoints without a field, and an endpoint that says nothing of its answers.

use callpoint::{Endpoint, endpoint};

#[endpoint(GET, "/api/version?format=text", 200 => String as Text)]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Version;

#[endpoint(DELETE, "/api/sessions/current", 2xx => (), _ => ())]
struct LogOut {}

#[endpoint(PUT, "/api/links/<id>/")]
struct UpdateLink {
    id: String,
    password: String,
}

async fn run(client: &callpoint::Client) -> Result<(), Box<dyn std::error::Error>> {
    let version: String = Version.call(client).await?;
    LogOut {}.call(client).await.map_err(|error| format!("{error:?}"))?;
    let answer = UpdateLink::new(version, "new password").call(client).await?;
    println!("{} {:?}", answer.status(), answer.headers());
    Ok(())
}

fn main() {
    let _ = run;
    assert_eq!(Version::META.name, "Version");
    assert_eq!(Version, Version::new());
}
