use callpoint::Deserialize;

#[derive(Deserialize)]
union Union {
    a: u8,
    b: i8,
}

#[derive(Deserialize, serde::Deserialize)]
struct Twice {
    id: u64,
}

#[derive(Deserialize)]
struct Defaulted {
    #[serde(default)]
    twice: Twice,
}

fn main() {}
