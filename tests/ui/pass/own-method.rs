//! A method that is no word of HTTP's, and one of HTTP's written as a string.

use callpoint::{Endpoint, endpoint};

#[endpoint("PROPFIND", "/calendars/<user>/", 207 => String as Text)]
struct FindCalendars {
    user: String,
    #[header("Depth")]
    depth: Option<u8>,
    #[body(Text)]
    query: String,
}

#[endpoint("GET", "/calendars/", 200 => Vec<String>)]
struct ListCalendars;

fn main() {
    assert_eq!(FindCalendars::META.method, "PROPFIND");
    assert_eq!(ListCalendars::META.method, "GET");
    let base = callpoint::BaseUrl::parse("https://example.com").unwrap();
    let request = FindCalendars::new("me", "<propfind/>").depth(1).to_http(&base).unwrap();
    assert_eq!(request.method(), "PROPFIND");
}
