
#[derive(Debug, Clone, Deserialize)]
pub struct ProblemNUMBER {
    pub code: String,
    pub message: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct TokenChallengeNUMBER {
    pub code: String,
    pub message: String,
    pub request_id: String,
    pub session: String,
    pub expiry: u64,
    pub link: String,
}

#[derive(Debug)]
pub enum RejectionNUMBER {
    Rejected(Vec<ProblemNUMBER>),
    TokenRequired(TokenChallengeNUMBER),
    Unexpected(u16),
    Http(reqwest::Error),
}

impl From<reqwest::Error> for RejectionNUMBER {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

#[derive(Serialize)]
pub struct UpdateLinkNUMBER {
    pub password: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct LinkNUMBER {
    pub id: String,
    pub institution: String,
    pub access_mode: Option<String>,
    pub last_accessed_at: Option<String>,
    pub status: String,
    pub created_by: Option<String>,
    pub refresh_rate: Option<String>,
}

pub async fn update_link_NUMBER(client: &Client, id: &str, body: &UpdateLinkNUMBER) -> Result<LinkNUMBER, RejectionNUMBER> {
    let response = client
        .http
        .put(format!("{}/api/vNUMBER/links/{id}/", client.base))
        .basic_auth("secret-id", Some("secret-password"))
        .json(body)
        .send()
        .await?;
    match response.status().as_u16() {
        200 => Ok(response.json().await?),
        400 | 401 | 404 | 500 => Err(RejectionNUMBER::Rejected(response.json().await?)),
        428 => Err(RejectionNUMBER::TokenRequired(response.json().await?)),
        status => Err(RejectionNUMBER::Unexpected(status)),
    }
}

fn call_NUMBER(client: &Client) -> Calling<'_> {
    Box::pin(async move {
        let body = UpdateLinkNUMBER {
            password: "password".into(),
            password2: None,
            token: Some("1234ab".into()),
            encryption_key: None,
            username_type: None,
            certificate: None,
            private_key: None,
        };
        match update_link_NUMBER(client, "id", &body).await {
            Ok(link) => link.id.len(),
            Err(RejectionNUMBER::TokenRequired(challenge)) => challenge.session.len(),
            Err(RejectionNUMBER::Rejected(problems)) => problems.len(),
            Err(_) => 0,
        }
    })
}
