use callpoint::Deserialize;

#[derive(serde::Serialize, Deserialize)]
struct Both {
    #[serde(renam = "ID")]
    id: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camel_case")]
struct Rule {
    id: u64,
}

#[derive(Deserialize)]
struct Written {
    #[serde(skip_serializing_if = 3)]
    id: Option<u64>,
}

#[derive(Deserialize)]
struct Twice {
    #[serde(rename(serialize = "a"), rename = "b")]
    id: u64,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Tagged<T> {
    One(T, T),
}

#[derive(Deserialize)]
struct Got {
    #[serde(getter = "Self::id")]
    id: u64,
}

#[derive(Deserialize)]
#[callpoint(crat = callpoint)]
struct Crate {
    id: u64,
}

fn is_readable<T: serde::de::DeserializeOwned>() {}

fn main() {
    // A type with a mistake has no second one where it is used.
    is_readable::<(Both, Rule, Written, Twice, Tagged<u8>, Crate)>();
}
