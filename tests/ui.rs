//! The messages of the macros about mistakes, and the declarations that they accept. After a change of the texts, update them with
//! `TRYBUILD=overwrite cargo test -p callpoint-tests --test ui`, and read the diff as a user would.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    for folder in [
        "args",
        "path",
        "arms",
        "field",
        "body",
        "item",
        "types",
        "auth",
        "api",
        "derive",
        "responses",
        "unfinished",
        "plausible",
    ] {
        cases.compile_fail(format!("ui/{folder}/*.rs"));
    }
    cases.pass("ui/pass/*.rs");
}
