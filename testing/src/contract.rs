//! Declarations against a document, in a test without a server.

use std::fmt;
use std::thread;

use callpoint::meta::EndpointMeta;
use callpoint_documents::compare;
pub use callpoint_documents::compare::{Accepted, Difference, DifferenceKind, Report};
use callpoint_documents::{DocumentError, openapi};

/// Several times what a document may nest; only what is used of it takes memory.
const STACK: usize = 64 * 1024 * 1024;

/// Compares declarations with the document of their API: Swagger 2.0, `OpenAPI` 3.0, 3.1 or 3.2, as JSON or YAML.
///
/// What is returned is the [report](Report), with all that differs and breaks nothing. With the feature `schema` the fields of types that derive
/// `schemars::JsonSchema` and those of in-place structs are compared as well; without it only those of the request's own body. The report says what was
/// not compared.
///
/// ```
/// use callpoint::{Endpoint as _, endpoint};
/// use callpoint_testing::check_openapi;
///
/// #[endpoint(GET, "/links/<id>", 200 => Link { id: String })]
/// struct GetLink {
///     id: String,
/// }
///
/// let document = "
/// openapi: 3.1.0
/// info: {title: Links, version: '2'}
/// paths:
///   /links/{id}:
///     get:
///       parameters:
///         - {name: id, in: path, required: true, schema: {type: string}}
///         - {name: tenant, in: query, required: true, schema: {type: string}}
///       responses:
///         '200': {description: The link.}
/// ";
/// let error = check_openapi(&[GetLink::META], document).unwrap_err();
/// assert!(error.to_string().contains("GET /links/<id>: the query parameter `tenant` is new and required"));
/// ```
///
/// # Errors
/// The text is no such document, or a difference breaks who calls by these declarations: the error is the report.
pub fn check_openapi(
    endpoints: &[&'static EndpointMeta],
    document: &str,
) -> Result<Report, ContractError> {
    // A document can be as deep as its reader allows, and the stack of a test is small.
    let compared = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK);
        let work = || Ok(compare::declarations(endpoints, &openapi::read(document)?));
        thread
            .spawn_scoped(scope, work)
            .map_err(ContractError::Thread)?
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            .map_err(ContractError::Document)
    })?;
    if compared.is_breaking() {
        return Err(ContractError::Breaking(Box::new(compared)));
    }
    Ok(compared)
}

/// Why declarations do not stand for a document. `Debug` is as readable as `Display`, since it is what a test that fails shows.
#[non_exhaustive]
pub enum ContractError {
    /// A difference breaks who calls by the declarations.
    Breaking(Box<Report>),
    /// The text is no document.
    Document(DocumentError),
    /// No thread could be started.
    Thread(std::io::Error),
}

impl ContractError {
    /// The report, where the document was compared.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Breaking(report) => Some(report),
            Self::Document(_) | Self::Thread(_) => None,
        }
    }

    /// Accepts the differences of a list, after which the check may succeed.
    ///
    /// ```
    /// use callpoint::{Endpoint as _, endpoint};
    /// use callpoint_testing::check_openapi;
    ///
    /// #[endpoint(DELETE, "/links/<id>")]
    /// struct DeleteLink {
    ///     id: String,
    /// }
    ///
    /// let accepted = "operation-removed DeleteLink the vendor does not document it".parse()?;
    /// let document = "{openapi: 3.1.0, info: {title: Links, version: '1'}, paths: {}}";
    /// check_openapi(&[DeleteLink::META], document).or_else(|error| error.accept(&accepted))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// This one, without what is accepted.
    pub fn accept(self, accepted: &Accepted) -> Result<Report, Self> {
        match self {
            Self::Breaking(report) => {
                let report = report.accept(accepted);
                if report.is_breaking() {
                    Err(Self::Breaking(Box::new(report)))
                } else {
                    Ok(report)
                }
            }
            other => Err(other),
        }
    }
}

impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Breaking(report) => {
                write!(f, "the declarations do not match the document:\n{report}")
            }
            Self::Document(error) => write!(f, "the document cannot be read: {error}"),
            Self::Thread(error) => write!(f, "no thread could be started: {error}"),
        }
    }
}

impl fmt::Debug for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ContractError {}
