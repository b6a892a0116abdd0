//! Both stand for `auth = Bearer`: which of them is for the caller to say.

use callpoint::auth::{At, Bearer, OAuth2};
use callpoint::{Client, endpoint};

#[endpoint(GET, "/me", auth = Bearer, 204 => ())]
struct Me;

#[endpoint(GET, "/you", auth = OAuth2, 204 => ())]
struct You;

fn calls(client: &Client<(Bearer, OAuth2)>) {
    drop(You.call(client));
    drop(client.call::<_, At<0>>(&Me));
    drop(Me.call::<_, At<1>>(client));
    drop(client.call(&Me));
    drop(Me.call(client));
}

fn main() {}
