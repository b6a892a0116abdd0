//! What is not there is not listed: an endpoint or a module under a `cfg`. A default of a const parameter stays with the struct.
#![deny(warnings)]

#[callpoint::api(timeout = "5s")]
pub mod service {
    use callpoint::endpoint;

    #[endpoint(GET, "/always", 204 => ())]
    pub struct Always;

    #[endpoint(GET, "/never", 204 => ())]
    #[cfg(any())]
    pub struct Never;

    /// Gone, with all that is in it.
    #[cfg(any())]
    pub mod gone {
        #[callpoint::endpoint(GET, "/gone", 204 => ())]
        pub struct Gone;
    }

    #[cfg(not(any()))]
    pub(crate) mod there {
        #[callpoint::endpoint(GET, "/items/<id>", 200 => Vec<u8>)]
        pub struct Item<const N: usize = 2> {
            pub id: u8,
        }

        #[callpoint::endpoint(GET, "/things", 200 => Vec<T>)]
        pub struct Things<T: serde::de::DeserializeOwned = u8> {
            #[query(flag)]
            pub all: bool,
            #[serde(skip)]
            pub of: std::marker::PhantomData<T>,
        }
    }
}

fn main() {
    let names: Vec<&str> = service::ENDPOINTS.iter().map(|endpoint| endpoint.name).collect();
    assert_eq!(names, ["Always", "Item", "Things"]);
    let _: service::there::Item = service::there::Item::new(7);
    let _ = service::Always::new();
}
