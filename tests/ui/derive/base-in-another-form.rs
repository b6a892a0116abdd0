use callpoint::Base;

#[derive(Base)]
struct WithUrl {
    url: String,
}

#[derive(Base)]
#[base(url = "https://uploads.example.com")]
struct ByKey;

#[derive(Base)]
#[base("uploads.example.com")]
struct WithoutScheme;

#[derive(Base)]
#[base("https://uploads.example.com?version=2")]
struct WithQuery;

#[derive(Base)]
#[base("https://uploads.example.com", "https://more.example.com")]
struct Several;

#[derive(Base)]
#[base("https://uploads.example.com")]
#[base("https://more.example.com")]
struct Twice;

fn main() {}
