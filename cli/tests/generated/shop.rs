//! Shop API.
//!
//! What the shop sells.
//!
//! See <https://shop.example.com/docs> for an \[introduction\] to `page_size`.
//!
//! The base URL is `https://shop.example.com/v1`.

use std::collections::BTreeMap;

use callpoint::{Deserialize, ErrorSet, api};
use serde::Serialize;

/// What can be bought.
#[api(auth = Bearer, errors = ApiError, message)]
pub mod products {
    use std::collections::BTreeMap;

    use callpoint::{Patch, endpoint};

    use super::{
        ApiError, CreateProductResponse, DeleteProductBody, InvalidProduct, Notify, Price, Problem,
        Product, ProductPage,
    };

    /// `GET /<tenant>/products`
    #[endpoint(GET, "/<tenant>/products",
        /// Page.
        ///
        /// With 200: `{"count": 0, "next": null, "results": []}`.
        #[example(r#"{
          "count": 2,
          "next": "https://shop.example.com/v1/products?page=2",
          "results": [
            {
              "id": 1,
              "name": "Chair",
              "price": {"amount": 12.5, "currency": "EUR"},
              "tags": ["a"],
              "type": "x",
              "discontinuedAt": null
            },
            {
              "id": 2,
              "name": "Table",
              "price": {"amount": 120, "currency": "EUR"},
              "tags": [],
              "type": "y",
              "discontinuedAt": "2026-01-01"
            }
          ]
        }"#)]
        200 => ProductPage,
    )]
    #[derive(Debug, Clone)]
    pub struct ListAllProducts {
        #[example("acme")]
        pub tenant: String,
        /// The page, from 1.
        #[query]
        #[example("1")]
        pub page: i64,
        #[query]
        #[example("20")]
        pub page_size: Option<i64>,
        #[query]
        #[example("chair")]
        pub q: String,
        #[query]
        #[example(r#"["a", "b"]"#)]
        pub tag: Vec<String>,
        #[query(style = brackets)]
        #[example("1")]
        pub ids: Vec<String>,
        #[query("filter[status]")]
        #[example("new")]
        pub filter_status: String,
        #[query]
        #[example("true")]
        pub verbose: bool,
        #[query(flag)]
        #[example("true")]
        pub archived: bool,
        /// Traces the call.
        #[header("X-Trace")]
        #[example("on")]
        pub x_trace: Option<String>,
    }

    impl ListAllProducts {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                tenant: "acme".to_owned(),
                page: 1,
                page_size: None,
                q: "chair".to_owned(),
                tag: vec!["a".to_owned(), "b".to_owned()],
                ids: vec!["1".to_owned()],
                filter_status: "new".to_owned(),
                verbose: true,
                archived: true,
                x_trace: None,
            }
        }
    }

    /// `POST /<tenant>/products`
    // note: Postman makes a value for `{{$guid}}` in each request; here the caller gives it
    // note: the body is not strict JSON: it has comments, trailing commas or variables without quotes
    #[endpoint(POST, "/<tenant>/products",
        #[example(r#"{
          "id": 1,
          "name": "Chair",
          "price": {"amount": 12.5, "currency": "EUR"},
          "tags": ["a"],
          "type": "x",
          "discontinuedAt": null
        }"#)]
        201 => Product,
        #[example(r#"{"job": "<uuid>"}"#)]
        202 => CreateProductResponse,
        #[example(r#"{"code": "unauthorized", "message": "Who are you?"}"#)]
        401 => Problem,
        #[example(r#"{"code": "invalid", "fields": {"name": ["is taken"]}}"#)]
        422 => InvalidProduct(InvalidProduct),
    )]
    #[derive(Debug, Clone)]
    #[serde(rename_all = "camelCase")]
    pub struct CreateProduct {
        #[example("acme")]
        pub tenant: String,
        /// One for each call.
        #[header("X-Request-Id")]
        #[example("{{$guid}}")]
        pub x_request_id: String,
        #[example("Chair")]
        pub display_name: String,
        #[example(r#"{"amount": 12.5, "currency": "EUR"}"#)]
        pub list_price: Price,
        // note: `{{stock}}` can be a value of any type
        #[example(r#""{{stock}}""#)]
        pub stock: serde_json::Value,
        #[example("null")]
        pub parent: Patch<serde_json::Value>,
        #[example("true")]
        pub is_public: bool,
        #[example(r#"["wood", "brown"]"#)]
        pub tags: Vec<String>,
        #[example(r#"{"100": 3, "200": 4}"#)]
        pub dimensions: BTreeMap<String, i64>,
    }

    impl CreateProduct {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                tenant: "acme".to_owned(),
                x_request_id: "{{$guid}}".to_owned(),
                display_name: "Chair".to_owned(),
                list_price: Price {
                    amount: 12.5,
                    currency: "EUR".to_owned(),
                },
                stock: serde_json::json!("{{stock}}"),
                parent: Patch::Null,
                is_public: true,
                tags: vec!["wood".to_owned(), "brown".to_owned()],
                dimensions: BTreeMap::from([("100".to_owned(), 3), ("200".to_owned(), 4)]),
            }
        }
    }

    /// `DELETE /<tenant>/products/<id>`
    #[endpoint(DELETE, "/<tenant>/products/<id>",
        /// Gone.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct DeleteProduct {
        #[example("acme")]
        pub tenant: String,
        /// The product.
        pub id: i64,
        #[body]
        #[example(r#"{"reason": "sold out", "notify": [{"email": "a@example.com"}]}"#)]
        pub body: DeleteProductBody,
    }

    impl DeleteProduct {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                tenant: "acme".to_owned(),
                id: 0,
                body: DeleteProductBody {
                    reason: "sold out".to_owned(),
                    notify: vec![Notify {
                        email: "a@example.com".to_owned(),
                    }],
                },
            }
        }
    }

    pub mod pictures {
        use callpoint::{Bytes, Upload, endpoint};

        use super::super::{About, ApiError};

        /// `POST /<tenant>/products/<id>/pictures`
        #[endpoint(POST, "/<tenant>/products/<id>/pictures",
            body = Multipart,
            /// Stored.
            #[example("stored")]
            201 => String as Text,
        )]
        #[derive(Debug, Clone)]
        pub struct UploadPicture {
            #[example("acme")]
            pub tenant: String,
            pub id: String,
            #[part]
            #[example("From the front")]
            pub title: String,
            #[part]
            #[example("chair.png")]
            pub picture: Upload,
            #[part]
            #[example(r#"["a.png", "b.png"]"#)]
            pub more: Option<Vec<Upload>>,
            #[part(Json)]
            #[example(r#"{"width": 800}"#)]
            pub about: About,
        }

        impl UploadPicture {
            /// The call with the values of the documentation.
            #[must_use]
            pub fn example() -> Self {
                Self {
                    tenant: "acme".to_owned(),
                    id: "id".to_owned(),
                    title: "From the front".to_owned(),
                    picture: Upload::bytes("")
                        .file_name("chair.png")
                        .content_type("image/png"),
                    more: None,
                    about: About { width: 800 },
                }
            }
        }

        /// `GET /<tenant>/products/<id>/pictures/<name>.png`
        #[endpoint(GET, "/<tenant>/products/<id>/pictures/<name>.png",
            /// Picture.
            200 => Bytes as Raw,
        )]
        #[derive(Debug, Clone)]
        pub struct GetPicture {
            #[example("acme")]
            pub tenant: String,
            pub id: String,
            pub name: String,
        }

        impl GetPicture {
            /// The call with the values of the documentation.
            #[must_use]
            pub fn example() -> Self {
                Self {
                    tenant: "acme".to_owned(),
                    id: "id".to_owned(),
                    name: "name".to_owned(),
                }
            }
        }

        /// `PUT /<tenant>/products/<id>/pictures/<name>.png`
        #[endpoint(PUT, "/<tenant>/products/<id>/pictures/<name>.png", 204 => ())]
        #[derive(Debug, Clone)]
        pub struct ReplacePicture {
            #[example("acme")]
            pub tenant: String,
            pub id: String,
            pub name: String,
            /// The media type of the body.
            #[header("Content-Type")]
            #[example("image/png")]
            pub content_type: String,
            #[body(Stream)]
            #[example("chair.png")]
            pub body: Upload,
        }

        impl ReplacePicture {
            /// The call with the values of the documentation.
            #[must_use]
            pub fn example() -> Self {
                Self {
                    tenant: "acme".to_owned(),
                    id: "id".to_owned(),
                    name: "name".to_owned(),
                    content_type: "image/png".to_owned(),
                    body: Upload::bytes("").file_name("chair.png"),
                }
            }
        }
    }
}

#[api(auth = none, errors = ApiError)]
pub mod session {
    use callpoint::endpoint;

    use super::{ApiError, Login, Me, Variables};

    /// `POST /login`
    #[endpoint(POST, "/login",
        body = Form,
        /// Token.
        #[example(r#"{"access_token": "<string>", "expires_in": "<integer>"}"#)]
        200 => Login,
        #[example("<h1>Locked</h1>")]
        423 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct LogIn {
        /// Who.
        #[example("ann")]
        pub user: String,
        #[secret]
        #[example("x")]
        pub password: String,
        #[example("true")]
        pub remember: Option<bool>,
        #[example(r#"["a", "b"]"#)]
        pub scope: Vec<String>,
    }

    impl LogIn {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                user: "ann".to_owned(),
                password: "x".to_owned(),
                remember: None,
                scope: vec!["a".to_owned(), "b".to_owned()],
            }
        }
    }

    /// `GET /me`
    #[endpoint(GET, "/me",
        auth = Basic,
        /// Me.
        ///
        /// With 200: `{"name": "Ann", "limits": {}, "scores": {}, "anything": "x", "extra": true}`.
        #[example(r#"{
          "name": "Ann",
          "limits": {},
          "scores": {"1": 0.5, "2": 1},
          "anything": 1
        }"#)]
        200 => Me,
    )]
    #[derive(Debug, Clone)]
    pub struct WhoAmI;

    impl WhoAmI {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `POST /graphql`
    #[endpoint(POST, "/graphql")]
    #[derive(Debug, Clone)]
    pub struct Ask {
        #[example("query ($id: ID!) { product(id: $id) { name } }")]
        pub query: String,
        #[example(r#"{"id": "7"}"#)]
        pub variables: Variables,
    }

    impl Ask {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                query: "query ($id: ID!) { product(id: $id) { name } }".to_owned(),
                variables: Variables { id: "7".to_owned() },
            }
        }
    }

    /// `HEAD /me`
    #[endpoint(HEAD, "/me",
        /// There.
        200 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct Head;

    impl Head {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `PROPFIND /files/`
    #[endpoint("PROPFIND", "/files/",
        /// Files.
        #[example("<multistatus/>")]
        207 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct FindFiles {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/xml")]
        pub content_type: String,
        #[header("Depth")]
        #[example("1")]
        pub depth: i64,
        #[body(Text)]
        #[example("<propfind/>")]
        pub body: String,
    }

    impl FindFiles {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/xml".to_owned(),
                depth: 1,
                body: "<propfind/>".to_owned(),
            }
        }
    }
}

#[api(auth = Bearer, errors = ApiError)]
pub mod shop_api {
    use callpoint::endpoint;

    use super::{ApiError, StatusServer};

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

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
#[message]
pub enum ApiError {
    /// Unauthorized; Server error.
    ///
    /// With 500: `{"code": "oops", "message": "It is our fault."}`.
    #[status(401 | 500)]
    #[example(r#"{"code": "unauthorized", "message": "Who are you?"}"#)]
    Rejected(Problem),
}

/// The server at `https://status.example.com`.
#[derive(Debug, Clone, Copy, callpoint::Base)]
#[base("https://status.example.com")]
pub struct StatusServer;

/// The body of status 200 of `ListAllProducts`.
#[derive(Debug, Clone, Deserialize)]
pub struct ProductPage {
    pub count: i64,
    pub next: Option<String>,
    pub results: Vec<Product>,
}

/// An item of `results` in `ProductPage`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    pub id: i64,
    pub name: String,
    pub price: Price,
    pub tags: Vec<String>,
    pub r#type: String,
    pub discontinued_at: Option<String>,
}

/// The `price` of `Product`.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Price {
    pub amount: f64,
    pub currency: String,
}

/// An error response.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Problem {
    pub code: String,
    #[message]
    pub message: String,
}

/// The body of status 202 of `CreateProduct`.
#[derive(Debug, Clone, Deserialize)]
pub struct CreateProductResponse {
    pub job: String,
}

/// The body of status 422 of `CreateProduct`.
#[derive(Debug, Clone, Deserialize)]
pub struct InvalidProduct {
    pub code: String,
    pub fields: Fields,
}

/// The `fields` of `InvalidProduct`.
#[derive(Debug, Clone, Deserialize)]
pub struct Fields {
    pub name: Vec<String>,
}

/// The request body of `DeleteProduct`.
#[derive(Debug, Clone, Serialize)]
pub struct DeleteProductBody {
    pub reason: String,
    pub notify: Vec<Notify>,
}

/// An item of `notify` in `DeleteProductBody`.
#[derive(Debug, Clone, Serialize)]
pub struct Notify {
    pub email: String,
}

/// The `about` of `UploadPicture`.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    pub width: i64,
}

/// The body of status 200 of `LogIn`.
#[derive(Debug, Clone, Deserialize)]
pub struct Login {
    pub access_token: String,
    pub expires_in: i64,
}

/// The body of status 200 of `WhoAmI`.
#[derive(Debug, Clone, Deserialize)]
pub struct Me {
    pub name: String,
    pub limits: serde_json::Map<String, serde_json::Value>,
    pub scores: BTreeMap<String, f64>,
    // note: the examples disagree: a number and a string
    pub anything: serde_json::Value,
    pub extra: Option<bool>,
}

/// The `variables` of `Ask`.
#[derive(Debug, Clone, Serialize)]
pub struct Variables {
    pub id: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=c119842a use:std::collections=0fb956ee use:callpoint=ff7fdb24 use:serde=37375d31
// import: mod:products=2b5bd512 use:products::std::collections=0fb956ee
// import: use:products::callpoint=bedc2335 use:products::super=eb1e95ed
// import: products::ListAllProducts=562ed595 impl:products::ListAllProducts=9ee131f3
// import: products::CreateProduct=aac8eb72 impl:products::CreateProduct=ead84bd2
// import: products::DeleteProduct=e5aa13dd impl:products::DeleteProduct=395e3641
// import: mod:products::pictures=d5f805e2 use:products::pictures::callpoint=e0dfc71b
// import: use:products::pictures::super::super=dd6e3525 products::pictures::UploadPicture=0df5e5f7
// import: impl:products::pictures::UploadPicture=59ca14f2 products::pictures::GetPicture=050e454d
// import: impl:products::pictures::GetPicture=07a732bf products::pictures::ReplacePicture=662ce4c9
// import: impl:products::pictures::ReplacePicture=d4daa9e7 mod:session=b7f0a989
// import: use:session::callpoint=771f8b9c use:session::super=d72faee3 session::LogIn=d4eac9bb
// import: impl:session::LogIn=16f6a7a9 session::WhoAmI=ac139598 impl:session::WhoAmI=785d9b5c
// import: session::Ask=223972e1 impl:session::Ask=b58506eb session::Head=f88bbbfd
// import: impl:session::Head=caa53b3b session::FindFiles=ea06bfe4 impl:session::FindFiles=75d65512
// import: mod:shop_api=9c3ce63b use:shop_api::callpoint=771f8b9c use:shop_api::super=ab838297
// import: shop_api::Status=91860f8a impl:shop_api::Status=26b38de6 ApiError=454fda37
// import: StatusServer=84b2c692 ProductPage=8397b63d Product=8829e147 Price=c30292c6
// import: Problem=95130c9c CreateProductResponse=027b87b1 InvalidProduct=87576432 Fields=d5ddbe98
// import: DeleteProductBody=9c2ed778 Notify=1dd12f15 About=ce9413e7 Login=a1d656b7 Me=30e95a7d
// import: Variables=d92b2be2
