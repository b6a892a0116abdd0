//! What an expansion could ask of a word that is Callpoint's and perhaps the user's: each way refuses modules that mean Callpoint's, as these two do. When rustc
//! accepts one of them, `docs/attribute.md` can promise more.
#![allow(unused_imports)]

mod stream {
    /// As `futures::Stream`.
    pub trait Stream {}

    fn both_by_globs() {
        mod both {
            pub use super::*;
            pub use callpoint::codec::*;
        }
        let _: Option<both::Stream>;
    }

    fn imported_beside_a_glob() {
        use callpoint::codec::*;
        use Stream as _;
    }

    fn in_a_block_inside_of_another() {
        use callpoint::codec::*;
        const _: () = {
            use self::*;
            let _: Option<Stream>;
        };
    }
}

mod json {
    /// As `axum::Json`.
    pub struct Json<T>(pub T);

    fn as_a_type() {
        use callpoint::codec::*;
        const _: () = {
            use self::*;
            let _: Option<Json>;
        };
    }

    fn as_a_path() {
        use callpoint::codec::*;
        const _: () = {
            use self::*;
            trait IsCodec {
                const IS: bool = false;
            }
            impl<T> IsCodec for T {}
            let _ = Json::IS;
        };
    }
}

fn main() {}
