use callpoint::endpoint;

#[endpoint("PROP FIND", "/calendars/<user>/")]
struct FindCalendars {
    user: String,
}

fn main() {}
