//! What an endpoint costs the compiler: lines of IR, bytes, instructions, time.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use proc_macro2::{TokenStream, TokenTree};

use crate::cargo::{Builds, Kind, Outcome, children_ms, output, repository};
use crate::count::collected;
use crate::generate::{Generated, Style, package};
use crate::ir;
use crate::table::{Row, say, tell};

/// The styles that are compared with a hand-written one.
const OURS: [Style; 3] = [Style::Declared, Style::Shared, Style::Inline];

/// Each of ours, after its hand-written baseline.
const TIMED: [Style; 4] = [
    Style::HandWritten,
    Style::Declared,
    Style::HandWrittenOwn,
    Style::Inline,
];

/// Measures the generated crates.
pub(crate) struct Compile<'a> {
    pub(crate) builds: &'a Builds,
    pub(crate) generated: &'a Generated,
}

/// By how much a figure grows per endpoint.
fn slope((few, small): (usize, f64), (many, large): (usize, f64)) -> f64 {
    let endpoints = u32::try_from(many - few).unwrap_or(u32::MAX);
    (large - small) / f64::from(endpoints)
}

impl Compile<'_> {
    /// Lines of IR per endpoint.
    pub(crate) fn lines(&self, release: bool, few: usize, many: usize) -> Outcome<Vec<Row>> {
        let profile = if release { "release" } else { "dev" };
        let figure = format!("lines of IR per endpoint, {profile}");
        slopes(&figure, &OURS, few, many, |style, count| {
            self.lines_of(release, style, count)
        })
    }

    fn lines_of(&self, release: bool, style: Style, count: usize) -> Outcome<f64> {
        let package = package(style, count);
        let profile = if release { "release" } else { "dev" };
        tell(&format!("IR of {package}, {profile}"));
        let functions = ir::functions(&self.builds.ir(release, &package)?)?;
        #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
        Ok(ir::total(&functions) as f64)
    }

    /// Tokens of an endpoint after expansion, with what serde derives.
    pub(crate) fn tokens(&self, styles: &[Style], few: usize, many: usize) -> Outcome<Vec<Row>> {
        let figure = "tokens per endpoint, expanded";
        slopes(figure, styles, few, many, |style, count| {
            self.tokens_of(style, count)
        })
    }

    fn tokens_of(&self, style: Style, count: usize) -> Outcome<f64> {
        let package = package(style, count);
        tell(&format!("tokens of {package}"));
        self.builds.build(Kind::Check, &package, false)?;
        self.builds.touch(&package)?;
        let file = self
            .builds
            .target
            .join(format!("bench/{package}.expanded.rs"));
        let mut cargo = self.builds.cargo();
        cargo
            .args(["check", "--quiet", "-p", &package])
            .env(
                "RUSTC_WORKSPACE_WRAPPER",
                repository()?.join("bench/expand-rustc.sh"),
            )
            .env("EXPANDED", &file);
        output(&mut cargo)?;
        let expanded: TokenStream = fs::read_to_string(&file)?.parse()?;
        Ok(f64::from(tokens(expanded)))
    }

    /// Million instructions that rustc executes in `cargo check`, per endpoint.
    pub(crate) fn rustc(&self, styles: &[Style], few: usize, many: usize) -> Outcome<Vec<Row>> {
        let figure = "million instructions of rustc per endpoint, check";
        slopes(figure, styles, few, many, |style, count| {
            self.rustc_of(style, count)
        })
    }

    fn rustc_of(&self, style: Style, count: usize) -> Outcome<f64> {
        tell(&format!(
            "rustc's instructions for {}",
            package(style, count)
        ));
        Ok(self.check_counted(style, count, None)? / 1e6)
    }

    /// Million instructions that rustc executes in an incremental check after one endpoint was edited, per endpoint.
    pub(crate) fn edit_counted(&self, few: usize, many: usize) -> Outcome<Vec<Row>> {
        let figure = "million instructions of rustc per endpoint, edit";
        slopes(figure, &[Style::Declared], few, many, |style, count| {
            let package = package(style, count);
            tell(&format!("rustc's instructions for an edit of {package}"));
            let file = self.generated.source_of(style, count);
            let source = fs::read_to_string(&file)?;
            let check = |text: &str, log: &Path| {
                fs::write(&file, text)?;
                let mut cargo = self.builds.cargo();
                cargo
                    .args(["check", "--quiet", "-p", &package])
                    .env("CARGO_INCREMENTAL", "1")
                    .env(
                        "RUSTC_WORKSPACE_WRAPPER",
                        repository()?.join("bench/count-rustc.sh"),
                    )
                    .env("COUNT_LOG", log);
                output(&mut cargo)
            };
            // Without a log nothing is counted: the state that the edit starts from.
            check(&source, Path::new(""))?;
            let log = self.builds.target.join(format!("bench/{package}.log"));
            check(&source.replace("/api/v5/", "/api/w5/"), &log)?;
            fs::write(&file, &source)?;
            Ok(collected(&fs::read_to_string(&log)?)? / 1e6)
        })
    }

    /// Million instructions inside the macro, as the compiler runs it in a dev build.
    pub(crate) fn in_macro(&self, few: usize, many: usize) -> Outcome<()> {
        for style in OURS {
            let within = Some("callpoint_macros::endpoint*");
            let small = self.check_counted(style, few, within)?;
            let large = self.check_counted(style, many, within)?;
            let each = slope((few, small), (many, large)) / 1e6;
            say(&format!(
                "inside `#[endpoint]`, {}: {each:.2} million instructions per endpoint",
                style.name()
            ));
        }
        Ok(())
    }

    fn check_counted(&self, style: Style, count: usize, only: Option<&str>) -> Outcome<f64> {
        let package = package(style, count);
        let log = self.builds.target.join(format!("bench/{package}.log"));
        // Dependencies must not count.
        self.builds.build(Kind::Check, &package, false)?;
        self.builds.touch(&package)?;
        let mut cargo = self.builds.cargo();
        cargo
            .args(["check", "--quiet", "-p", &package])
            .env(
                "RUSTC_WORKSPACE_WRAPPER",
                repository()?.join("bench/count-rustc.sh"),
            )
            .env("COUNT_LOG", &log)
            .env("COUNT_ONLY", only.unwrap_or_default());
        output(&mut cargo)?;
        collected(&fs::read_to_string(&log)?)
    }

    /// Bytes of a release binary without symbols, per endpoint.
    pub(crate) fn bytes(&self, few: usize, many: usize) -> Outcome<Vec<Row>> {
        let figure = "bytes of the binary per endpoint";
        slopes(figure, &OURS, few, many, |style, count| {
            self.bytes_of(style, count)
        })
    }

    fn bytes_of(&self, style: Style, count: usize) -> Outcome<f64> {
        let package = package(style, count);
        tell(&format!("binary of {package}"));
        self.builds.touch(&package)?;
        self.builds.build(Kind::Release, &package, false)?;
        let stripped = self.builds.target.join(format!("bench/{package}.stripped"));
        output(
            Command::new("strip")
                .arg("-o")
                .arg(&stripped)
                .arg(self.builds.binary(Kind::Release, &package)),
        )?;
        Ok(f64::from(u32::try_from(fs::metadata(&stripped)?.len())?))
    }

    /// What an endpoint costs in a large crate, compared with a small one: in counts, which are the same in every run.
    pub(crate) fn growth(&self, part: &str, styles: &[Style]) -> Outcome<Vec<Row>> {
        let (figure, measure): (_, &dyn Fn(Style, usize) -> Outcome<f64>) = match part {
            "lines" => ("lines of IR per endpoint, dev", &|style, count| {
                self.lines_of(false, style, count)
            }),
            "rustc" => (
                "million instructions of rustc per endpoint, check",
                &|style, count| self.rustc_of(style, count),
            ),
            "bytes" => ("bytes of the binary per endpoint", &|style, count| {
                self.bytes_of(style, count)
            }),
            _ => return Err("growth is measured of: lines, rustc, bytes".into()),
        };
        let mut rows = Vec::new();
        for &style in styles {
            let at = |count| Ok::<_, Box<dyn Error>>((count, measure(style, count)?));
            let (few, some, many) = (at(10)?, at(100)?, at(1_000)?);
            rows.push(Row::new(
                format!("{figure}, 100 to 1000"),
                (style.name(), &[slope(some, many)]),
                ("itself, 10 to 100", &[slope(few, some)]),
                true,
            ));
        }
        Ok(rows)
    }

    /// Milliseconds of processor time per endpoint, from one count to the next. `counts` has the number of endpoints and of builds.
    pub(crate) fn time(&self, kind: Kind, counts: &[(usize, usize)]) -> Outcome<Vec<Row>> {
        // One list of runs for each style and count; the styles take turns.
        let mut all = vec![vec![Vec::new(); counts.len()]; TIMED.len()];
        for style in TIMED {
            // Dependencies must not count.
            self.builds
                .build(kind, &package(style, counts[0].0), false)?;
        }
        for (at, &(count, runs)) in counts.iter().enumerate() {
            for run in 1..=runs {
                for (all, style) in all.iter_mut().zip(TIMED) {
                    let package = package(style, count);
                    tell(&format!("{} of {package}, {run} of {runs}", kind.name()));
                    self.builds.touch(&package)?;
                    let before = children_ms()?;
                    self.builds.build(kind, &package, false)?;
                    all[at].push(children_ms()? - before);
                }
            }
        }
        Ok(time_rows(kind, counts, &all))
    }

    /// Seconds of processor time of an incremental `cargo check` after one endpoint was edited; the styles take turns.
    pub(crate) fn incremental(&self, count: usize, runs: usize) -> Outcome<Vec<Row>> {
        let mut rows = Vec::new();
        for (ours, baseline) in [
            (Style::Declared, Style::HandWritten),
            (Style::Inline, Style::HandWrittenOwn),
        ] {
            let mut values = [const { Vec::new() }; 2];
            for style in [ours, baseline] {
                self.builds
                    .build(Kind::Check, &package(style, count), true)?;
            }
            for _ in 0..runs {
                for (style, values) in [ours, baseline].into_iter().zip(&mut values) {
                    let package = package(style, count);
                    tell(&format!("editing one endpoint of {package}"));
                    let file = self.generated.source_of(style, count);
                    let source = fs::read_to_string(&file)?;
                    fs::write(&file, source.replace("/api/v5/", "/api/w5/"))?;
                    let before = children_ms()?;
                    self.builds.build(Kind::Check, &package, true)?;
                    values.push((children_ms()? - before) / 1_000.0);
                    fs::write(&file, &source)?;
                    self.builds.build(Kind::Check, &package, true)?;
                }
            }
            rows.push(Row::new(
                format!("seconds of an incremental check, one of {count} edited"),
                (ours.name(), &values[0]),
                (baseline.name(), &values[1]),
                false,
            ));
        }
        Ok(rows)
    }
}

fn tokens(stream: TokenStream) -> u32 {
    let each = stream.into_iter().map(|tree| match tree {
        // Its delimiters are two.
        TokenTree::Group(group) => 2 + tokens(group.stream()),
        _ => 1,
    });
    each.sum()
}

/// A row for each of the styles, with the slope of a figure over the number of endpoints.
fn slopes(
    figure: &str,
    styles: &[Style],
    few: usize,
    many: usize,
    measure: impl Fn(Style, usize) -> Outcome<f64>,
) -> Outcome<Vec<Row>> {
    let each = |style| {
        Ok::<_, Box<dyn Error>>(slope(
            (few, measure(style, few)?),
            (many, measure(style, many)?),
        ))
    };
    let mut known: Vec<(&str, f64)> = Vec::new();
    let mut rows = Vec::new();
    for &style in styles {
        for style in [style, style.baseline()] {
            if !known.iter().any(|(name, _)| *name == style.name()) {
                known.push((style.name(), each(style)?));
            }
        }
        let value = |style: Style| {
            known
                .iter()
                .find(|(name, _)| *name == style.name())
                .map_or(f64::NAN, |(_, value)| *value)
        };
        let (ours, baseline) = (style, style.baseline());
        rows.push(Row::new(
            figure,
            (ours.name(), &[value(ours)]),
            (baseline.name(), &[value(baseline)]),
            true,
        ));
    }
    Ok(rows)
}

fn time_rows(kind: Kind, counts: &[(usize, usize)], all: &[Vec<Vec<f64>>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for pair in [(1, 0), (3, 2)] {
        for (at, window) in counts.windows(2).enumerate() {
            let (few, many) = (window[0].0, window[1].0);
            let each = |index: usize| -> Vec<f64> {
                let (small, large): (&[f64], &[f64]) = (&all[index][at], &all[index][at + 1]);
                let pairs = small.iter().zip(large);
                pairs
                    .map(|(small, large)| slope((few, *small), (many, *large)))
                    .collect()
            };
            rows.push(Row::new(
                format!("ms of {} per endpoint, {few} to {many}", kind.name()),
                (TIMED[pair.0].name(), &each(pair.0)),
                (TIMED[pair.1].name(), &each(pair.1)),
                false,
            ));
        }
    }
    rows
}

/// The functions whose lines grow with every endpoint.
pub(crate) fn functions(
    compile: &Compile<'_>,
    style: Style,
    release: bool,
    few: usize,
    many: usize,
) -> Outcome<()> {
    let small = ir::functions(&compile.builds.ir(release, &package(style, few))?)?;
    let large = ir::functions(&compile.builds.ir(release, &package(style, many))?)?;
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let each = |before: u64, after: u64| slope((few, before as f64), (many, after as f64));
    let mut grown: Vec<_> = large
        .iter()
        .map(|(name, (lines, copies))| {
            let before = small.get(name).copied().unwrap_or_default();
            (each(before.0, *lines), each(before.1, *copies), name)
        })
        .filter(|(lines, ..)| *lines > 0.0)
        .collect();
    grown.sort_by(|a, b| b.0.total_cmp(&a.0));
    say("| lines per endpoint | copies | function |");
    say("|---|---|---|");
    for (lines, copies, name) in grown.iter().take(60) {
        say(&format!("| {lines:.0} | {copies:.0} | `{name}` |"));
    }
    Ok(())
}
