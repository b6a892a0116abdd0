//! Who expands the macros.

use std::path::Path;
use std::sync::OnceLock;

/// Whether rust-analyzer expands the macro, and not rustc: the process is its server for procedural macros then. rustc is given none of the tokens that
/// only an editor has a use for.
pub(crate) fn is_editor() -> bool {
    static IS_EDITOR: OnceLock<bool> = OnceLock::new();
    *IS_EDITOR
        .get_or_init(|| std::env::current_exe().is_ok_and(|program| is_rust_analyzer(&program)))
}

/// `…/libexec/rust-analyzer-proc-macro-srv`, or `rust-analyzer` itself.
fn is_rust_analyzer(program: &Path) -> bool {
    let name = program.file_stem().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with("rust-analyzer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs() {
        for program in [
            "/usr/libexec/rust-analyzer-proc-macro-srv",
            "rust-analyzer.exe",
        ] {
            assert!(is_rust_analyzer(Path::new(program)), "{program}");
        }
        for program in ["/rust-analyzer/bin/rustc", "rustc.exe", ""] {
            assert!(!is_rust_analyzer(Path::new(program)), "{program}");
        }
        assert!(!is_editor());
    }
}
