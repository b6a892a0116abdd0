
#[derive(Debug)]
pub enum Rejection {
    Rejected(Vec<Problem>),
    TokenRequired(TokenChallenge),
    Unexpected(u16),
    Http(reqwest::Error),
}

impl From<reqwest::Error> for Rejection {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}
