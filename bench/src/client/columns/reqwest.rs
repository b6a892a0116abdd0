//! The code that people write.

use std::sync::Arc;

use crate::calls::Caller;
use crate::types::{
    Credentials, Failure, Link, Problem, Rejection, SECRET_ID, SECRET_PASSWORD, credentials, sum,
    sum_of_challenge, sum_of_problems,
};

#[derive(Clone)]
pub(crate) struct Reqwest {
    client: ::reqwest::Client,
    base: Arc<str>,
    id: &'static str,
    body: Arc<Credentials>,
}

impl Reqwest {
    pub(crate) fn new(base: &str, id: &'static str) -> Self {
        Self {
            client: ::reqwest::Client::new(),
            base: base.into(),
            id,
            body: Arc::new(credentials()),
        }
    }
}

async fn update_link(
    client: &::reqwest::Client,
    base: &str,
    id: &str,
    body: &Credentials,
) -> Result<Link, Rejection> {
    let response = client
        .put(format!("{base}/api/links/{id}/"))
        .basic_auth(SECRET_ID, Some(SECRET_PASSWORD))
        .json(body)
        .send()
        .await?;
    match response.status().as_u16() {
        200 => Ok(response.json().await?),
        428 => Err(Rejection::TokenRequired(response.json().await?)),
        status @ (400 | 401 | 404 | 500) => Err(Rejection::Rejected(
            status,
            response.json::<Vec<Problem>>().await?,
        )),
        status => Err(format!("unexpected status {status}").into()),
    }
}

impl Caller for Reqwest {
    async fn call(&self) -> Result<usize, Failure> {
        let outcome = update_link(&self.client, &self.base, self.id, &self.body).await;
        outcome_of(outcome)
    }
}

/// Reduces an outcome to one number, the same for every column.
pub(super) fn outcome_of(outcome: Result<Link, Rejection>) -> Result<usize, Failure> {
    match outcome {
        Ok(link) => Ok(sum(&link)),
        Err(Rejection::TokenRequired(challenge)) => Ok(sum_of_challenge(&challenge)),
        Err(Rejection::Rejected(status, problems)) => {
            Ok(usize::from(status) + sum_of_problems(&problems))
        }
        Err(Rejection::Other(error)) => Err(error),
    }
}
