use callpoint::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = )]
struct Link {
    #[serde(default, rename)]
    id: String,
    #[serde(alias = , default = )]
    name: String,
}

#[derive(Deserialize)]
#[serde(tag)]
enum Event {
    #[serde(alias)]
    Opened { link: Link },
    Closed {
        #[serde(deserialize_with =)]
        at: String,
    },
}

#[derive(Deserialize)]
struct Holder {
    events: Vec<Event>,
}

fn main() {}
