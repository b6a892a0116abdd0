//! What a call costs: instructions, allocations, time.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::cargo::{Outcome, output};
use crate::count::instructions;
use crate::table::{Row, tell};

const HAND_WRITTEN: &str = "reqwest";
const LOWER_BOUND: &str = "hyper";
/// The same with exact buffers.
const LOWEST_BOUND: &str = "hyper-plain";

#[cfg(feature = "hyper-transport")]
const OURS: [&str; 2] = ["callpoint-reqwest", "callpoint-hyper"];
#[cfg(not(feature = "hyper-transport"))]
const OURS: [&str; 1] = ["callpoint-reqwest"];

/// With `max_in_flight`, so that it differs only with more concurrent calls.
#[cfg(feature = "hyper-transport")]
const LIMITED: Option<&str> = Some("callpoint-hyper-limited");
#[cfg(not(feature = "hyper-transport"))]
const LIMITED: Option<&str> = None;

/// The columns that make no call, each with its baseline and its statuses.
const PIECES: [(&str, &str, &[&str]); 3] = [
    ("to_http", "to_http-hand-written", &["200"]),
    ("from_http", "from_http-hand-written", &["200", "428"]),
    ("from_http-drift", "from_http", &["200", "428"]),
];

/// The folder of the programs, and a server that runs as long as this value lives.
pub(crate) struct Bench {
    programs: PathBuf,
    address: String,
    server: Child,
}

impl Bench {
    pub(crate) fn start(programs: PathBuf) -> Outcome<Self> {
        let mut server = pinned(1, programs.join("bench-server"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = server.stdout.take().ok_or("the server has no output")?;
        let mut address = String::new();
        BufReader::new(stdout).read_line(&mut address)?;
        Ok(Self {
            programs,
            address: address.trim().to_owned(),
            server,
        })
    }

    fn client(&self, program: &str, column: &str, status: &str, calls: u64) -> Vec<String> {
        let program = self.programs.join(program).display().to_string();
        let mut words = vec![program];
        words.extend([column, status, &self.address].map(str::to_owned));
        words.push(calls.to_string());
        words
    }

    /// User-space instructions per call: the difference of two runs, so that starting and stopping do not count.
    fn instructions(&self, column: &str, status: &str, calls: u32) -> Outcome<f64> {
        let few =
            instructions(&self.client("bench-client", column, status, u64::from(calls / 10)))?;
        let many = instructions(&self.client(
            "bench-client",
            column,
            status,
            u64::from(calls / 10 + calls),
        ))?;
        Ok((many - few) / f64::from(calls))
    }

    /// The length of everything that was decoded, allocations per call, their bytes, and the most bytes at a time.
    fn allocations(&self, column: &str, status: &str, calls: u32) -> Outcome<[f64; 4]> {
        let words = self.client("bench-heap", column, status, u64::from(calls / 10 + calls));
        let text = output(Command::new(&words[0]).args(&words[1..]))?;
        numbers(&text)?
            .try_into()
            .map_err(|_| format!("not understood: {text}").into())
    }

    /// p50 and p99 latency in microseconds, calls per second, and microseconds of processor time per call.
    fn load(&self, column: &str, at_a_time: u64, calls: u64) -> Outcome<[f64; 4]> {
        let mut words = self.client("bench-client", column, "200", calls);
        words.push(at_a_time.to_string());
        let text = output(pinned(0, PathBuf::from(&words[0])).args(&words[1..]))?;
        numbers(&text)?
            .try_into()
            .map_err(|_| format!("not understood: {text}").into())
    }
}

/// Closes the server's standard input, which ends it.
impl Drop for Bench {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        let _ = self.server.wait();
    }
}

/// A program pinned to a core, where the system supports that.
fn pinned(core: u32, program: PathBuf) -> Command {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let can_pin = Command::new("taskset").arg("--version").output().is_ok();
    if cores < 2 || !can_pin {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", &core.to_string()]).arg(program);
    command
}

fn numbers(text: &str) -> Outcome<Vec<f64>> {
    let parsed: Result<_, _> = text.split_whitespace().map(str::parse).collect();
    Ok(parsed?)
}

/// The figures that are the same in every run.
pub(crate) fn exact(bench: &Bench, runs: usize) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for status in ["200", "428"] {
        let mut columns = vec![HAND_WRITTEN, LOWER_BOUND, LOWEST_BOUND];
        columns.extend(OURS);
        let measured = counted(bench, &columns, status, runs)?;
        for (index, figure) in FIGURES.into_iter().enumerate() {
            for (ours, values) in measured.iter().skip(3) {
                for (baseline, baselines) in &measured[..3] {
                    rows.push(Row::new(
                        format!("{figure} per call, {status}"),
                        (ours, &values[index]),
                        (baseline, &baselines[index]),
                        true,
                    ));
                }
            }
        }
    }
    for (ours, baseline, statuses) in PIECES {
        for status in statuses {
            let measured = counted(bench, &[ours, baseline], status, runs)?;
            for (index, figure) in FIGURES.into_iter().enumerate() {
                rows.push(Row::new(
                    format!("{figure}, {status}"),
                    (ours, &measured[0].1[index]),
                    (baseline, &measured[1].1[index]),
                    true,
                ));
            }
        }
    }
    Ok(rows)
}

/// How many calls are counted.
const CALLS: u32 = 2_000;

/// A case besides the call of the documentation page: what is counted of it, how many units a call has, and how many calls are counted.
#[cfg(feature = "hyper-transport")]
struct Case {
    name: &'static str,
    unit: &'static str,
    units: f64,
    calls: u32,
}

#[cfg(feature = "hyper-transport")]
const CASES: [Case; 7] = [
    case("list", "GET with four parameters, 50 KB", 1.0, 200),
    case("form", "form", 1.0, 2_000),
    case("large", "GET of 2 MB", 1.0, 20),
    case("upload", "MB of upload", 8.0, 20),
    case("download", "MB of download", 8.0, 20),
    case("events", "event", 100.0, 100),
    case("lines", "JSON line", 100.0, 100),
];

#[cfg(feature = "hyper-transport")]
const fn case(name: &'static str, unit: &'static str, units: f64, calls: u32) -> Case {
    Case {
        name,
        unit,
        units,
        calls,
    }
}

/// The other cases, compared with reqwest as people write it.
#[cfg(feature = "hyper-transport")]
pub(crate) fn cases(bench: &Bench) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for case in CASES {
        let mut measured = Vec::new();
        for column in [HAND_WRITTEN, OURS[0], OURS[1]] {
            tell(&format!("counting {column}, {}", case.name));
            let [decoded, allocations, _, peak] =
                bench.allocations(column, case.name, case.calls)?;
            let counted = bench.instructions(column, case.name, case.calls)?;
            measured.push((
                column,
                decoded,
                [counted, allocations].map(|it| it / case.units),
                peak,
            ));
        }
        let (baseline, decoded, expected, least) = measured.remove(0);
        // How many chunks arrive varies, and takes most of what a large download costs.
        let is_exact = case.name != "download";
        for (ours, value, figures, peak) in measured {
            if (value - decoded).abs() > 0.5 {
                return Err(
                    format!("{ours} does not decode what reqwest does: {}", case.name).into(),
                );
            }
            for (index, figure) in ["instructions", "allocations"].into_iter().enumerate() {
                // Streams allocate by chunks, which depend on the network.
                if index == 0 || case.units < 2.0 {
                    rows.push(Row::new(
                        format!("{figure} per {}", case.unit),
                        (ours, &[figures[index]]),
                        (baseline, &[expected[index]]),
                        is_exact,
                    ));
                }
            }
            if matches!(case.name, "list" | "large") {
                // hyper's buffer is part of it, whose size depends on how the response arrives.
                let figure = format!("peak memory, {}", case.unit);
                rows.push(Row::new(
                    figure,
                    (ours, &[peak]),
                    (baseline, &[least]),
                    false,
                ));
            }
        }
    }
    Ok(rows)
}

const FIGURES: [&str; 3] = ["instructions", "allocations", "bytes allocated"];

/// A column with the runs of each figure.
type Counted = (&'static str, [Vec<f64>; 3]);

fn counted(
    bench: &Bench,
    columns: &[&'static str],
    status: &str,
    runs: usize,
) -> Outcome<Vec<Counted>> {
    let mut measured = Vec::new();
    let mut all_decode = None;
    for &column in columns {
        tell(&format!("counting {column}, {status}"));
        let mut values = [const { Vec::new() }; 3];
        for _ in 0..runs {
            let [decoded, allocations, bytes, _] = bench.allocations(column, status, CALLS)?;
            // A column that decodes less would look cheap.
            if (*all_decode.get_or_insert(decoded) - decoded).abs() > 0.5 {
                return Err(format!("{column} does not decode what the others do").into());
            }
            let all = [
                bench.instructions(column, status, CALLS)?,
                allocations,
                bytes,
            ];
            for (values, value) in values.iter_mut().zip(all) {
                values.push(value);
            }
        }
        measured.push((column, values));
    }
    Ok(measured)
}

/// Latency, throughput and processor time. The columns take turns, so that other load on the machine affects all of them.
pub(crate) fn timed(bench: &Bench, rounds: usize) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for (at_a_time, calls) in [(1, 4_000), (64, 38_400), (1_024, 38_400)] {
        // The baseline is measured twice: the difference shows how precise the ratios are.
        let mut columns = vec![HAND_WRITTEN, LOWER_BOUND, "reqwest"];
        columns.extend(OURS);
        if at_a_time > 64 {
            columns.extend(LIMITED);
        }
        let mut measured: Vec<[Vec<f64>; 4]> = columns.iter().map(|_| Default::default()).collect();
        for round in 0..rounds {
            tell(&format!(
                "{at_a_time} at a time, round {} of {rounds}",
                round + 1
            ));
            for turn in 0..columns.len() {
                let index = (turn + round) % columns.len();
                let values = bench.load(columns[index], at_a_time, calls)?;
                for (all, value) in measured[index].iter_mut().zip(values) {
                    all.push(value);
                }
            }
        }
        let figures = [
            "latency p50, µs",
            "latency p99, µs",
            "calls per second",
            "processor time per call, µs",
        ];
        for (index, figure) in figures.into_iter().enumerate() {
            for (column, values) in columns.iter().zip(&measured).skip(2) {
                let baselines = if *column == HAND_WRITTEN { 1 } else { 2 };
                for (name, baseline) in columns.iter().zip(&measured).take(baselines) {
                    let of = if *column == HAND_WRITTEN {
                        "reqwest, repeated"
                    } else {
                        column
                    };
                    rows.push(Row::new(
                        format!("{figure}, {at_a_time} at a time"),
                        (of, &values[index]),
                        (name, &baseline[index]),
                        false,
                    ));
                }
            }
        }
    }
    Ok(rows)
}
