//! `OpenAPI` documents: reads Swagger 2.0, `OpenAPI` 3.0, 3.1 and 3.2, as JSON or YAML; writes 3.1 and 3.0.

mod read;
mod write;

pub use self::read::{read, read_files};
pub use self::write::{OpenApi, OpenApiVersion, openapi};
