
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    pub code: String,
    pub message: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct TokenChallenge {
    pub code: String,
    pub message: String,
    pub request_id: String,
    pub session: String,
    pub expiry: u64,
    pub link: String,
}
