use callpoint::endpoint;

#[endpoint(GET, "/a", auth = Basic | Basic, 204 => ())]
struct Twice;

#[endpoint(GET, "/a", auth = Basic + Basic, 204 => ())]
struct TwiceTogether;

#[endpoint(GET, "/a", auth = Basic | ApiKey + Basic, 204 => ())]
struct NeverSent;

#[endpoint(GET, "/a", auth = ApiKey + Basic | Basic + ApiKey, 204 => ())]
struct TheSame;

#[endpoint(GET, "/a", auth = Basic + Bearer, 204 => ())]
struct OneField;

#[endpoint(GET, "/a", auth = none | Basic, 204 => ())]
struct NoneFirst;

#[endpoint(GET, "/a", auth = Basic + none, 204 => ())]
struct NoneTogether;

fn main() {}
