#[derive(callpoint::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Link<T> {
    pub id: u64,
    pub access_mode: Option<String>,
    #[serde(default)]
    pub items: Vec<T>,
}
