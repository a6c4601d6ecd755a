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
    chosen(&mut cases);
    refusals(&mut cases);
    cases.listed()
}

fn chosen(cases: &mut Cases) {
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
    cases.works(
        "stream.from",
        &["FILTER-STREAM"],
        ("Listen with from=DELTA, publish from ALPHA and from DELTA", "the second comes alone"),
        |world| async move {
            let (sender, listener, _stream) = running(&world).await?;
            let mut chosen = listener.stream_with("&from=DELTA", None).await?;
            sender.publish(&sender.messages.report()).await?;
            let report = sender.messages.from("DELTA").report();
            sender.publish(&report).await?;
            chosen.hears(&report).await
        },
    );
    cases.works(
        "stream.kinds",
        &["FILTER-STREAM"],
        ("Listen with two kinds, publish one of a third and one of each", "the two come"),
        |world| async move {
            let (sender, listener, _stream) = running(&world).await?;
            let mut chosen = listener.stream_with("&kind=RefreshInit&kind=PauseScenario", None).await?;
            sender.publish(&sender.messages.report()).await?;
            let mark = sender.mark().await?;
            let pause = sender.messages.command("PauseScenario");
            sender.publish(&pause).await?;
            chosen.hears(&mark).await?;
            chosen.hears(&pause).await
        },
    );
    cases.works(
        "history.from",
        &["FILTER-HISTORY"],
        ("Publish from ALPHA and from DELTA, read the reports from DELTA", "the second alone"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            sender.publish(&sender.messages.report()).await?;
            let report = sender.messages.from("DELTA").report();
            sender.publish(&report).await?;
            let history = sender.get("messages?kind=ReportBody&from=DELTA").await?.lines()?;
            expect(history.len() == 1 && history[0]["xml"] == report, || format!("the messages are {history:?}"))
        },
    );
}

fn refusals(cases: &mut Cases) {
    cases.refuses(
        "stream.unknown-kind",
        &["FILTER-UNKNOWN-STREAM"],
        ("Open a stream with a kind that there is not", "it is closed with 1003"),
        |world| async move {
            let (_, listener, _stream) = running(&world).await?;
            listener.stream_with("&kind=NoSuchBody", None).await?.closed(1003).await.map(drop)
        },
    );
    cases.refuses(
        "history.limit",
        &["FILTER-UNKNOWN"],
        ("Read the messages with limit=0 and limit=many", "400"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            for limit in ["0", "many"] {
                sender.get(&format!("messages?limit={limit}")).await?.refused_somehow()?;
            }
            Ok(())
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
}
