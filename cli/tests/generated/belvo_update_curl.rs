//! The base URL is `https://domain.com`.

use callpoint::endpoint;

/// `PUT /api/links/<id>/`
#[endpoint(PUT, "/api/links/<id>/", auth = Basic)]
#[derive(Debug, Clone)]
pub struct UpdateLink {
    pub id: String,
    #[secret]
    #[example("password")]
    pub password: String,
    #[secret]
    #[example("pin")]
    pub password2: String,
    #[secret]
    #[example("1234ab")]
    pub token: String,
    #[secret]
    #[example("customencryptionkey")]
    pub encryption_key: String,
    #[example("001")]
    pub username_type: String,
    #[example("1234567890abcd=")]
    pub certificate: String,
    #[secret]
    #[example("1234567890abcd=")]
    pub private_key: String,
}

impl UpdateLink {
    /// The call with the values of the documentation.
    #[must_use]
    pub fn example() -> Self {
        Self {
            id: "id".to_owned(),
            password: "password".to_owned(),
            password2: "pin".to_owned(),
            token: "1234ab".to_owned(),
            encryption_key: "customencryptionkey".to_owned(),
            username_type: "001".to_owned(),
            certificate: "1234567890abcd=".to_owned(),
            private_key: "1234567890abcd=".to_owned(),
        }
    }
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=2b708b9d use:callpoint=771f8b9c UpdateLink=2fdff143 impl:UpdateLink=b87ab734
