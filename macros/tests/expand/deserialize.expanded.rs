#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    pub struct __LinkSlots<T>(__Option<u64>, __Option<Option<String>>, __Option<Vec<T>>);
    #[automatically_derived]
    impl<'de, T> __Deserialize<'de> for Link<T>
    where
        T: __Deserialize<'de>,
        Vec<T>: ::core::default::Default,
    {
        fn deserialize<D: __private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __private::Result<Self, D::Error> {
            __deserialize(deserializer)
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<'de, T> __Fields<'de> for Link<T>
    where
        T: __Deserialize<'de>,
        Vec<T>: ::core::default::Default,
    {
        const NAME: &'static __str = "Link";
        const FIELDS: &'static [&'static __str] = &["id", "accessMode", "items"];
        type Slots = __LinkSlots<T>;
        fn empty() -> __LinkSlots<T> {
            __LinkSlots(__None, __None, __None)
        }
        fn read<__V: __Values<'de>>(
            __slots: &mut __LinkSlots<T>,
            __number: __usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __Fill::fill::<u64>(__values, &mut __slots.0),
                1usize => __Fill::fill::<Option<String>>(__values, &mut __slots.1),
                2usize => __Fill::fill::<Vec<T>>(__values, &mut __slots.2),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __DeError>(
            mut __slots: __LinkSlots<T>,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __Fill::fill::<u64>(&mut __missing, &mut __slots.0);
            __Fill::fill::<Option<String>>(&mut __missing, &mut __slots.1);
            __ready_by_default::<Vec<T>, _>(&mut __missing, &mut __slots.2);
            match __slots {
                __LinkSlots(__Some(__value0), __Some(__value1), __Some(__value2)) => {
                    __Ok(Self {
                        id: __value0,
                        access_mode: __value1,
                        items: __value2,
                    })
                }
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
};
