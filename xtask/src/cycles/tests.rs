//! Small source trees with and without cycles.

use super::*;
use crate::tree::Planted;

fn found(files: &[(&str, &str)]) -> Vec<Cycle> {
    let files: Vec<(String, &str)> = files
        .iter()
        .map(|(file, text)| (format!("src/{file}"), *text))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(file, text)| (file.as_str(), *text))
        .collect();
    let tree = Planted::new(&files);
    cycles(&imports(tree.path(), "src/lib.rs").unwrap())
}

const ROOT: (&str, &str) = (
    "lib.rs",
    "mod a;\nmod b;\nmod c;\npub use self::a::A;\nmacro_rules! m { () => {} }\n",
);

/// Three files that import each other, each time with another kind of path.
#[test]
fn a_cycle_is_found_however_it_is_written() {
    let b = ("b.rs", "use crate::c::C;\npub struct B(C);\n");
    let c = ("c.rs", "use super::A;\npub struct C(A);\n");
    for a in [
        "use crate::b::B;\npub struct A(B);",
        "use super::b::{self, B as Other};\npub struct A(Other);",
        "use crate::b;\npub struct A(b::B);",
        "use crate::*;\npub struct A(b::B);",
        "pub struct A(crate::b::B);",
        "pub struct A;\nfn f() { use crate::b::B; }",
        "pub struct A;\nfn f() { let _ = super::b::B::new(); }",
        "pub struct A;\nfn f() { println!(\"{}\", crate::b::B::new()); }",
        "pub struct A;\n#[derive(crate::b::B)]\nstruct D;",
        "pub struct A;\nmod inner { use crate::b::B; }",
        "pub struct A;\nmod inner { fn f(_: super::super::b::B) {} }",
    ] {
        assert_eq!(
            found(&[ROOT, ("a.rs", a), b, c]),
            [["src/a.rs", "src/b.rs", "src/c.rs"]],
            "{a}"
        );
    }
}

#[test]
fn imports_in_one_direction_are_no_cycle() {
    let b = ("b.rs", "use crate::c::C;\npub struct B(C);\n");
    let c = ("c.rs", "use super::A;\npub struct C(A);\n");
    for a in [
        "pub struct A;",
        // The module alone, without any of its items.
        "use crate::b;\npub struct A;",
        "pub struct A;\n#[cfg(test)]\nmod tests { use crate::b::B; }",
        "pub struct A;\n#[cfg(test)]\nfn f(_: crate::b::B) {}",
        "use other::b::B;\npub struct A(B);",
        "pub struct A;\nfn f() { quote!(crate::b::B) }",
        "pub struct A;\n/// [`crate::b::B`]\nfn f() {}",
    ] {
        assert!(found(&[ROOT, ("a.rs", a), b, c]).is_empty(), "{a}");
    }
}

#[test]
fn a_module_and_what_is_below_it_are_one_unit() {
    let files = [
        ("lib.rs", "mod a;\npub struct Root(a::A);"),
        ("a.rs", "mod b;\nmod c;\npub struct A(b::B);"),
        (
            "a/b.rs",
            "use super::c::C;\nuse crate::Root;\npub struct B(C);",
        ),
        (
            "a/c.rs",
            "use super::A;\nuse crate::Root;\npub struct C(A);",
        ),
    ];
    assert!(found(&files).is_empty());
}

#[test]
fn a_re_exported_name_counts_for_the_file_that_defines_it() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;"),
        ("a.rs", "mod deep;\npub use self::deep::Deep;"),
        ("a/deep.rs", "use crate::b::B;\npub struct Deep(B);"),
        ("b.rs", "use crate::c::C;\npub struct B(C);"),
        ("c.rs", "use crate::a::Deep;\npub struct C(Deep);"),
    ];
    assert_eq!(found(&files), [["src/a/deep.rs", "src/b.rs", "src/c.rs"]]);
}

#[test]
fn the_list_may_only_shrink() {
    let cycle = |text: &str| text.split(' ').map(str::to_owned).collect::<Cycle>();
    let allowed = allowed("# why\na b c\nd e f\n\n");
    let said = |found: &[&str]| {
        let found: Vec<Cycle> = found.iter().map(|text| cycle(text)).collect();
        compared(&found, &allowed)
            .iter()
            .map(|line| line.split(',').next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&["a b c", "d e f"]), Vec::<String>::new());
    assert_eq!(said(&["a b c"]), ["an import cycle is gone"]);
    assert_eq!(
        said(&["a b c", "e f"]),
        ["an import cycle has become smaller"]
    );
    assert_eq!(
        said(&["a b c", "d e f", "g h i"]),
        ["these files import each other in a cycle"]
    );
    assert_eq!(
        said(&["a b c x", "d e f"]),
        [
            "these files import each other in a cycle",
            "an import cycle is gone"
        ]
    );
}
