//! How the client publishes, by POST or on the stream, and what it makes of the answer.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;
use tokio::{sync::oneshot, time::timeout};

use super::{
    beats::Beats,
    client::{Client, renamed, text},
    flaw::Flaw,
};

/// How long a hasty client waits for an answer.
const HASTE: Duration = Duration::from_millis(60);

/// How often a message is sent again whose answer does not come.
const ATTEMPTS_MAX: usize = 5;

/// What became of a message.
enum Outcome {
    Taken(Value),
    Refused(Value),
    Unavailable(Duration),
    /// Nobody knows.
    Lost,
}

impl Client {
    /// Publishes a message, and does what its answer asks for.
    pub(super) async fn publish(&self, xml: String) {
        let outcome = match self.flaw {
            Flaw::AgainWhenLate => match timeout(HASTE, self.offer(&xml)).await {
                Ok(outcome) => outcome,
                Err(_) => self.offer(&xml).await,
            },
            _ => self.offer(&xml).await,
        };
        match outcome {
            Outcome::Lost => {
                let id = text(&xml, "MessageID");
                let again = if self.flaw == Flaw::RenamesLost { renamed(&xml, &id) } else { xml };
                for _ in 0..ATTEMPTS_MAX {
                    // A connection that is about to end loses the next message, too.
                    if !matches!(self.offer(&again).await, Outcome::Lost) {
                        return;
                    }
                }
            }
            Outcome::Unavailable(wait) if self.flaw != Flaw::DoesNotWait => {
                self.beats.pass(Beats::in_time(wait)).await;
            }
            Outcome::Unavailable(_) => {}
            Outcome::Refused(error) => {
                if self.flaw == Flaw::RepeatsRefused {
                    self.offer(&xml).await;
                }
                let is_known = !error["code"].as_str().is_some_and(|code| code.contains("LATER"));
                self.known.lock().is_over |= self.flaw == Flaw::FallsOverCode && !is_known;
            }
            Outcome::Taken(answer) => {
                self.known.lock().is_over |= self.flaw == Flaw::FallsOverField && answer.get("laterField").is_some();
                if self.flaw == Flaw::EachTwice {
                    self.offer(&xml).await;
                }
            }
        }
    }

    async fn offer(&self, xml: &str) -> Outcome {
        if self.is_upstream { self.offer_on_stream(xml).await } else { self.offer_by_post(xml).await }
    }

    async fn offer_by_post(&self, xml: &str) -> Outcome {
        let Some((response, wait)) = self.ask(Method::POST, "send", "application/xml", xml.to_owned()).await else {
            return Outcome::Lost;
        };
        let status = response.status().as_u16();
        match (status, response.json::<Value>().await) {
            (_, Err(_)) => Outcome::Lost,
            (200, Ok(answer)) => Outcome::Taken(answer),
            (503, Ok(_)) => Outcome::Unavailable(Duration::from_secs(wait)),
            (_, Ok(error)) => Outcome::Refused(error),
        }
    }

    async fn offer_on_stream(&self, xml: &str) -> Outcome {
        let open = self.upward.subscribe().wait_for(Option::is_some).await.ok().and_then(|upward| upward.clone());
        let (tell, told) = oneshot::channel();
        let frame = self.known.lock().published(xml, tell);
        if open.is_none_or(|upward| upward.send(frame).is_err()) {
            return Outcome::Lost;
        }
        match told.await {
            Err(_) => Outcome::Lost,
            Ok(answer) if answer["error"].is_object() => Outcome::Refused(answer["error"].clone()),
            Ok(answer) => Outcome::Taken(answer),
        }
    }
}
