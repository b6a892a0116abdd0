
#[derive(Debug, callpoint::ErrorSet)]
pub enum Rejection {
    #[status(400 | 401 | 404 | 500)]
    Rejected(Vec<Problem>),
    #[status(428)]
    TokenRequired(TokenChallenge),
}
