use callpoint::api;

pub use self::endpoints::*;

#[api(auth = Bearer, errors = ApiError)]
mod endpoints {
    use callpoint::endpoint;

    use super::super::ApiError;
    use super::StatusServer;

    /// `GET /health`
    #[endpoint(GET, "/health", base = StatusServer)]
    #[derive(Debug, Clone)]
    pub struct Status {
        #[query]
        #[example("true")]
        pub full: bool,
    }

    impl Status {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { full: true }
        }
    }
}

/// The server at `https://status.example.com`.
#[derive(Debug, Clone, Copy, callpoint::Base)]
#[base("https://status.example.com")]
pub struct StatusServer;

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=4fd0bfc1 use:callpoint=ced147f8 use:self::endpoints=a7698a19 mod:endpoints=856f1796
// import: use:endpoints::callpoint=771f8b9c use:endpoints::super::super=3f148e3b
// import: use:endpoints::super=87e6a947 endpoints::Status=91860f8a impl:endpoints::Status=26b38de6
// import: StatusServer=84b2c692
