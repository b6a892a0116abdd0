use callpoint::{Base, endpoint};

#[derive(Base)]
struct Uploads;

#[endpoint(PUT, "/a", base = "https://uploads.example.com", 204 => ())]
struct AsUrl;

#[endpoint(PUT, "/a", base = none, 204 => ())]
struct AsNone;

#[endpoint(PUT, "/a", base, 204 => ())]
struct WithoutValue;

#[endpoint(PUT, "/a", base = Uploads, base = Uploads, 204 => ())]
struct Twice;

#[endpoint(PUT, "/a", server = Uploads, 204 => ())]
struct AsServer;

#[endpoint(PUT, "/a", bases = Uploads, 204 => ())]
struct Misspelt;

fn main() {}
