//! What a call costs: instructions, allocations, time.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::cargo::{Outcome, output};
use crate::count::instructions;
use crate::table::{Row, tell};

const BY_HAND: &str = "reqwest";
const LIMIT: &str = "hyper";

#[cfg(feature = "hyper-transport")]
const OURS: [&str; 2] = ["callpoint-reqwest", "callpoint-hyper"];
#[cfg(not(feature = "hyper-transport"))]
const OURS: [&str; 1] = ["callpoint-reqwest"];

/// With a limit of its own, so that it differs only where more calls are under way.
#[cfg(feature = "hyper-transport")]
const IN_TURN: Option<&str> = Some("callpoint-hyper-in-turn");
#[cfg(not(feature = "hyper-transport"))]
const IN_TURN: Option<&str> = None;

/// The columns that make no call, each beside the same by hand, and the statuses that they know.
const PIECES: [(&str, &str, &[&str]); 2] = [
    ("to_http", "to_http-by-hand", &["200"]),
    ("from_http", "from_http-by-hand", &["200", "428"]),
];

/// Where the programs are, and a server that runs as long as this value lives.
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
        let told = server.stdout.take().ok_or("the server has no output")?;
        let mut address = String::new();
        BufReader::new(told).read_line(&mut address)?;
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

    /// User-space instructions a call: the difference of two runs, so that starting and stopping do not count.
    fn instructions(&self, column: &str, status: &str) -> Outcome<f64> {
        let few = instructions(&self.client("bench-client", column, status, 200))?;
        let many = instructions(&self.client("bench-client", column, status, 2_200))?;
        Ok((many - few) / 2_000.0)
    }

    /// The length of everything that was decoded, allocations a call, and their bytes.
    fn allocations(&self, column: &str, status: &str) -> Outcome<[f64; 3]> {
        let words = self.client("bench-heap", column, status, 2_200);
        let told = output(Command::new(&words[0]).args(&words[1..]))?;
        numbers(&told)?
            .try_into()
            .map_err(|_| format!("not understood: {told}").into())
    }

    /// Microseconds of half and of 99 of 100 calls, calls a second, and microseconds of processor time a call.
    fn load(&self, column: &str, at_a_time: u64, calls: u64) -> Outcome<[f64; 4]> {
        let mut words = self.client("bench-client", column, "200", calls);
        words.push(at_a_time.to_string());
        let told = output(pinned(0, PathBuf::from(&words[0])).args(&words[1..]))?;
        numbers(&told)?
            .try_into()
            .map_err(|_| format!("not understood: {told}").into())
    }
}

/// Closes the server's standard input, which ends it.
impl Drop for Bench {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        let _ = self.server.wait();
    }
}

/// A program on a core of its own, where the system can do that.
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

fn numbers(told: &str) -> Outcome<Vec<f64>> {
    let parsed: Result<_, _> = told.split_whitespace().map(str::parse).collect();
    Ok(parsed?)
}

/// What is the same in every run.
pub(crate) fn exact(bench: &Bench, runs: usize) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for status in ["200", "428"] {
        let mut columns = vec![BY_HAND, LIMIT];
        columns.extend(OURS);
        let measured = counted(bench, &columns, status, runs)?;
        for (index, figure) in FIGURES.into_iter().enumerate() {
            for (ours, values) in measured.iter().skip(2) {
                for (beside, baselines) in &measured[..2] {
                    rows.push(Row::new(
                        format!("{figure} a call, {status}"),
                        (ours, &values[index]),
                        (beside, &baselines[index]),
                        true,
                    ));
                }
            }
        }
    }
    for (ours, beside, statuses) in PIECES {
        for status in statuses {
            let measured = counted(bench, &[ours, beside], status, runs)?;
            for (index, figure) in FIGURES.into_iter().enumerate() {
                rows.push(Row::new(
                    format!("{figure}, {status}"),
                    (ours, &measured[0].1[index]),
                    (beside, &measured[1].1[index]),
                    true,
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
            let [decoded, allocations, bytes] = bench.allocations(column, status)?;
            // A column that decodes less would look cheap.
            if (*all_decode.get_or_insert(decoded) - decoded).abs() > 0.5 {
                return Err(format!("{column} does not decode what the others do").into());
            }
            let all = [bench.instructions(column, status)?, allocations, bytes];
            for (values, value) in values.iter_mut().zip(all) {
                values.push(value);
            }
        }
        measured.push((column, values));
    }
    Ok(measured)
}

/// Latency, throughput and processor time. The columns take turns, so that what the machine does besides hits all of them.
pub(crate) fn timed(bench: &Bench, rounds: usize) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for (at_a_time, calls) in [(1, 4_000), (64, 38_400), (1_024, 38_400)] {
        // The baseline stands there twice: how far it is from itself says what a ratio is worth.
        let mut columns = vec![BY_HAND, LIMIT, "reqwest"];
        columns.extend(OURS);
        if at_a_time > 64 {
            columns.extend(IN_TURN);
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
            "calls a second",
            "processor time a call, µs",
        ];
        for (index, figure) in figures.into_iter().enumerate() {
            for (column, values) in columns.iter().zip(&measured).skip(2) {
                let baselines = if *column == BY_HAND { 1 } else { 2 };
                for (beside, baseline) in columns.iter().zip(&measured).take(baselines) {
                    let of = if *column == BY_HAND {
                        "reqwest, again"
                    } else {
                        column
                    };
                    rows.push(Row::new(
                        format!("{figure}, {at_a_time} at a time"),
                        (of, &values[index]),
                        (beside, &baseline[index]),
                        false,
                    ));
                }
            }
        }
    }
    Ok(rows)
}
