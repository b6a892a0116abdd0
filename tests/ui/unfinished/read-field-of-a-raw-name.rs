// A lifetime, and names that are keywords: one error for each type, and both are known where they are used.
use callpoint::Deserialize;

#[derive(Deserialize)]
pub struct Borrowed<'a, T: Copy> {
    pub name: &'a str,
    pub r#type: T,
    pub na
}

#[derive(Deserialize)]
pub struct Raw {
    pub r#type: String,
    pub r#fn: ,
}

fn main() {
    let read = serde_json::from_str::<Raw>("");
    let _ = read.map(|it| it.r#type);
}
