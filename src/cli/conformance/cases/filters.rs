//! Streams and history of chosen messages.

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    verdict::expect,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Filters);
    cases.works(
        "stream.kind",
        &["FILTER-STREAM"],
        ("Listen with kind=RefreshInit, publish a report and a RefreshInit", "the second comes alone"),
        |world| async move {
            let (sender, listener, _stream) = running(&world).await?;
            let mut chosen = listener.stream_with("&kind=RefreshInit", None).await?;
            sender.publish(&sender.messages.report()).await?;
            let mark = sender.mark().await?;
            chosen.hears(&mark).await
        },
    );
    cases.works(
        "history.kind",
        &["FILTER-HISTORY"],
        ("Publish a report and a RefreshInit, read the messages of kind ReportBody", "the report alone"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let report = sender.messages.report();
            sender.publish(&report).await?;
            sender.mark().await?;
            let history = sender.get("messages?kind=ReportBody").await?.lines()?;
            expect(history.len() == 1 && history[0]["xml"] == report, || format!("the messages are {history:?}"))
        },
    );
    cases.refuses(
        "history.unknown-kind",
        &["FILTER-UNKNOWN"],
        ("Read the messages of a kind that there is not", "400"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            sender.get("messages?kind=NoSuchBody").await?.refused_somehow().map(drop)
        },
    );
    cases.listed()
}
