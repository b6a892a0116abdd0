//! Fragments that arrive in groups without delimiters mean what their content means: literals, types that `new` treats kindly, codecs.

use callpoint::endpoint;

macro_rules! get {
    ($name:ident, $method:literal, $path:literal, $timeout:literal, $auth:ty, $id:ty, $page:ty => $answer:ty as $codec:ty, $error:ty) => {
        #[endpoint($method, $path, auth = $auth, timeout = $timeout, 200 => $answer as $codec, 404 => $error)]
        struct $name {
            id: $id,
            page: $page,
        }
    };
}

get!(GetLink, "GET", "/api/links/<id>/?<page>", "5s", Basic, String, Option<u32> => String as Text, ());

async fn run(client: &callpoint::Client<callpoint::auth::Basic>) {
    let _ = GetLink::new("7").page(2).call(client).await;
}

fn main() {
    let _ = run;
}
