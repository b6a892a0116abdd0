//! Callpoint, on each of its transports.

use std::sync::Arc;

use ::callpoint::auth::Basic;
use ::callpoint::{Client, Error};

use crate::calls::Caller;
use crate::types::{
    Failure, Link, SECRET_ID, SECRET_PASSWORD, UpdateLink, UpdateLinkError, sum, sum_of_challenge,
    sum_of_problems, update,
};

#[derive(Clone)]
pub(crate) struct Callpoint {
    client: Client<Basic>,
    request: Arc<UpdateLink>,
}

impl Callpoint {
    pub(crate) fn on_reqwest(base: &str, id: &str) -> Result<Self, Failure> {
        let client = Client::builder(base).basic_auth(SECRET_ID, SECRET_PASSWORD);
        Ok(Self {
            client: client.build()?,
            request: Arc::new(update(id)),
        })
    }

    #[cfg(feature = "hyper-transport")]
    pub(crate) fn on_hyper(
        base: &str,
        id: &str,
        max_in_flight: Option<usize>,
    ) -> Result<Self, Failure> {
        let transport =
            ::callpoint::transport::HyperTransport::new(std::time::Duration::from_secs(10))?;
        let mut client = Client::builder(base)
            .basic_auth(SECRET_ID, SECRET_PASSWORD)
            .transport(transport);
        if let Some(most) = max_in_flight {
            client = client.max_in_flight(most);
        }
        Ok(Self {
            client: client.build()?,
            request: Arc::new(update(id)),
        })
    }
}

impl Caller for Callpoint {
    async fn call(&self) -> Result<usize, Failure> {
        outcome_of(self.request.call(&self.client).await)
    }
}

pub(super) fn outcome_of(outcome: Result<Link, Error<UpdateLinkError>>) -> Result<usize, Failure> {
    match outcome {
        Ok(link) => Ok(sum(&link)),
        Err(Error::Api(error)) => match &error.body {
            UpdateLinkError::TokenRequired(challenge) => Ok(sum_of_challenge(challenge)),
            UpdateLinkError::Rejected(problems) => {
                Ok(usize::from(error.status().as_u16()) + sum_of_problems(problems))
            }
        },
        Err(other) => Err(other.into()),
    }
}
