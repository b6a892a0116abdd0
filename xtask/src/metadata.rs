//! The workspace's members, from `cargo metadata`.

use serde_json::Value;

use crate::run::{Outcome, capture, cargo};

/// A member of the workspace.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) is_published: bool,
    pub(crate) rust_version: Option<String>,
    /// Its features, sorted, without `default` and the hidden ones.
    pub(crate) features: Vec<String>,
    /// The names of its `[[test]]` targets.
    pub(crate) tests: Vec<String>,
}

/// Every member of the workspace.
pub(crate) fn members() -> Outcome<Vec<Member>> {
    let text = capture(cargo(&[
        "metadata",
        "--format-version=1",
        "--no-deps",
        "--locked",
    ]))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let packages = metadata["packages"].as_array();
    let packages = packages.ok_or("cargo metadata names no packages")?;
    Ok(packages.iter().map(member).collect())
}

/// The published members.
pub(crate) fn published() -> Outcome<Vec<Member>> {
    let members = members()?.into_iter();
    Ok(members.filter(|member| member.is_published).collect())
}

fn member(package: &Value) -> Member {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let features = package["features"].as_object();
    let features = features.into_iter().flatten().map(|(name, _)| name.clone());
    let targets = package["targets"].as_array().into_iter().flatten();
    let tests = targets.filter(|target| target["kind"][0] == "test");
    let mut member = Member {
        name: text(&package["name"]).unwrap_or_default(),
        // `publish = false` is an empty list of registries.
        is_published: package["publish"].is_null(),
        rust_version: text(&package["rust_version"]),
        features: features
            .filter(|name| name != "default" && !name.starts_with('_'))
            .collect(),
        tests: tests.filter_map(|target| text(&target["name"])).collect(),
    };
    member.features.sort_unstable();
    member
}
