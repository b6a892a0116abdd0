//! What the macros say about mistakes, and what they take without a word. After a change of the texts, bless them with
//! `TRYBUILD=overwrite cargo test -p callpoint-tests --test ui`, and read the difference as a user would.

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
        "param",
    ] {
        cases.compile_fail(format!("ui/{folder}/*.rs"));
    }
    cases.pass("ui/pass/*.rs");
}
