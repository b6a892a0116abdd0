//! Measures what Callpoint costs beside the same written by hand, and prints one table.

mod budgets;
mod calls;
mod cargo;
mod compile;
mod count;
mod crates;
mod generate;
mod ir;
mod table;

use std::path::PathBuf;

use crate::calls::Bench;
use crate::cargo::{Builds, Kind, Outcome, output};
use crate::compile::Compile;
use crate::generate::{EXPANSION, Generated, Style};
use crate::table::{Row, tell};

const USAGE: &str =
    "one of: all, calls, compile, crates, macro, quick, budgets, bless, lines STYLE [release]";

fn main() {
    if let Err(error) = run() {
        tell(&error.to_string());
        std::process::exit(1);
    }
}

fn run() -> Outcome<()> {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = args.iter().map(String::as_str).collect();
    match words[..] {
        [] | ["all"] => {
            let measured = Measured::prepare(&[10, 20, 60, 100, 400, 1_000])?;
            let mut rows = measured.calls()?;
            rows.extend(measured.compile()?);
            rows.extend(crates::rows(&measured.builds)?);
            table::print(&rows);
            measured.in_macro()
        }
        ["calls"] => {
            table::print(&Measured::prepare(&[10])?.calls()?);
            Ok(())
        }
        ["compile"] => {
            table::print(&Measured::prepare(&[10, 20, 60, 100, 400, 1_000])?.compile()?);
            Ok(())
        }
        ["crates"] => {
            table::print(&crates::rows(&Measured::prepare(&[10])?.builds)?);
            Ok(())
        }
        ["macro"] => Measured::prepare(&[10, 20])?.in_macro(),
        ["quick"] => {
            table::print(&Measured::prepare(&[10, 20, 60])?.quick()?);
            Ok(())
        }
        ["budgets"] => budgets::check(&Measured::prepare(&[10, 20, 60])?.quick()?),
        ["bless"] => budgets::write(&Measured::prepare(&[10, 20, 60])?.quick()?),
        ["lines", style] => lines(style, false),
        ["lines", style, "release"] => lines(style, true),
        _ => Err(USAGE.into()),
    }
}

fn lines(name: &str, release: bool) -> Outcome<()> {
    let style = Style::ALL.into_iter().find(|style| style.name() == name);
    let style = style.ok_or_else(|| format!("no style {name}"))?;
    let measured = Measured::prepare(&[10, 60])?;
    compile::functions(&measured.compiler(), style, release, 10, 60)
}

/// What is measured, and where.
struct Measured {
    programs: PathBuf,
    builds: Builds,
    generated: Generated,
}

impl Measured {
    fn prepare(counts: &[usize]) -> Outcome<Self> {
        let programs = std::env::current_exe()?;
        let programs = programs.parent().ok_or("no folder of programs")?.to_owned();
        let target = programs.parent().ok_or("no target folder")?.to_owned();
        let folder = target.join("bench/endpoints");
        let generated = Generated::write(&folder, cargo::repository()?, counts)?;
        Ok(Self {
            programs,
            builds: Builds { folder, target },
            generated,
        })
    }

    const fn compiler(&self) -> Compile<'_> {
        Compile {
            builds: &self.builds,
            generated: &self.generated,
        }
    }

    /// Everything about a call.
    fn calls(&self) -> Outcome<Vec<Row>> {
        let bench = Bench::start(self.programs.clone())?;
        let mut rows = calls::exact(&bench, 3)?;
        rows.extend(calls::timed(&bench, 9)?);
        Ok(rows)
    }

    /// Everything about compiling.
    fn compile(&self) -> Outcome<Vec<Row>> {
        let compile = self.compiler();
        let mut rows = compile.lines(false, 10, 60)?;
        rows.extend(compile.lines(true, 10, 60)?);
        rows.extend(compile.rustc(&[Style::Declared, Style::Shared, Style::InPlace], 10, 20)?);
        rows.extend(compile.bytes(10, 100)?);
        rows.extend(compile.time(Kind::Check, &[10, 100, 400, 1_000], 3)?);
        rows.extend(compile.time(Kind::Dev, &[10, 100, 400], 3)?);
        rows.extend(compile.time(Kind::Release, &[10, 100], 3)?);
        rows.extend(compile.incremental(100, 3)?);
        rows.extend(compile.incremental(1_000, 3)?);
        Ok(rows)
    }

    /// What is the same in every run, and quick.
    fn quick(&self) -> Outcome<Vec<Row>> {
        let bench = Bench::start(self.programs.clone())?;
        let mut rows = calls::exact(&bench, 1)?;
        rows.extend(self.compiler().lines(false, 10, 60)?);
        rows.extend(self.compiler().rustc(&[Style::Declared], 10, 20)?);
        rows.extend(crates::rows(&self.builds)?);
        Ok(rows)
    }

    /// What the macro alone takes: counted inside rustc, and timed outside of it.
    fn in_macro(&self) -> Outcome<()> {
        self.compiler().in_macro(10, 20)?;
        for kind in [Kind::Dev, Kind::Release] {
            self.builds.build(kind, EXPANSION, false)?;
            let program = self.builds.binary(kind, EXPANSION);
            for line in output(std::process::Command::new(program).arg("1000"))?.lines() {
                table::say(&format!(
                    "outside of rustc, {} build of the macro, {line}",
                    kind.name()
                ));
            }
        }
        Ok(())
    }
}
