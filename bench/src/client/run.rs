//! The command line of a client, and its loops.

use std::env;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::calls::Caller;
use crate::columns::{
    Callpoint, FromHttp, FromHttpDrift, FromHttpHandWritten, Hyper, Reqwest, ToHttp,
    ToHttpHandWritten,
};
#[cfg(feature = "hyper-transport")]
use crate::columns::{Ours, Theirs};
use crate::types::{Failure, TRUSTED, UNTRUSTED};

/// What one run measures.
struct Plan {
    calls: u64,
    /// How many calls run at a time; `None` to count instead of measuring time.
    at_a_time: Option<u64>,
    allocations: Allocations,
}

/// The allocations so far, their bytes, and the most bytes at a time.
type Allocations = fn() -> (u64, u64, u64);

/// Makes the calls that the command line specifies.
pub(crate) fn main(allocations: Allocations) -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args().skip(1);
    let mut next = |what: &str| args.next().ok_or_else(|| format!("{what} is missing"));
    let column = next("the column")?;
    let call = next("the status")?;
    // Anything else is another case.
    let id = if call == "428" { UNTRUSTED } else { TRUSTED };
    let base = format!("http://{}", next("the address")?);
    let calls = next("the number of calls")?.parse()?;
    let at_a_time = args.next().map(|number| number.parse()).transpose()?;
    let plan = Plan {
        calls,
        at_a_time,
        allocations,
    };
    // One thread: counts are the same in every run.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let local = tokio::task::LocalSet::new();
    local
        .block_on(&runtime, plan.column(&column, &call, &base, id))
        .map_err(|error| error.to_string().into())
}

impl Plan {
    async fn column(
        &self,
        column: &str,
        call: &str,
        base: &str,
        id: &'static str,
    ) -> Result<(), Failure> {
        #[cfg(feature = "hyper-transport")]
        if !matches!(call, "200" | "428") {
            return match column {
                "reqwest" => self.run(Theirs::new(base, call)).await,
                _ => {
                    self.run(Ours::new(base, call, column == "callpoint-hyper")?)
                        .await
                }
            };
        }
        match column {
            "hyper-plain" => self.run(Hyper::plain(base, id)?).await,
            "reqwest" => self.run(Reqwest::new(base, id)).await,
            "hyper" => self.run(Hyper::new(base, id)?).await,
            "callpoint-reqwest" => self.run(Callpoint::on_reqwest(base, id)?).await,
            #[cfg(feature = "hyper-transport")]
            "callpoint-hyper" => self.run(Callpoint::on_hyper(base, id, None)?).await,
            #[cfg(feature = "hyper-transport")]
            "callpoint-hyper-limited" => self.run(Callpoint::on_hyper(base, id, Some(64))?).await,
            "to_http" => self.run(ToHttp::new(base, id)?).await,
            "to_http-hand-written" => self.run(ToHttpHandWritten::new(base, id)).await,
            "from_http" => self.run(FromHttp::new(id)).await,
            "from_http-drift" => self.run(FromHttpDrift::new(id)).await,
            "from_http-hand-written" => self.run(FromHttpHandWritten(FromHttp::new(id))).await,
            other => Err(format!("no column {other}").into()),
        }
    }

    async fn run<C: Caller>(&self, caller: C) -> Result<(), Failure> {
        match self.at_a_time {
            Some(at_a_time) => self.load(caller, at_a_time).await,
            None => self.count(caller).await,
        }
    }

    /// One call after another, and the allocations of each but the first 200.
    async fn count<C: Caller>(&self, caller: C) -> Result<(), Failure> {
        const WARM_UP: u64 = 200;
        let mut total = 0;
        let warm_up = WARM_UP.min(self.calls / 11);
        let mut before = (0, 0, 0);
        for number in 0..self.calls {
            if number == warm_up {
                before = (self.allocations)();
            }
            total += caller.call().await?;
        }
        let after = (self.allocations)();
        let counted = (self.calls - warm_up).max(1);
        say(&format!(
            "{} {} {} {}",
            total,
            per(after.0 - before.0, counted),
            per(after.1 - before.1, counted),
            after.2,
        ));
        Ok(())
    }

    /// Runs `at_a_time` calls at a time until all are made.
    async fn load<C: Caller>(&self, caller: C, at_a_time: u64) -> Result<(), Failure> {
        burst(&caller, at_a_time, (self.calls / 4).max(at_a_time)).await?;
        let (began, cpu) = (Instant::now(), cpu_time());
        let mut latencies = burst(&caller, at_a_time, self.calls).await?;
        let (took, cpu) = (began.elapsed(), cpu_time().saturating_sub(cpu));
        latencies.sort_unstable();
        let at = |share: usize| latencies[(latencies.len() * share / 100).min(latencies.len() - 1)];
        let made = per(latencies.len() as u64, 1);
        say(&format!(
            "{} {} {} {}",
            micros(at(50)),
            micros(at(99)),
            made / took.as_secs_f64(),
            micros(cpu) / made,
        ));
        Ok(())
    }
}

/// How long each call took.
async fn burst<C: Caller>(
    caller: &C,
    at_a_time: u64,
    calls: u64,
) -> Result<Vec<Duration>, Failure> {
    let tasks: Vec<_> = (0..at_a_time)
        .map(|_| {
            let caller = caller.clone();
            tokio::task::spawn_local(async move {
                let mut latencies = Vec::new();
                for _ in 0..calls.div_ceil(at_a_time) {
                    let began = Instant::now();
                    caller.call().await?;
                    latencies.push(began.elapsed());
                }
                Ok::<_, Failure>(latencies)
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    Ok(latencies)
}

/// The processor time of this process so far, user and kernel.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

#[allow(clippy::cast_precision_loss, reason = "the counts are small")]
fn per(total: u64, calls: u64) -> f64 {
    total as f64 / calls as f64
}

#[allow(clippy::print_stdout, reason = "the figures are the program's output")]
fn say(line: &str) {
    println!("{line}");
}
