
#[derive(Debug, callpoint::Responses)]
pub enum Rejection {
    #[status(400 | 401 | 404 | 500)]
    Rejected(Vec<Problem>),
    #[status(428)]
    TokenRequired(TokenChallenge),
}
