use callpoint::endpoint;

#[endpoint(GET, "/api/flights/<from>-<to>/")]
struct ListFlights {
    from: String,
    to: String,
}

fn main() {}
