//! Both satisfy `auth = Bearer`, the given token and the one that `OAuth2` fetches: which of them is for the caller to say.

use callpoint::auth::{At, Bearer};
use callpoint::{Client, endpoint};

#[endpoint(GET, "/me", auth = Bearer, 204 => ())]
struct Me;

fn calls(client: &Client<(Bearer, Bearer)>) {
    drop(client.call::<_, At<0>>(&Me));
    drop(Me.call::<_, At<1>>(client));
    drop(client.call(&Me));
    drop(Me.call(client));
}

fn main() {}
