//! Going on after a lost connection, and reading what went out.

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    verdict::expect,
};

pub(super) fn cases() -> Vec<Case> {
    [streams(), history()].into_iter().flatten().collect()
}

fn streams() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.works(
        "stream",
        &["RESUME-STREAM"],
        (
            "Lose a stream, have two reports published, open it with after= the last that was heard, publish",
            "all three come",
        ),
        |world| async move {
            let (sender, listener, stream) = running(&world).await?;
            let last = sender.publish(&sender.messages.report()).await?.address()?;
            drop(stream);
            let missed: Vec<String> = (0..3).map(|_| sender.messages.report()).collect();
            for report in &missed[..2] {
                sender.publish(report).await?;
            }
            let mut again = listener.stream_with(&format!("&after={last}"), None).await?;
            sender.publish(&missed[2]).await?;
            for report in &missed {
                again.hears(report).await?;
            }
            Ok(())
        },
    );
    cases.refuses(
        "stream.unknown",
        &["RESUME-IMPOSSIBLE"],
        ("Open a stream after an address of another session", "it is closed with 4410"),
        |world| async move {
            let (_, listener, _stream) = running(&world).await?;
            let stream = listener.stream_with("&after=0123456789abcdef:1", None).await;
            stream?.closed(4410).await.map(drop)
        },
    );
    cases.listed()
}

fn history() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.works(
        "history",
        &["RESUME-HISTORY"],
        (
            "Publish two reports, read the messages after the first",
            "the second alone, as it was sent, with its kind and sender",
        ),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let first = sender.publish(&sender.messages.report()).await?.address()?;
            let second = sender.messages.report();
            sender.publish(&second).await?;
            let history = sender.get(&format!("messages?after={first}")).await?.lines()?;
            expect(history.len() == 1, || format!("{} messages come", history.len()))?;
            let is_right = history[0]["xml"] == second && history[0]["kind"] == "ReportBody";
            expect(is_right && history[0]["sender"] == "ALPHA", || format!("the message is {}", history[0]))
        },
    );
    cases.refuses(
        "history.unknown",
        &["RESUME-IMPOSSIBLE"],
        ("Read the messages after an address of another session", "410 RESUME_NOT_POSSIBLE"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let answer = sender.get("messages?after=0123456789abcdef:1").await?;
            let is_right = answer.status == 410 && answer.code() == "RESUME_NOT_POSSIBLE";
            expect(is_right, || format!("it is answered with {} {}", answer.status, answer.body))
        },
    );
    cases.listed()
}
