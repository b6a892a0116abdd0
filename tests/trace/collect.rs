//! A subscriber that records spans and events.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// A span that has ended, or an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    name: String,
    parent: Option<String>,
    pub(crate) fields: BTreeMap<String, String>,
}

impl Record {
    pub(crate) fn new(name: &str, parent: Option<&str>, fields: BTreeMap<String, String>) -> Self {
        Self {
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
            fields,
        }
    }

    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name == name
    }

    pub(crate) fn is_span(&self) -> bool {
        !self.fields.contains_key("message")
    }
}

#[derive(Clone, Default)]
pub(crate) struct Collector(Arc<Mutex<Vec<Record>>>);

impl Collector {
    pub(crate) fn subscriber(&self) -> impl Subscriber + Send + Sync + use<> {
        Registry::default().with(self.clone())
    }

    pub(crate) fn records(&self) -> Vec<Record> {
        self.0.lock().unwrap().clone()
    }
}

#[derive(Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Collector {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        context.span(id).unwrap().extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &tracing::span::Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        values.record(span.extensions_mut().get_mut::<Fields>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let parent = context.event_span(event).map(|span| span.name());
        let metadata = event.metadata();
        let name = format!("{} {}", metadata.level(), metadata.target());
        let record = Record::new(&name, parent, fields.0);
        self.0.lock().unwrap().push(record);
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        let fields = span.extensions_mut().remove::<Fields>().unwrap();
        let parent = span.parent().map(|parent| parent.name());
        let record = Record::new(span.name(), parent, fields.0);
        self.0.lock().unwrap().push(record);
    }
}
