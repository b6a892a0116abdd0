//! What can be bought.

use callpoint::{Deserialize, api};
use serde::Serialize;

pub use self::endpoints::*;

/// What can be bought.
#[api(auth = Bearer, errors = ApiError, message)]
mod endpoints {
    use std::collections::BTreeMap;

    use callpoint::{Patch, endpoint};

    use super::super::{ApiError, Problem};
    use super::{
        CreateProductResponse, DeleteProductBody, InvalidProduct, Notify, Price, Product,
        ProductPage,
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

        use super::super::super::ApiError;
        use super::super::About;

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

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=7bf7e1d3 use:callpoint=a3946248 use:serde=37375d31 use:self::endpoints=a7698a19
// import: mod:endpoints=6402d33a use:endpoints::std::collections=0fb956ee
// import: use:endpoints::callpoint=bedc2335 use:endpoints::super::super=e7752444
// import: use:endpoints::super=400ecc7e endpoints::ListAllProducts=562ed595
// import: impl:endpoints::ListAllProducts=9ee131f3 endpoints::CreateProduct=aac8eb72
// import: impl:endpoints::CreateProduct=ead84bd2 endpoints::DeleteProduct=e5aa13dd
// import: impl:endpoints::DeleteProduct=395e3641 mod:endpoints::pictures=d5f805e2
// import: use:endpoints::pictures::callpoint=e0dfc71b
// import: use:endpoints::pictures::super::super::super=c48fe61d
// import: use:endpoints::pictures::super::super=55fb860e
// import: endpoints::pictures::UploadPicture=0df5e5f7
// import: impl:endpoints::pictures::UploadPicture=59ca14f2 endpoints::pictures::GetPicture=050e454d
// import: impl:endpoints::pictures::GetPicture=07a732bf
// import: endpoints::pictures::ReplacePicture=662ce4c9
// import: impl:endpoints::pictures::ReplacePicture=d4daa9e7 ProductPage=8397b63d Product=8829e147
// import: Price=c30292c6 CreateProductResponse=027b87b1 InvalidProduct=87576432 Fields=d5ddbe98
// import: DeleteProductBody=9c2ed778 Notify=1dd12f15 About=ce9413e7
