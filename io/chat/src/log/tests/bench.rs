//! Not a test: what a message costs, on this machine, now. `cargo test --release -p hullo-chat -- --ignored --nocapture log_costs`

use super::ground::{Folder, memory, record};
use crate::log::{Appended, Entry, Log};
use hullo_room::{Record, Stamp};
use std::time::{Duration, Instant};

/// CPU time of the whole process so far.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let own: u64 = stat
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let threads = std::fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let all: u64 = threads
        .filter_map(|task| std::fs::read_to_string(task.path().join("schedstat")).ok())
        .filter_map(|stat| stat.split(' ').next().and_then(|n| n.parse::<u64>().ok()))
        .sum();
    Duration::from_nanos(all.max(own))
}

fn batch(template: &[Record], stamp: &mut Stamp, size: usize) -> Vec<Entry> {
    (0..size)
        .map(|n| {
            *stamp = stamp.next(1_790_000_000_000);
            let mut record = template[n % template.len()].clone();
            record.stamp = *stamp;
            Entry::Record(record)
        })
        .collect()
}

async fn saturate(
    log: &mut Log,
    template: &[Record],
    size: usize,
    total: usize,
) -> (Duration, Duration) {
    let mut stamp = log.last();
    let (begun, used) = (Instant::now(), cpu());
    for _ in 0..total / size {
        if log.append(batch(template, &mut stamp, size)) == Appended::Later {
            log.done().await.expect("room enough");
        }
    }
    (cpu() - used, begun.elapsed())
}

#[tokio::test]
#[ignore = "prints figures"]
async fn log_costs() {
    let text = "x".repeat(64);
    let one: Vec<Record> = (0..4)
        .map(|n| record(0, "#a", &format!("pub{n}"), &text))
        .collect();
    let four: Vec<Record> = (0..4)
        .map(|n| record(0, &format!("#{n}"), &format!("pub{n}"), &text))
        .collect();
    for (name, template) in [("one room", &one), ("four rooms", &four)] {
        for size in [1, 16, 64] {
            let total = if size == 1 { 20_000 } else { 400_000 };
            let mut log = memory();
            let (base, _) = saturate(&mut log, template, size, total).await;
            let folder = Folder::new();
            let mut log = folder.open();
            let (used, wall) = saturate(&mut log, template, size, total).await;
            let micros = |time: Duration| time.as_secs_f64() * 1e6 / total as f64;
            println!(
                "{name}, {size:2} a commit: memory {:.2} µs, disk {:.2} µs CPU a message, {:.1} µs a commit",
                micros(base),
                micros(used),
                wall.as_secs_f64() * 1e6 / (total / size) as f64,
            );
        }
    }
    let folder = Folder::new();
    let mut log = folder.open();
    let mut stamp = log.last();
    let mut waits = Vec::new();
    for _ in 0..1_000 {
        tokio::time::sleep(Duration::from_millis(2)).await;
        let begun = Instant::now();
        if log.append(batch(&one, &mut stamp, 1)) == Appended::Later {
            log.done().await.expect("room enough");
        }
        waits.push(begun.elapsed());
    }
    waits.sort();
    println!(
        "paced: p50 {:?}, p99 {:?}, worst {:?}",
        waits[500], waits[990], waits[999]
    );
}
