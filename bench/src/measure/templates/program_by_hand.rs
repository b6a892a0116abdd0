use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Repository {
    full_name: String,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
struct NotFound {
    message: String,
}

/// Shows one repository.
async fn get_repository(
    client: &reqwest::Client,
    owner: &str,
    repo: &str,
) -> Result<Repository, Box<dyn std::error::Error>> {
    let response = client
        .get(format!("https://api.github.com/repos/{owner}/{repo}"))
        .header("user-agent", "example")
        .send()
        .await?;
    match response.status().as_u16() {
        200 => Ok(response.json().await?),
        404 => Err(response.json::<NotFound>().await?.message.into()),
        status => Err(format!("unexpected status {status}").into()),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = reqwest::Client::new();
    let repository = get_repository(&client, "rust-lang", "rust").await?;
    println!("{}: {}", repository.full_name, repository.description.unwrap_or_default());
    Ok(())
}
