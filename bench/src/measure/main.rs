//! Measures what Callpoint costs, compared with hand-written code, and prints one table.

mod budgets;
mod calls;
mod cargo;
mod charts;
mod compile;
mod count;
mod crates;
mod generate;
mod ir;
mod program;
mod table;

use std::path::PathBuf;

use crate::calls::Bench;
use crate::cargo::{Builds, Kind, Outcome, output};
use crate::compile::Compile;
use crate::generate::{EXPANSION, Generated, Style};
use crate::table::{Row, tell};

const USAGE: &str = "one of: all, calls, counts, compile PART [MOST], growth PART [STYLE…], crates, macro, quick, budgets, bless, charts, lines STYLE [release]; \
     PART is one of: lines, tokens, rustc, bytes, check, dev, release, edit, crates, program";

/// The parts of the compiler measurements.
const PARTS: [&str; 10] = [
    "lines", "tokens", "rustc", "bytes", "check", "dev", "release", "edit", "crates", "program",
];

/// The styles of the counts that depend on who derives.
const COUNTED: [Style; 4] = [
    Style::Declared,
    Style::DeclaredBySerde,
    Style::Shared,
    Style::Inline,
];

/// The numbers of endpoints in the generated crates.
const COUNTS: [usize; 6] = [10, 20, 60, 100, 400, 1_000];

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
            let measured = Measured::prepare()?;
            let mut rows = measured.calls()?;
            for part in PARTS {
                rows.extend(measured.compile(part, usize::MAX)?);
            }
            rows.extend(crates::rows(&measured.builds)?);
            table::print(&rows);
            measured.in_macro()
        }
        ["macro"] => Measured::prepare()?.in_macro(),
        ["budgets"] => budgets::check(&Measured::prepare()?.quick()?),
        ["bless"] => budgets::write(&Measured::prepare()?.quick()?),
        ["charts"] => charts::write(),
        ["lines", style] => lines(style, false),
        ["lines", style, "release"] => lines(style, true),
        [which, ref parts @ ..] => {
            let measured = Measured::prepare()?;
            let rows = match (which, parts) {
                ("calls", []) => measured.calls()?,
                ("counts", []) => measured.counts()?,
                ("crates", []) => crates::rows(&measured.builds)?,
                ("quick", []) => measured.quick()?,
                ("growth", [part]) => measured
                    .compiler()
                    .growth(part, &[Style::Declared, Style::Inline])?,
                ("growth", [part, styles @ ..]) => {
                    let styles = styles.iter().map(|name| style(name));
                    let styles = styles.collect::<Outcome<Vec<_>>>()?;
                    measured.compiler().growth(part, &styles)?
                }
                ("compile", [part]) => measured.compile(part, usize::MAX)?,
                ("compile", [part, most]) => measured.compile(part, most.parse()?)?,
                _ => return Err(USAGE.into()),
            };
            table::print(&rows);
            Ok(())
        }
    }
}

fn style(name: &str) -> Outcome<Style> {
    let style = Style::ALL.into_iter().find(|style| style.name() == name);
    Ok(style.ok_or_else(|| format!("no style {name}"))?)
}

fn lines(name: &str, release: bool) -> Outcome<()> {
    let style = style(name)?;
    let measured = Measured::prepare()?;
    compile::functions(&measured.compiler(), style, release, 10, 60)
}

/// The programs and crates to measure.
struct Measured {
    programs: PathBuf,
    builds: Builds,
    generated: Generated,
}

impl Measured {
    fn prepare() -> Outcome<Self> {
        let programs = std::env::current_exe()?;
        let programs = programs.parent().ok_or("no folder of programs")?.to_owned();
        let target = programs.parent().ok_or("no target folder")?.to_owned();
        let folder = target.join("bench/endpoints");
        let generated = Generated::write(&folder, cargo::repository()?, &COUNTS)?;
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

    /// All figures of a call.
    fn calls(&self) -> Outcome<Vec<Row>> {
        let bench = Bench::start(self.programs.clone())?;
        let mut rows = calls::exact(&bench, 3)?;
        rows.extend(calls::timed(&bench, 9)?);
        Ok(rows)
    }

    /// One part of the compiler measurements; timed ones with crates of at most `most` endpoints. Large crates are built once:
    /// they take minutes.
    fn compile(&self, part: &str, most: usize) -> Outcome<Vec<Row>> {
        let compile = self.compiler();
        let timed = |kind, counts: &[(usize, usize)]| {
            let counts: Vec<_> = counts
                .iter()
                .copied()
                .filter(|(count, _)| *count <= most)
                .collect();
            compile.time(kind, &counts)
        };
        match part {
            "lines" => {
                let mut rows = compile.lines(false, 10, 60)?;
                rows.extend(compile.lines(true, 10, 60)?);
                Ok(rows)
            }
            "tokens" => compile.tokens(&COUNTED, 10, 20),
            "rustc" => compile.rustc(&COUNTED, 10, 20),
            "bytes" => compile.bytes(10, 100),
            "check" => timed(Kind::Check, &[(10, 3), (100, 3), (400, 1), (1_000, 1)]),
            "dev" => timed(Kind::Dev, &[(10, 3), (100, 3), (400, 1), (1_000, 1)]),
            "release" => timed(Kind::Release, &[(10, 3), (100, 3), (400, 1)]),
            "edit" => {
                let mut rows = compile.edit_counted(10, 60)?;
                rows.extend(compile.incremental(100, 3)?);
                if most >= 400 {
                    rows.extend(compile.incremental(400, 3)?);
                }
                if most >= 1_000 {
                    rows.extend(compile.incremental(1_000, 1)?);
                }
                Ok(rows)
            }
            "crates" => crates::clean_builds(&self.builds),
            "program" => {
                let mut rows = program::bytes(&self.builds)?;
                rows.extend(program::clean_builds(&self.builds)?);
                Ok(rows)
            }
            _ => Err(USAGE.into()),
        }
    }

    /// What calls cost, counted once.
    fn counts(&self) -> Outcome<Vec<Row>> {
        let bench = Bench::start(self.programs.clone())?;
        let mut rows = calls::exact(&bench, 1)?;
        #[cfg(feature = "hyper-transport")]
        rows.extend(calls::cases(&bench)?);
        Ok(rows)
    }

    /// The figures that are the same in every run, and quick.
    fn quick(&self) -> Outcome<Vec<Row>> {
        let mut rows = self.counts()?;
        rows.extend(self.compiler().lines(false, 10, 60)?);
        // With serde's derive as well, whose responses have to cost no more either.
        rows.extend(
            self.compiler()
                .tokens(&[Style::Declared, Style::DeclaredBySerde], 10, 20)?,
        );
        rows.extend(self.compiler().rustc(&[Style::Declared], 10, 20)?);
        rows.extend(self.compiler().edit_counted(10, 20)?);
        rows.extend(crates::rows(&self.builds)?);
        Ok(rows)
    }

    /// The cost of the macro alone: counted inside rustc, and timed outside of it.
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
