//! Very many calls to a service that sometimes fails: every call has one outcome, none is lost, nothing is done twice, and nothing grows.
//!
//! `soak [calls] [reqwest|hyper]` measures, and starts `soak serve` in another process for it. It fails if a count is wrong or if memory or sockets
//! grow. `run.sh` runs a release build.
#![expect(
    clippy::cast_precision_loss,
    reason = "rates and means are for people, who do not count that far"
)]

mod calls;
mod census;
mod failures;
mod samples;
mod server;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use callpoint::transport::{HyperTransport, ReqwestTransport, Transport};
use callpoint::{Client, RetryPolicy};

use self::calls::Counting;
use self::census::Census;
use self::samples::Samples;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The number of calls in flight.
const AT_A_TIME: usize = 256;

/// The attempt timeout. A deliberately slow response takes longer.
const ATTEMPT: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("serve") => server::serve(&arguments[1..]).await.map(|()| Vec::new()),
        _ => measure(&arguments).await,
    };
    match result {
        Ok(errors) if errors.is_empty() => ExitCode::SUCCESS,
        Ok(errors) => {
            for error in errors {
                eprintln!("error: {error}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Kills the server on drop.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn transport(name: &str) -> Result<Box<dyn Transport>> {
    let connecting = Duration::from_secs(10);
    Ok(match name {
        "reqwest" => Box::new(ReqwestTransport::new(connecting)?),
        "hyper" => Box::new(HyperTransport::new(connecting)?),
        other => return Err(format!("there is no transport `{other}`").into()),
    })
}

/// Makes the calls, and returns the errors.
async fn measure(arguments: &[String]) -> Result<Vec<String>> {
    let calls = (arguments.first()).map_or(Ok(1_000_000), |calls| calls.parse())?;
    let name = arguments.get(1).map_or("reqwest", String::as_str);
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["serve", &calls.to_string()]);
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().ok_or("no output")?;
    let _server = Server(child);
    let mut address = String::new();
    BufReader::new(output).read_line(&mut address)?;
    let address = address.trim();

    let census = Arc::new(Census::new(calls));
    let before = samples::sockets()?;
    let client = Client::builder(format!("http://{address}"))
        .transport(Counting::new(transport(name)?, Arc::clone(&census)))
        .attempt_timeout(ATTEMPT)
        .retry(RetryPolicy::default().initial_backoff(Duration::from_millis(10)))
        .build()?;
    println!("{calls} calls by {name}, {AT_A_TIME} at a time");
    let began = Instant::now();
    let workers =
        (0..AT_A_TIME).map(|_| tokio::spawn(calls::work(client.clone(), Arc::clone(&census))));
    let workers: Vec<_> = workers.collect();
    let mut samples = Samples::default();
    while workers.iter().any(|worker| !worker.is_finished()) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        samples.take(census.done())?;
    }
    let took = began.elapsed();
    for worker in workers {
        worker.await?;
    }

    let stats = stats(address)?;
    println!("{}", census.table());
    let rate = calls as f64 / took.as_secs_f64();
    println!("{:.1} s, {rate:.0} calls a second", took.as_secs_f64());
    let mut errors = census.errors(&stats);
    println!("{}", samples.table());
    errors.extend(samples.growth());
    drop(client);
    errors.extend(left_open(before).await?);
    Ok(errors)
}

/// Sockets that are still open after the client is dropped.
async fn left_open(before: usize) -> Result<Option<String>> {
    for _ in 0..100 {
        let now = samples::sockets()?;
        if now <= before {
            println!("sockets before the first call and after the last: {before} and {now}");
            return Ok(None);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let now = samples::sockets()?;
    Ok(Some(format!(
        "{now} sockets are open without a client, and {before} were before"
    )))
}

/// The server's counts: names and numbers.
fn stats(address: &str) -> Result<server::Stats> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /stats HTTP/1.1\r\n\r\n")?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    server::Stats::parse(&text).ok_or_else(|| "the server's counts cannot be read".into())
}
