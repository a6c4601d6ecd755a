//! A server that verifies tokens, and an identity provider in a few lines.

use serde_json::{Value, json};

use crate::support::{
    client::Client,
    exercise::begin,
    server::Server,
    tokens::{ADMINISTRATOR, Signer},
};

/// A server and the key that its tokens are signed with.
pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) signer: Signer,
}

impl World {
    pub(crate) fn with(mode: &str, more: &[(&str, &str)]) -> Self {
        let signer = Signer::p256();
        let key = signer.public_pem();
        let own = [("C2SIM_AUTH_MODE", mode), ("C2SIM_BEARER_PUBLIC_KEY", &key), ("C2SIM_ADMIN_ROLE", ADMINISTRATOR)];
        Self { server: Server::with(&[&own, more].concat()), signer }
    }

    /// A token that permits everything, but for what `change` says; null takes a claim away.
    pub(crate) fn token(&self, change: &Value) -> String {
        self.signer.permitting(change)
    }

    /// A client with a token that permits everything, but for what `change` says.
    pub(crate) fn client(&self, client_id: &str, change: &Value) -> Client {
        self.server.client(client_id).with_token(&self.token(change))
    }

    /// Brings the session `default` to RUNNING.
    pub(crate) async fn run(&self) -> Client {
        let c2 = self.client("c2-one", &json!({}));
        begin(&c2).await;
        c2
    }
}
