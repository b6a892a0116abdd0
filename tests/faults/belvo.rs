//! The client of the example, its story, and the fake of its service.

#[path = "../../examples/belvo/api.rs"]
pub(crate) mod api;
#[path = "../../examples/belvo/fake.rs"]
pub(crate) mod fake;
#[path = "../../examples/belvo/story.rs"]
pub(crate) mod story;

/// What the fake has of the sandbox.
pub(crate) mod sandbox {
    pub(crate) const SECRET_ID: &str = "secret-id";
    pub(crate) const SECRET_PASSWORD: &str = "the/secret:password";
    pub(crate) const MFA_TOKEN: &str = "1234ab";
}
