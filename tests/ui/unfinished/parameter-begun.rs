use callpoint::endpoint;

#[endpoint(PUT, "/api/links/<id>?<pa/",
    timeout = "5s",
    200 => Link,
    202 => String as Text,
    400 | 404 => Rejected(Vec<Problem>),
    409 => Problem,
    428 => TokenRequired { session: String, link: Option<Link> },
)]
struct UpdateLink {
    id: String,
    #[secret]
    password: String,
    token: Option<String>,
}

#[derive(Debug, Clone, serde::Deserialize)]
struct Link {
    name: String,
}

#[derive(Debug, serde::Deserialize)]
struct Problem {
    code: String,
}

async fn run(client: &callpoint::Client) -> String {
    match UpdateLink::new("7", "secret").token("1").call(client).await {
        Ok(UpdateLinkOutput::Ok(link)) => link.name,
        Ok(UpdateLinkOutput::Accepted(text)) => text,
        Err(callpoint::Error::Api(error)) => match error.body {
            UpdateLinkError::Rejected(problems) => problems[0].code.clone(),
            UpdateLinkError::Conflict(problem) => problem.code,
            UpdateLinkError::TokenRequired(required) => required.session + &required.link.unwrap().name,
        },
        Err(error) => error.to_string(),
    }
}

fn known(error: &UpdateLinkError) -> bool {
    error.is_rejected() || error.as_conflict().is_some_and(|problem| problem.code == "1")
}

fn main() {}
