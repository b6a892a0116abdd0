//! Operations whose document has schemas: their types are what those say.

mod body;
mod parameter;
mod response;
mod roots;

pub(super) use self::body::{body, is_nothing};
pub(super) use self::parameter::{in_cookie, in_header, in_path, in_query, is_typed};
pub(super) use self::response::{Declare, ResponseTypes, add_headers, note_others, responses};
pub(super) use self::roots::{has_schemas, roots};
