//! The endpoints of the documentation.
//!
//! The base URL is `https://api.example.com`.

use callpoint::api;

/// All calls.
#[api]
pub mod calls {
    use callpoint::{Patch, Upload, endpoint};

    /// `GET /v1/links`
    #[endpoint(GET, "/v1/links", header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    pub struct ListLinks {
        #[query]
        #[example("2")]
        pub page: i64,
    }

    impl ListLinks {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { page: 2 }
        }
    }

    /// `POST /v1/links/`
    // note: `--insecure`: how the server's certificate is checked is a setting of the client
    // note: `--location`: whether redirects are followed is a setting of the client
    #[endpoint(POST, "/v1/links/", auth = Basic)]
    #[derive(Debug, Clone)]
    pub struct CreateLink {
        #[example("it's")]
        pub name: String,
        #[example("[1, 2, 3]")]
        pub ids: Vec<i64>,
        #[example("aé")]
        pub note: String,
    }

    impl CreateLink {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                name: "it's".to_owned(),
                ids: vec![1, 2, 3],
                note: "aé".to_owned(),
            }
        }
    }

    /// `PATCH /v1/links/<id>`
    // note: curl itself takes `--request value`, not `--request=value`
    #[endpoint(PATCH, "/v1/links/<id>", auth = Bearer, header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    pub struct PatchLink {
        pub id: String,
        #[example("null")]
        pub status: Patch<serde_json::Value>,
    }

    impl PatchLink {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
                status: Patch::Null,
            }
        }
    }

    /// `GET /v1/search`
    #[endpoint(GET, "/v1/search")]
    #[derive(Debug, Clone)]
    pub struct GetSearch {
        #[query]
        #[example("a b&c")]
        pub q: String,
        #[query]
        #[example("10")]
        pub limit: i64,
    }

    impl GetSearch {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                q: "a b&c".to_owned(),
                limit: 10,
            }
        }
    }

    /// `POST /v1/login`
    #[endpoint(POST, "/v1/login", body = Form)]
    #[derive(Debug, Clone)]
    pub struct PostLogin {
        #[example("ann")]
        pub user: String,
        #[secret]
        #[example("a b")]
        pub password: String,
        #[example(r#"["x", "y"]"#)]
        pub tag: Vec<String>,
    }

    impl PostLogin {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                user: "ann".to_owned(),
                password: "a b".to_owned(),
                tag: vec!["x".to_owned(), "y".to_owned()],
            }
        }
    }

    /// `POST /v1/photos`
    #[endpoint(POST, "/v1/photos", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct CreatePhoto {
        #[part]
        #[example("photo.png")]
        pub file: Upload,
        #[part]
        #[example("Ann")]
        pub name: String,
        #[part]
        #[example("<the text of note.txt>")]
        pub note: String,
    }

    impl CreatePhoto {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                file: Upload::bytes("")
                    .file_name("photo.png")
                    .content_type("image/png"),
                name: "Ann".to_owned(),
                note: "<the text of note.txt>".to_owned(),
            }
        }
    }

    /// `PUT /v1/archives/0d3ffb69-f83b-456e-ad8e-208d0998d71d`
    // note: `0d3ffb69-f83b-456e-ad8e-208d0998d71d` in the path looks like a value; `--params 0d3ffb69-f83b-456e-ad8e-208d0998d71d=id` makes it a parameter
    #[endpoint(PUT, "/v1/archives/0d3ffb69-f83b-456e-ad8e-208d0998d71d")]
    #[derive(Debug, Clone)]
    pub struct UpdateArchives {
        #[body(Stream)]
        #[example("archive.zip")]
        pub body: Upload,
    }

    impl UpdateArchives {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: Upload::bytes("").file_name("archive.zip"),
            }
        }
    }

    /// `HEAD /v1/links/<id>`
    #[endpoint(HEAD, "/v1/links/<id>")]
    #[derive(Debug, Clone)]
    pub struct HeadLink {
        pub id: String,
    }

    impl HeadLink {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
            }
        }
    }

    /// `DELETE /v1/links/<id>/members/<member_id>`
    #[endpoint(DELETE, "/v1/links/<id>/members/<member_id>")]
    #[derive(Debug, Clone)]
    pub struct DeleteMember {
        pub id: String,
        pub member_id: String,
        #[header("Cookie")]
        #[secret]
        pub cookie: String,
        #[header("User-Agent")]
        #[example("me/1.0")]
        pub user_agent: String,
        #[header("Referer")]
        #[example("https://example.com")]
        pub referer: String,
    }

    impl DeleteMember {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "id".to_owned(),
                member_id: "member_id".to_owned(),
                cookie: "secret".to_owned(),
                user_agent: "me/1.0".to_owned(),
                referer: "https://example.com".to_owned(),
            }
        }
    }

    /// `POST /v1/events`
    #[endpoint(POST, "/v1/events")]
    #[derive(Debug, Clone)]
    pub struct CreateEvent {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/plain")]
        pub content_type: String,
        #[body(Text)]
        #[example("plain text")]
        pub body: String,
    }

    impl CreateEvent {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/plain".to_owned(),
                body: "plain text".to_owned(),
            }
        }
    }

    /// `POST /v1/jobs`
    // note: the body is JSON and declared as JSON; without a `Content-Type` curl itself sends `application/x-www-form-urlencoded`
    #[endpoint(POST, "/v1/jobs")]
    #[derive(Debug, Clone)]
    pub struct CreateJob {
        #[example("now")]
        pub kind: String,
    }

    impl CreateJob {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                kind: "now".to_owned(),
            }
        }
    }
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=9b064d9a use:callpoint=ced147f8 mod:calls=a5126521 use:calls::callpoint=4c7d1dc2
// import: calls::ListLinks=25584294 impl:calls::ListLinks=f0285d7a calls::CreateLink=ccf4df91
// import: impl:calls::CreateLink=1e132a94 calls::PatchLink=4162377f impl:calls::PatchLink=b41d2d05
// import: calls::GetSearch=0f6a56ce impl:calls::GetSearch=f4877360 calls::PostLogin=b6560ed8
// import: impl:calls::PostLogin=aff45101 calls::CreatePhoto=18d3ed3b
// import: impl:calls::CreatePhoto=a9b1f4ac calls::UpdateArchives=dc4c5219
// import: impl:calls::UpdateArchives=60a5e540 calls::HeadLink=c94a8757
// import: impl:calls::HeadLink=7380ed8c calls::DeleteMember=553d9541
// import: impl:calls::DeleteMember=88d55dfb calls::CreateEvent=09b46ab1
// import: impl:calls::CreateEvent=b31b8ef9 calls::CreateJob=1eed8d69 impl:calls::CreateJob=266ce12c
