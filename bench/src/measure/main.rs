//! Measures what Callpoint costs beside the same written by hand.

mod cargo;
mod generate;
mod ir;

use crate::cargo::{Builds, Outcome};
use crate::generate::{Generated, Style, package};

fn main() -> Outcome<()> {
    let repository = cargo::repository()?;
    let target = std::env::current_exe()?
        .ancestors()
        .nth(2)
        .ok_or("no target folder")?
        .to_owned();
    let folder = target.join("bench/endpoints");
    let counts = [10, 60];
    let generated = Generated::write(&folder, repository, &counts)?;
    let builds = Builds {
        folder: generated.folder.clone(),
        target,
    };
    for release in [false, true] {
        for style in Style::ALL {
            let small = ir::functions(&builds.ir(release, &package(style, 10))?)?;
            let large = ir::functions(&builds.ir(release, &package(style, 60))?)?;
            let slope = (ir::total(&large) - ir::total(&small)) as f64 / 50.0;
            println!(
                "{} release={release} {} {} slope {slope}",
                style.name(),
                ir::total(&small),
                ir::total(&large)
            );
            let mut by: Vec<_> = large
                .iter()
                .map(|(name, (lines, copies))| {
                    let before = small.get(name).copied().unwrap_or_default();
                    (
                        (*lines as f64 - before.0 as f64) / 50.0,
                        (*copies as f64 - before.1 as f64) / 50.0,
                        name,
                    )
                })
                .filter(|x| x.0 != 0.0)
                .collect();
            by.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (l, c, n) in by.iter().take(70) {
                println!("   {l:8.1} {c:5.1} {n}");
            }
        }
    }
    Ok(())
}
