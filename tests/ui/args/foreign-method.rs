use callpoint::endpoint;

#[endpoint(PROPFIND, "/calendars/<user>/")]
struct FindCalendars {
    user: String,
}

fn main() {}
