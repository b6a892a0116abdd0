use callpoint::Deserialize;

#[derive(Deserialize)]
struct Borrowed<'a> {
    id: &'a str,
}

#[derive(Deserialize)]
enum Either<'de> {
    A(&'de str),
}

#[derive(Deserialize)]
struct ForEver {
    id: &'static str,
    bytes: Option<&'static [u8]>,
    #[serde(borrow)]
    name: std::borrow::Cow<'static, str>,
    #[serde(skip)]
    skipped: &'static str,
    shared: std::borrow::Cow<'static, str>,
}

fn main() {
    let read: Result<Borrowed<'_>, _> = serde_json::from_str("{}");
    let _: Result<_, serde_json::Error> = read;
}
