pub mod items {
    #[endpoint(
        GET,
        "/items/<id>",
        200 = >T,
        __defaults(auth = Basic, errors = ApiError),
        __meta = __CALLPOINT_META_GetItem
    )]
    pub struct GetItem<T> {
        pub id: u64,
    }
    /// The metadata of every endpoint in this module, in the order of their declarations.
    #[allow(deprecated)]
    pub const ENDPOINTS: &[&::callpoint::meta::EndpointMeta] = &[
        __CALLPOINT_META_GetItem,
    ];
}
