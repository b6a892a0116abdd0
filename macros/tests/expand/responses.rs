enum ApiError {
    #[example("[]")]
    #[status(400 | 404)]
    Rejected(Vec<Problem>),
    #[status(5xx as Text)]
    Down(String),
}
