
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

pub async fn update_link_NUMBER(client: &Client, id: &str, body: &UpdateLinkNUMBER) -> Result<LinkNUMBER, Rejection> {
    let response = client
        .http
        .put(format!("{}/api/vNUMBER/links/{id}/", client.base))
        .basic_auth("secret-id", Some("secret-password"))
        .json(body)
        .send()
        .await?;
    match response.status().as_u16() {
        200 => Ok(response.json().await?),
        400 | 401 | 404 | 500 => Err(Rejection::Rejected(response.json().await?)),
        428 => Err(Rejection::TokenRequired(response.json().await?)),
        status => Err(Rejection::Unexpected(status)),
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
            Err(Rejection::TokenRequired(challenge)) => challenge.session.len(),
            Err(Rejection::Rejected(problems)) => problems.len(),
            Err(_) => 0,
        }
    })
}
