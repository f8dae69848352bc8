//! /metrics: what the host has counted and what it holds, as Prometheus reads it (OpenMetrics 1.0 text).

use crate::counters::Counters;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::fmt;

/// The content type.
pub(crate) const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Clients by what they speak.
pub(crate) const KINDS: usize = 5;

/// What a host has counted, and what it holds now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) counters: Counters,
    /// Pieces laid out for receivers, ever.
    pub(crate) deliveries: u64,
    /// Connections by what is spoken.
    pub(crate) clients: [(&'static str, u64); KINDS],
    pub(crate) people: u64,
    pub(crate) rooms: u64,
    /// Bytes that wait for clients to read them.
    pub(crate) queued: u64,
    /// The log refused what it was given last.
    pub(crate) failing: bool,
    /// When the host started, in milliseconds since 1970.
    pub(crate) started: u64,
}

/// The text of all numbers.
pub(crate) fn print(numbers: Numbers) -> String {
    let mut registry = Registry::with_prefix("hullo");
    let build = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
    registry.register("build", "What runs here", build);
    registry.register_collector(Box::new(numbers));
    let mut text = String::new();
    encode(&mut text, &registry).expect("a String takes every text");
    text
}

impl Collector for Numbers {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let c = &self.counters;
        let counters = [
            ("connections", "Connections let in", c.connections),
            ("refused", "Connections turned away", c.refused),
            ("lines", "Lines heard", c.lines),
            ("held", "Times a client waited for its rate", c.held),
            ("received_bytes", "Bytes read", c.bytes),
            ("ticks", "Turns with something to keep or to send", c.ticks),
            ("entries", "Entries given to the log", c.entries),
            (
                "log_refused",
                "Messages that the log could not keep",
                c.refused_by_log,
            ),
            (
                "deliveries",
                "Messages laid out for receivers",
                self.deliveries,
            ),
            (
                "too_slow",
                "Clients closed because they did not read",
                c.too_slow,
            ),
            ("posts", "Requests whose messages were taken", c.posts),
            ("datagrams", "Datagrams heard", c.datagrams),
            (
                "datagrams_dropped",
                "Datagrams not taken",
                c.datagrams_dropped,
            ),
        ];
        for (name, help, value) in counters {
            let counter = ConstCounter::new(value);
            counter.encode(encoder.encode_descriptor(
                name,
                help,
                None,
                counter.metric_type(),
            )?)?;
        }
        let gauges = [
            ("people", "People in the chat", self.people),
            (
                "rooms",
                "Rooms with somebody in them, and lobbies",
                self.rooms,
            ),
            (
                "queued_bytes",
                "Bytes that wait to be read by clients",
                self.queued,
            ),
            (
                "log_failing",
                "1 if the log refused what it was given last",
                u64::from(self.failing),
            ),
            (
                "start_time_seconds",
                "When the host started, since 1970",
                self.started / 1000,
            ),
        ];
        for (name, help, value) in gauges {
            let gauge = ConstGauge::new(i64::try_from(value).unwrap_or(i64::MAX));
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        let mut family =
            encoder.encode_descriptor("clients", "Connections", None, MetricType::Gauge)?;
        for (kind, count) in self.clients {
            let gauge = ConstGauge::new(i64::try_from(count).unwrap_or(i64::MAX));
            gauge.encode(family.encode_family(&[("speaks", kind)])?)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_what_a_scraper_expects() {
        let mut numbers = Numbers {
            deliveries: 7,
            clients: [
                ("irc", 2),
                ("plain", 1),
                ("websocket", 0),
                ("http", 1),
                ("unknown", 0),
            ],
            failing: true,
            ..Numbers::default()
        };
        numbers.counters.posts = 3;
        let text = print(numbers);
        for line in [
            "# TYPE hullo_posts counter",
            "hullo_posts_total 3",
            "hullo_deliveries_total 7",
            "hullo_clients{speaks=\"irc\"} 2",
            "hullo_log_failing 1",
            concat!(
                "hullo_build_info{version=\"",
                env!("CARGO_PKG_VERSION"),
                "\"} 1"
            ),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(text.ends_with("# EOF\n"));
    }
}
