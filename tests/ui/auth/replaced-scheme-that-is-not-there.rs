use callpoint::Client;
use callpoint::auth::{Basic, Bearer};

fn rotate(client: &Client<Basic>, token: Bearer) {
    client.replace_credentials(token);
}

fn main() {}
