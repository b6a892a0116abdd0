
#[endpoint(PUT, "/api/vNUMBER/links/<id>/",
    auth = Basic,
    200 => LinkNUMBER,
    400 | 401 | 404 | 500 => Rejected(Vec<Problem>),
    428 => TokenRequired(TokenChallenge),
)]
pub struct UpdateLinkNUMBER {
    pub id: String,
    #[secret]
    pub password: String,
    #[secret]
    pub password2: Option<String>,
    #[secret]
    pub token: Option<String>,
    #[secret]
    pub encryption_key: Option<String>,
    pub username_type: Option<String>,
    #[secret]
    pub certificate: Option<String>,
    #[secret]
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

fn call_NUMBER(client: &Client) -> Calling<'_> {
    Box::pin(async move {
        let request = UpdateLinkNUMBER::new("id", "password").token("1234ab");
        match request.call(&client.0).await {
            Ok(link) => link.id.len(),
            Err(Error::Api(error)) => match &error.body {
                UpdateLinkNUMBERError::TokenRequired(challenge) => challenge.session.len(),
                UpdateLinkNUMBERError::Rejected(problems) => problems.len(),
                #[allow(unreachable_patterns)]
                _ => 0,
            },
            Err(_) => 0,
        }
    })
}
