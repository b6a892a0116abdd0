#[endpoint(PUT, "/api/links/<id>/",
    auth = Basic,
    #[example(r#"{"id": "7"}"#)]
    200 => Link,
    400 | 404 => Rejected(Vec<Problem>),
    428 => TokenRequired(TokenChallenge),
)]
/// Updates the credentials of one link.
#[derive(Debug, Clone)]
pub struct UpdateLink {
    /// The link.
    #[example("7")]
    pub id: String,
    #[secret]
    pub password: String,
    pub token: Option<String>,
}
