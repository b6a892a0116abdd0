#[derive(callpoint::Deserialize)]
#[non_exhaustive]
/// A link.
pub struct Link<T> {
    /// The id.
    pub id: u64,
    #[serde(flatten)]
    pub rest: T,
}
