//! The rows of "The request" about values, credentials and servers.

use callpoint::auth::{ApiKey, AuthError, Basic, Credentials, Key, OAuth2, Scheme};
use callpoint::meta::SecurityScheme;
use callpoint::{Base, Body, Client, OpenEnum, Patch, api, endpoint};
use serde::{Deserialize, Serialize};

//~ an allowed set of values
mod values {
    use super::*;

    #[derive(Serialize)]
    #[serde(rename_all = "lowercase")]
    enum Order {
        Newest,
    }

    #[endpoint(GET, "/links?<order>")]
    struct ListLinks {
        order: Order,
    }
}

//~ a date, a time, a UUID
mod types_of_other_crates {
    use super::*;

    #[endpoint(GET, "/links/<id>?<since>")]
    struct GetLink {
        id: uuid::Uuid,
        since: chrono::DateTime<chrono::Utc>,
    }

    // With their features `serde`.
}

//~ a value whose type is only `Display`
mod by_display {
    use super::*;

    struct Version(u8, u8);

    impl std::fmt::Display for Version {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{}.{}", self.0, self.1)
        }
    }

    #[endpoint(GET, "/<version: Display>")]
    struct GetVersion {
        version: Version,
        #[query(Display)]
        after: Version,
        #[header("X-Version", Display)]
        of_client: Version,
    }

    // By `<version: Display>` in the template.
}

//~ a set of values that may grow
mod open {
    use super::*;

    #[derive(OpenEnum)]
    enum Status {
        New,
        Other(String),
    }

    #[endpoint(GET, "/links?<status>")]
    struct ListLinks {
        status: Status,
    }
}

//~ null means "remove it", absent means "leave it"
mod patch {
    use super::*;

    type T = String;

    #[endpoint(PATCH, "/links/<id>")]
    struct PatchLink {
        id: u64,
        note: Patch<T>,
    }
}

//~ basic auth, a bearer token, an API key
mod schemes {
    use super::*;

    #[endpoint(GET, "/a", auth = Basic)]
    struct WithPassword;

    #[endpoint(GET, "/b", auth = Bearer)]
    struct WithToken;

    #[endpoint(GET, "/c", auth = ApiKey)]
    struct WithKey;
}

//~ a key in a header, a parameter or a cookie of that name; two tokens for two roles
mod named_schemes {
    use super::*;

    #[derive(Scheme)]
    #[scheme(header = "X-Api-Key")]
    struct ProjectKey;

    #[endpoint(GET, "/a", auth = ProjectKey)]
    struct WithKey;

    fn client(key: Key) -> callpoint::ClientBuilder<ProjectKey> {
        Client::builder("https://api.example.com").auth::<ProjectKey>(key)
    }
}

//~ OAuth 2.0
mod oauth2 {
    use super::*;

    #[endpoint(GET, "/a", auth = Bearer)]
    struct WithToken;

    fn call(tokens: OAuth2, builder: callpoint::ClientBuilder<callpoint::auth::Anonymous>) {
        let client = builder.credentials(tokens).build().unwrap();
        drop(WithToken.call(&client));
    }
}

//~ one scheme here, another there
mod both {
    use super::*;

    #[endpoint(GET, "/a", auth = Basic)]
    struct Here;

    #[endpoint(GET, "/b", auth = ApiKey)]
    struct There;

    fn calls(client: &Client<(Basic, ApiKey)>) {
        drop((Here.call(client), There.call(client)));
    }

    // Each by its own `auth`.
}

//~ either of two schemes, both together, or none if there are none
mod requirements {
    use super::*;

    #[derive(Scheme)]
    #[scheme(header = "X-Client-Id")]
    struct ClientId;

    #[derive(Scheme)]
    #[scheme(header = "X-Secret")]
    struct Secret;

    #[endpoint(GET, "/a", auth = Basic | ApiKey)]
    struct Either;

    #[endpoint(GET, "/b", auth = ClientId + Secret)]
    struct Both;

    #[endpoint(GET, "/c", auth = Bearer | none)]
    struct Optional;

    fn calls(client: &Client<ApiKey>, both: &Client<(ClientId, Secret)>) {
        drop((Either.call(client), Optional.call(client), Both.call(both)));
    }
}

//~ a signature of the request; a token for what a 401 asks for
mod signed {
    use super::*;

    struct Signed;

    impl Scheme for Signed {
        const META: SecurityScheme = SecurityScheme::custom("Signed");
    }

    impl Credentials for Signed {
        type Scheme = Self;

        // The example `hmac` has one with a key.
        fn authorize(&self, _: &mut http::Request<Body>) -> Result<(), AuthError> {
            Ok(())
        }
    }

    #[endpoint(GET, "/a", auth = Signed)]
    struct GetSigned;
}

//~ no credentials for this one
mod no_credentials {
    use super::*;

    #[endpoint(GET, "/status", auth = none)]
    struct GetStatus;
}

//~ what a fake of the service reads and writes
mod served {
    use super::*;

    #[endpoint(GET, "/links/<id>", serve, 200 => Link)]
    struct GetLink {
        id: u64,
    }

    #[derive(Debug, Serialize, Deserialize)]
    struct Link {
        id: u64,
    }

    #[api(serve)]
    mod of_all {
        use super::endpoint;

        #[endpoint(GET, "/status", 204 => ())]
        struct GetStatus;
    }
}

//~ another server for this one, `https://uploads.example.com`
mod another_server {
    use super::*;

    #[derive(Base)]
    struct Uploads;

    #[endpoint(PUT, "/file", base = Uploads)]
    struct PutFile {
        #[body(Raw)]
        file: Vec<u8>,
    }

    fn client() -> callpoint::ClientBuilder<callpoint::auth::Anonymous> {
        Client::builder("https://api.example.com").base::<Uploads>("https://uploads.example.com")
    }
}

//~ an idempotency key
mod idempotency_key {
    use super::*;

    #[endpoint(POST, "/payments", idempotency_key = "Idempotency-Key")]
    struct Pay {
        amount: u64,
    }
}

//~ a conditional request, `If-None-Match`
mod conditional {
    use super::*;

    #[endpoint(GET, "/link", 200 => Found(String as Text), 304 => Unchanged(()))]
    struct GetLink {
        #[header("if-none-match")]
        etag: Option<String>,
    }
}

//~ a part of a file, `Range: bytes=0-99`
mod range {
    use super::*;

    #[endpoint(GET, "/file", 206 => Vec<u8> as Raw)]
    struct GetPart {
        #[header("range")]
        range: String,
    }
}
