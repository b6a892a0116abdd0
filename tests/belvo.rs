//! belvo
