//! Declarations written by another macro, with docs, visibility, names, statuses and types passed in.

use callpoint::endpoint;

macro_rules! resource {
    ($(#[$meta:meta])* $vis:vis $get:ident / $update:ident, $id:ty => $item:ty, $method:ident, $status:literal) => {
        $(#[$meta])*
        #[endpoint(GET, "/api/items/<id>/", $status => $item, 404 => ())]
        $vis struct $get {
            pub id: $id,
            #[query]
            pub page: Option<$id>,
        }

        #[endpoint($method, "/api/items/<id>/", 200 => $item, 400 => Rejected(Vec<$item>))]
        #[derive(Debug)]
        $vis struct $update {
            pub id: $id,
            #[secret]
            pub password: $id,
            pub note: Option<$id>,
        }
    };
}

resource! {
    /// One link.
    pub GetLink / UpdateLink, String => serde_json::Value, PUT, 200
}
resource!(pub(crate) GetPage / UpdatePage, u64 => Vec<u8>, PATCH, 2xx);

macro_rules! answers {
    ($name:ident, $answer:ident { $($field:ident: $ty:ty),* }, $codec:ident) => {
        #[endpoint(GET, "/api/answers/", 200 => $answer { $($field: $ty),* }, 404 => String as $codec)]
        struct $name;
    };
}

answers!(GetAnswer, Answer { id: String, count: Option<u8> }, Text);

macro_rules! tokens {
    ($name:ident, $($args:tt)*) => {
        #[endpoint($($args)*)]
        struct $name<'a> {
            id: &'a str,
        }
    };
}

tokens!(DeleteLink, DELETE, "/api/links/<id>/", timeout = "5s", 204 => ());

async fn run(client: &callpoint::Client) {
    let _ = GetLink::new("7".to_owned()).page("2".to_owned()).call(client).await;
    let _ = UpdateLink::new("7".to_owned(), "new".to_owned()).note("mine".to_owned()).call(client).await;
    let _ = GetPage::new(7).page(2).call(client).await;
    let _ = UpdatePage::new(7, 8).note(9).call(client).await;
    let _ = GetAnswer::new().call(client).await.map(|answer| answer.count);
    let _ = DeleteLink::new("7").call(client).await;
}

fn main() {
    let _ = run;
}
