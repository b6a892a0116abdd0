//! Uses a module that the build script imports.

/// The calls of Acme.
pub mod acme {
    include!(concat!(env!("OUT_DIR"), "/acme.rs"));
}

fn main() {
    for endpoint in acme::links::ENDPOINTS {
        println!("{} {}", endpoint.method, endpoint.template);
    }
}
