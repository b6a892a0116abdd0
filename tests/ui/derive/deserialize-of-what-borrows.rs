use callpoint::Deserialize;

#[derive(Deserialize)]
struct Borrowed<'a> {
    id: &'a str,
}

#[derive(Deserialize)]
enum Either<'de> {
    A(&'de str),
}

fn main() {
    let read: Result<Borrowed<'_>, _> = serde_json::from_str("{}");
    let _: Result<_, serde_json::Error> = read;
}
