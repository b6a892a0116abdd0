#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[derive(::callpoint::__private::serde::Deserialize)]
    #[serde(crate = "::callpoint::__private::serde")]
    #[serde(remote = "Link")]
    #[serde(rename(deserialize = "Link"))]
    #[serde(bound(deserialize = "T : __Deserialize < 'de >"))]
    struct __Body<T> {
        pub id: u64,
        #[serde(flatten)]
        pub rest: T,
    }
    impl<T> __Copied for __Body<T> {}
    #[automatically_derived]
    impl<'de, T> __Deserialize<'de> for Link<T>
    where
        T: __Deserialize<'de>,
    {
        fn deserialize<D: __private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __private::Result<Self, D::Error> {
            __Body::<T>::deserialize(deserializer)
        }
    }
};
