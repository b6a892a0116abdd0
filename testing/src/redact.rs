//! Finds secrets in recordings: values that were sent as secrets, values of secret names, and tokens, in any encoding.

mod encoded;
mod finder;
mod hit;
mod named;
mod reflected;
mod scan;
mod view;

pub(crate) use self::finder::Finder;
pub(crate) use self::reflected::SentSecrets;
pub(crate) use self::scan::Scanner;
