// What is read by a derive is known where it is used, whatever is missing: there is one error for each.
use callpoint::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Colon {
    pub name: String,
    pub last
}

#[derive(Debug, Deserialize)]
pub struct Type<T> {
    pub name: T,
    pub last: ,
}

#[derive(Debug, Deserialize)]
pub enum Variant {
    Known(Colon),
    Begun { at },
    #[serde(rename = "other")]
    Other { at: },
}

#[derive(Deserialize)]
struct Holder {
    colon: Colon,
    kind: Type<u8>,
    variants: Vec<Variant>,
}

fn main() {
    let read = serde_json::from_str::<Holder>("");
    let _ = read.map(|holder| (holder.colon.name, holder.kind.name, holder.variants));
}
