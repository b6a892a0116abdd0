// What the derive and serde's own both repeat is one error.
use callpoint::Deserialize;

#[derive(Deserialize)]
#[serde(bound = "T: Missing")]
struct Bound<T> {
    id: T,
}

fn main() {}
