//! The query of a stream's address: who listens, from where on, and to what.

use poem::Request;

use crate::doors::subscription::{self, NotASubscription, Parameters};
use crate::{
    hub::Subscription,
    identity::{ClientId, NotAClientId},
};

/// The query as it was sent. Parameters that are not ours are passed over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    client_id: String,
    after: Option<String>,
    kinds: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
}

impl Query {
    /// The query of a request; one that is not encoded as a query is says nothing.
    pub(super) fn of(request: &Request) -> Self {
        request.params::<Vec<(String, String)>>().map(Self::from_pairs).unwrap_or_default()
    }

    fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "clientId" => query.client_id = value,
                "after" => query.after = Some(value),
                "kind" => query.kinds.push(value),
                "from" => query.from.push(value),
                "to" => query.to.push(value),
                _ => {}
            }
        }
        query
    }

    /// Who listens.
    pub(super) fn client(&self) -> Result<ClientId, NotAClientId> {
        ClientId::parse(&self.client_id)
    }

    /// From where on, and to what.
    pub(super) fn subscription(&self) -> Result<Subscription, NotASubscription> {
        let Self { after, kinds, from, to, .. } = self;
        subscription::read(Parameters { after: after.as_deref(), kinds, from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_taken_as_often_as_it_may_be_given() {
        let check = |uri: &str, expected: Query| {
            let request = Request::builder().uri_str(uri).finish();
            assert_eq!(Query::of(&request), expected, "{uri}");
        };
        let own = |text: &str| text.to_owned();
        check("/ws", Query::default());
        check("/ws?clientId=%ff", Query { client_id: own("\u{fffd}"), ..Query::default() });
        check("/ws?token=x&clientId=abcde", Query { client_id: own("abcde"), ..Query::default() });
        check(
            "/ws?clientId=abcde&after=1:2&kind=A&kind=B&from=a,+b&to=c%26d&to=",
            Query {
                client_id: own("abcde"),
                after: Some(own("1:2")),
                kinds: vec![own("A"), own("B")],
                from: vec![own("a, b")],
                to: vec![own("c&d"), own("")],
            },
        );
    }
}
