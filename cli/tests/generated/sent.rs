//! Sent.
//!
//! The base URL is `http://127.0.0.1:1`.

use callpoint::{Deserialize, api};
use serde::Serialize;

#[api]
pub mod sent {
    use callpoint::{Patch, endpoint};

    use super::{A, Obj, P03Response, Variables};

    /// `GET /p01`
    #[endpoint(GET, "/p01", header = "Accept: application/json")]
    #[derive(Debug, Clone)]
    pub struct P01;

    impl P01 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /p02`
    #[endpoint(GET, "/p02", header = "Accept: application/json, text/csv")]
    #[derive(Debug, Clone)]
    pub struct P02;

    impl P02 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /p03`
    #[endpoint(GET, "/p03",
        #[example(r#"{"id": 1}"#)]
        200 => P03Response,
    )]
    #[derive(Debug, Clone)]
    pub struct P03;

    impl P03 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /p04`
    #[endpoint(GET, "/p04")]
    #[derive(Debug, Clone)]
    pub struct P04;

    impl P04 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /p05`
    #[endpoint(GET, "/p05", header = "Accept: text/csv;q=0.5")]
    #[derive(Debug, Clone)]
    pub struct P05;

    impl P05 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `GET /p06`
    #[endpoint(GET, "/p06")]
    #[derive(Debug, Clone)]
    pub struct P06;

    impl P06 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self
        }
    }

    /// `POST /p07`
    #[endpoint(POST, "/p07")]
    #[derive(Debug, Clone)]
    pub struct P07 {
        #[example("A1")]
        pub m: String,
    }

    impl P07 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { m: "A1".to_owned() }
        }
    }

    /// `POST /p08`
    #[endpoint(POST, "/p08")]
    #[derive(Debug, Clone)]
    pub struct P08 {
        #[example("<A1>")]
        pub m: String,
    }

    impl P08 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                m: "<A1>".to_owned(),
            }
        }
    }

    /// `POST /p09`
    #[endpoint(POST, "/p09")]
    #[derive(Debug, Clone)]
    pub struct P09 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/plain")]
        pub content_type: String,
        #[body(Text)]
        #[example("x A1 <A1>")]
        pub body: String,
    }

    impl P09 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/plain".to_owned(),
                body: "x A1 <A1>".to_owned(),
            }
        }
    }

    /// `PUT /p10`
    #[endpoint(PUT, "/p10")]
    #[derive(Debug, Clone)]
    pub struct P10 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/xml")]
        pub content_type: String,
        #[body(Text)]
        #[example(r#"<a b="A1">b c</a>"#)]
        pub body: String,
    }

    impl P10 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/xml".to_owned(),
                body: "<a b=\"A1\">b c</a>".to_owned(),
            }
        }
    }

    /// `POST /p11`
    #[endpoint(POST, "/p11")]
    #[derive(Debug, Clone)]
    pub struct P11 {
        #[example(r#"{ a(id: "A1") }"#)]
        pub query: String,
    }

    impl P11 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                query: "{ a(id: \"A1\") }".to_owned(),
            }
        }
    }

    /// `POST /p12`
    #[endpoint(POST, "/p12")]
    #[derive(Debug, Clone)]
    pub struct P12 {
        #[example("query A($n: Int) { a(n: $n) }")]
        pub query: String,
        #[example(r#"{"n": 12.5, "id": "A1"}"#)]
        pub variables: Variables,
    }

    impl P12 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                query: "query A($n: Int) { a(n: $n) }".to_owned(),
                variables: Variables {
                    n: 12.5,
                    id: "A1".to_owned(),
                },
            }
        }
    }

    /// `POST /p13`
    #[endpoint(POST, "/p13", body = Form)]
    #[derive(Debug, Clone)]
    pub struct P13 {
        #[example("b c")]
        pub a: String,
        #[example("1&2")]
        pub b: String,
    }

    impl P13 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "b c".to_owned(),
                b: "1&2".to_owned(),
            }
        }
    }

    /// `POST /p14`
    #[endpoint(POST, "/p14", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct P14 {
        #[part]
        #[example("A1")]
        pub a: String,
        #[part]
        #[example("<A1>")]
        pub b: String,
    }

    impl P14 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "A1".to_owned(),
                b: "<A1>".to_owned(),
            }
        }
    }

    /// `PATCH /p15`
    #[endpoint(PATCH, "/p15")]
    #[derive(Debug, Clone)]
    pub struct P15 {
        #[serde(rename = "A1")]
        #[example("1")]
        pub a1: i64,
        #[example("<A1>-")]
        pub b: String,
    }

    impl P15 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a1: 1,
                b: "<A1>-".to_owned(),
            }
        }
    }

    /// `GET /p16`
    #[endpoint(GET, "/p16")]
    #[derive(Debug, Clone)]
    pub struct P16 {
        #[header("X-A")]
        #[example("v<A1>")]
        pub x_a: String,
        #[header("X-B")]
        #[example("A1;q=1")]
        pub x_b: String,
    }

    impl P16 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                x_a: "v<A1>".to_owned(),
                x_b: "A1;q=1".to_owned(),
            }
        }
    }

    /// `GET /p17`
    #[endpoint(GET, "/p17")]
    #[derive(Debug, Clone)]
    pub struct P17 {
        #[query]
        #[example("b c")]
        pub a: String,
        #[query]
        #[example("A1")]
        pub b: String,
    }

    impl P17 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "b c".to_owned(),
                b: "A1".to_owned(),
            }
        }
    }

    /// `GET /p18/<acct>/x-<flag>`
    #[endpoint(GET, "/p18/<acct>/x-<flag>")]
    #[derive(Debug, Clone)]
    pub struct P18 {
        #[example("A1")]
        pub acct: String,
        #[example("true")]
        pub flag: String,
    }

    impl P18 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                acct: "A1".to_owned(),
                flag: "true".to_owned(),
            }
        }
    }

    /// `GET /p19/<id>`
    #[endpoint(GET, "/p19/<id>")]
    #[derive(Debug, Clone)]
    pub struct P19 {
        #[example("b c")]
        pub id: String,
    }

    impl P19 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "b c".to_owned(),
            }
        }
    }

    /// `POST /p20`
    #[endpoint(POST, "/p20", body = Form)]
    #[derive(Debug, Clone)]
    pub struct P20 {
        #[serde(rename = "A1")]
        #[example("1")]
        pub a1: String,
    }

    impl P20 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { a1: "1".to_owned() }
        }
    }

    // note: `Broken` is not declared: request.body.formdata: expected an array, found a string

    /// `POST /p21`
    #[endpoint(POST, "/p21")]
    #[derive(Debug, Clone)]
    pub struct P21 {
        #[example("12.5")]
        pub amount: f64,
    }

    impl P21 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { amount: 12.5 }
        }
    }

    /// `POST /p22`
    #[endpoint(POST, "/p22")]
    #[derive(Debug, Clone)]
    pub struct P22 {
        #[example("true")]
        pub flag: bool,
        #[example("null")]
        pub n: Patch<serde_json::Value>,
    }

    impl P22 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                flag: true,
                n: Patch::Null,
            }
        }
    }

    /// `PUT /p23`
    #[endpoint(PUT, "/p23")]
    #[derive(Debug, Clone)]
    pub struct P23 {
        #[example(r#"{"k": [1, null]}"#)]
        pub obj: Obj,
    }

    impl P23 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                obj: Obj {
                    k: vec![Some(1), None],
                },
            }
        }
    }

    /// `POST /p24`
    #[endpoint(POST, "/p24")]
    #[derive(Debug, Clone)]
    pub struct P24 {
        #[body]
        #[example("[12.5, 1.5]")]
        pub body: Vec<f64>,
    }

    impl P24 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: vec![12.5, 1.5],
            }
        }
    }

    /// `POST /p25`
    #[endpoint(POST, "/p25")]
    #[derive(Debug, Clone)]
    pub struct P25 {
        #[example(r#"{"b": 12.5, "c": "12.5"}"#)]
        pub a: A,
    }

    impl P25 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: A {
                    b: 12.5,
                    c: "12.5".to_owned(),
                },
            }
        }
    }

    /// `POST /p26`
    #[endpoint(POST, "/p26", idempotency_key = "Idempotency-Key")]
    #[derive(Debug, Clone)]
    pub struct P26 {
        #[example("1")]
        pub a: i64,
    }

    impl P26 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { a: 1 }
        }
    }

    /// `POST /p27`
    #[endpoint(POST, "/p27", idempotency_key = "X-Idempotency-Key")]
    #[derive(Debug, Clone)]
    pub struct P27 {
        #[example("1")]
        pub a: i64,
    }

    impl P27 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { a: 1 }
        }
    }

    /// `GET /p28`
    #[endpoint(GET, "/p28")]
    #[derive(Debug, Clone)]
    pub struct P28 {
        #[query]
        #[example("1")]
        pub a: String,
        #[query]
        pub off: Option<String>,
    }

    impl P28 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "1".to_owned(),
                off: None,
            }
        }
    }

    /// `GET /p29`
    #[endpoint(GET, "/p29")]
    #[derive(Debug, Clone)]
    pub struct P29 {
        #[query]
        #[example("v")]
        pub off: Option<String>,
        #[query]
        #[example("1")]
        pub a: String,
    }

    impl P29 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                off: None,
                a: "1".to_owned(),
            }
        }
    }

    /// `GET /p30`
    #[endpoint(GET, "/p30")]
    #[derive(Debug, Clone)]
    pub struct P30 {
        #[query(flag)]
        #[example("true")]
        pub flag: bool,
        #[query]
        #[example("1")]
        pub a: String,
    }

    impl P30 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                flag: true,
                a: "1".to_owned(),
            }
        }
    }

    /// `GET /p31`
    #[endpoint(GET, "/p31")]
    #[derive(Debug, Clone)]
    pub struct P31 {
        #[header("X-A")]
        #[example("1")]
        pub x_a: Option<String>,
        #[header("X-B")]
        #[example("2")]
        pub x_b: String,
    }

    impl P31 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                x_a: None,
                x_b: "2".to_owned(),
            }
        }
    }

    /// `POST /p32`
    #[endpoint(POST, "/p32", body = Form)]
    #[derive(Debug, Clone)]
    pub struct P32 {
        #[example("1")]
        pub a: String,
        #[example("2")]
        pub b: Option<String>,
    }

    impl P32 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "1".to_owned(),
                b: None,
            }
        }
    }

    /// `POST /p33`
    #[endpoint(POST, "/p33")]
    #[derive(Debug, Clone)]
    pub struct P33 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/plain")]
        pub content_type: String,
        #[body(Text)]
        #[example("a")]
        pub body: String,
    }

    impl P33 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/plain".to_owned(),
                body: "a".to_owned(),
            }
        }
    }

    /// `POST /p34`
    #[endpoint(POST, "/p34")]
    #[derive(Debug, Clone)]
    pub struct P34 {
        #[body(Text)]
        #[example("a")]
        pub body: String,
    }

    impl P34 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: "a".to_owned(),
            }
        }
    }

    /// `POST /p35`
    #[endpoint(POST, "/p35")]
    #[derive(Debug, Clone)]
    pub struct P35 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("application/json; profile=a")]
        pub content_type: String,
        #[example("1")]
        pub a: i64,
    }

    impl P35 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "application/json; profile=a".to_owned(),
                a: 1,
            }
        }
    }

    /// `POST /p36`
    #[endpoint(POST, "/p36")]
    #[derive(Debug, Clone)]
    pub struct P36 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/plain")]
        pub content_type: String,
        #[body(Text)]
        #[example(r#"{"a": 1}"#)]
        pub body: String,
    }

    impl P36 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/plain".to_owned(),
                body: "{\"a\": 1}".to_owned(),
            }
        }
    }

    /// `POST /p37`
    #[endpoint(POST, "/p37")]
    #[derive(Debug, Clone)]
    pub struct P37 {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/plain")]
        pub content_type: String,
        #[body(Text)]
        #[example(
            r"a
b"
        )]
        pub body: String,
    }

    impl P37 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/plain".to_owned(),
                body: "a\nb".to_owned(),
            }
        }
    }

    /// `GET /p38`
    // note: the query has a pair without a name, which is left out
    #[endpoint(GET, "/p38")]
    #[derive(Debug, Clone)]
    pub struct P38 {
        #[query(flag)]
        #[example("true")]
        pub a: bool,
        #[query(flag)]
        #[example("true")]
        pub b: bool,
    }

    impl P38 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { a: true, b: true }
        }
    }

    /// `GET /p39`
    // note: the query has a pair without a name, which is left out
    #[endpoint(GET, "/p39")]
    #[derive(Debug, Clone)]
    pub struct P39 {
        #[query]
        #[example("1")]
        pub b: String,
    }

    impl P39 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { b: "1".to_owned() }
        }
    }

    /// `GET /p40`
    // note: the query has a pair without a name, which is left out
    #[endpoint(GET, "/p40")]
    #[derive(Debug, Clone)]
    pub struct P40 {
        #[query]
        #[example("1")]
        pub b: String,
    }

    impl P40 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { b: "1".to_owned() }
        }
    }

    /// `GET /p41`
    // note: the query has a pair without a name, which is left out
    #[endpoint(GET, "/p41")]
    #[derive(Debug, Clone)]
    pub struct P41 {
        #[query]
        #[example("1")]
        pub a: String,
    }

    impl P41 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self { a: "1".to_owned() }
        }
    }

    /// `GET /p42`
    #[endpoint(GET, "/p42")]
    #[derive(Debug, Clone)]
    pub struct P42 {
        #[query]
        #[example("b=c")]
        pub a: String,
        #[query]
        #[example(" e f")]
        pub d: String,
    }

    impl P42 {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                a: "b=c".to_owned(),
                d: " e f".to_owned(),
            }
        }
    }
}

/// The body of status 200 of `P03`.
#[derive(Debug, Clone, Deserialize)]
pub struct P03Response {
    pub id: i64,
}

/// The `variables` of `P12`.
#[derive(Debug, Clone, Serialize)]
pub struct Variables {
    pub n: f64,
    pub id: String,
}

/// The `obj` of `P23`.
#[derive(Debug, Clone, Serialize)]
pub struct Obj {
    pub k: Vec<Option<i64>>,
}

/// The `a` of `P25`.
#[derive(Debug, Clone, Serialize)]
pub struct A {
    pub b: f64,
    pub c: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=126a2041 use:callpoint=a3946248 use:serde=37375d31 mod:sent=c22f4029
// import: use:sent::callpoint=bedc2335 use:sent::super=29129f5c sent::P01=054cf55c
// import: impl:sent::P01=0aa71b1a sent::P02=f0870588 impl:sent::P02=77c1a8da sent::P03=fff92365
// import: impl:sent::P03=9823ce8a sent::P04=31f6e4f6 impl:sent::P04=d4fcddf2 sent::P05=244cbcbd
// import: impl:sent::P05=ada2ab38 sent::P06=097abc59 impl:sent::P06=60e9e45e sent::P07=c44381ee
// import: impl:sent::P07=20afe390 sent::P08=573a901d impl:sent::P08=6ad9ef9a sent::P09=10fea296
// import: impl:sent::P09=8adc90de sent::P10=c79baff3 impl:sent::P10=018fab3d sent::P11=7eb4242c
// import: impl:sent::P11=6fceb497 sent::P12=a98a95e9 impl:sent::P12=1d2eea91 sent::P13=50acd18a
// import: impl:sent::P13=d01b3743 sent::P14=f47686b2 impl:sent::P14=3a6082ae sent::P15=5829eee0
// import: impl:sent::P15=09318b4a sent::P16=86c3e313 impl:sent::P16=d84be8b8 sent::P17=38a6fa4d
// import: impl:sent::P17=21bfd061 sent::P18=c4542e17 impl:sent::P18=41c28f2e sent::P19=f3943005
// import: impl:sent::P19=96f30384 sent::P20=f561854a impl:sent::P20=cc284353 sent::P21=cad4a78f
// import: impl:sent::P21=dece7a18 sent::P22=5f9df003 impl:sent::P22=2a6a87d5 sent::P23=c231c513
// import: impl:sent::P23=2d91f817 sent::P24=ea65ccaf impl:sent::P24=9ed5a941 sent::P25=2fa51372
// import: impl:sent::P25=610d39ff sent::P26=a9c9bac5 impl:sent::P26=16b5a2ea sent::P27=e1cb0371
// import: impl:sent::P27=800a671e sent::P28=a2a973d6 impl:sent::P28=d8a5e944 sent::P29=54db8fba
// import: impl:sent::P29=59145a8b sent::P30=e831a2ce impl:sent::P30=92991fc6 sent::P31=0979e4ea
// import: impl:sent::P31=1b9f95e0 sent::P32=6d04bada impl:sent::P32=3d23add9 sent::P33=7c8c0aff
// import: impl:sent::P33=f4213ed9 sent::P34=b900b613 impl:sent::P34=7b3e05fb sent::P35=a6c5e396
// import: impl:sent::P35=16bedd5e sent::P36=75f3d516 impl:sent::P36=13f9a618 sent::P37=ace739c1
// import: impl:sent::P37=2a5ec80f sent::P38=b1de95ea impl:sent::P38=5c5c3e0c sent::P39=4953510c
// import: impl:sent::P39=e19accca sent::P40=4f91f52b impl:sent::P40=0e4ff49d sent::P41=1ad3b238
// import: impl:sent::P41=e811ca23 sent::P42=85af470f impl:sent::P42=ccfca24d P03Response=892ded10
// import: Variables=b8d08889 Obj=f091119a A=13504391
