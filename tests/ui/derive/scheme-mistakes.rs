use callpoint::auth::Scheme;

#[derive(Scheme)]
struct WithoutKind;

#[derive(Scheme)]
#[scheme(bearrer)]
struct Misspelt;

#[derive(Scheme)]
#[scheme(digest)]
struct Unknown;

#[derive(Scheme)]
#[scheme(header)]
struct WithoutName;

#[derive(Scheme)]
#[scheme(header = "X Api Key")]
struct InvalidHeader;

#[derive(Scheme)]
#[scheme(cookie = "a;b")]
struct InvalidCookie;

#[derive(Scheme)]
#[scheme(bearer, header = "X-Api-Key")]
struct TwoKinds;

#[derive(Scheme)]
#[scheme("bearer")]
struct InQuotes;

#[derive(Scheme)]
#[scheme(bearer)]
struct WithValues {
    token: String,
}

fn main() {}
