//! A mistake is one message, and no warning about what only the attribute names.
#![deny(unused_imports, dead_code)]

mod shared {
    use callpoint::auth::Scheme;

    #[derive(Scheme)]
    #[scheme(bearer)]
    pub struct Admin;
    #[derive(Scheme)]
    #[scheme(header = "X-Key")]
    pub struct Project;
    #[derive(callpoint::Base)]
    pub struct Uploads;

    #[derive(Debug, callpoint::ErrorSet)]
    pub enum ApiError {
        #[status(404)]
        NotFound(()),
    }

    pub struct Lenient;
    pub struct Strict;
}

mod schemes {
    use super::shared::{Admin, Project};
    use callpoint::endpoint;

    #[endpoint(GET, "/a", auth = Admin || Project, 204 => ())]
    pub struct InAuth;
}

mod elsewhere {
    use super::shared::{Admin, ApiError, Lenient, Strict, Uploads};
    use callpoint::endpoint;

    #[endpoint(POST, "/a", auth = Admin, base = Uploads, errors = ApiError, body = Lenient, 200 => String as Strict, timeout = 5)]
    pub struct InAnOption {
        pub id: u8,
    }
}

fn main() {
    drop((schemes::InAuth, elsewhere::InAnOption::new(7)));
}
