#[endpoint(GET, "/link", 200 => #[non_exhaustive] #[derive(PartialEq)] Link { /// The id.
 id: String, note: Option<u8>, call: Option<String> }, 202 => ())]
struct GetLink;
