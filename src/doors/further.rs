//! The doors beside the C2SIM interface: which are open, where they hang, and how they end.
//!
//! Entry point: [`FurtherDoors::open`]. What it deliberately leaves out: their own ports ([`super::ports`]).

use std::sync::Arc;

use poem::Route;

use super::{concierge::ConciergeDoor, editing::EditingDoor, relay::RelayDoor};
use crate::{
    auth::Authenticator,
    feed::StoreError,
    ops::{Configuration, Shutdown, configuration::DoorOpening},
};

/// Where the editing door hangs in the main port.
const EDITING_PATH: &str = "/editing";
/// Where the gateway hangs in the main port.
const CONCIERGE_PATH: &str = "/concierge";

/// The doors beside the C2SIM interface that are open.
pub(super) struct FurtherDoors {
    /// The HTTP relay.
    pub(super) relay: Option<Arc<RelayDoor>>,
    /// Real-time editing.
    pub(super) editing: Option<Arc<EditingDoor>>,
    /// The service gateway.
    pub(super) concierge: Option<Arc<ConciergeDoor>>,
}

impl FurtherDoors {
    /// Opens those that are configured, with what they keep.
    ///
    /// # Errors
    /// What one keeps cannot be read.
    pub(super) async fn open(
        configuration: &Arc<Configuration>,
        authenticator: &Arc<Authenticator>,
        shutdown: &Shutdown,
    ) -> Result<Self, StoreError> {
        let (data_dir, known) = (&configuration.data_dir, || Arc::clone(authenticator));
        let mut doors = Self { relay: None, editing: None, concierge: None };
        if configuration.door_relay != DoorOpening::Off {
            doors.relay = Some(RelayDoor::open(configuration, known(), data_dir, shutdown.clone()).await?);
        }
        if configuration.door_editing != DoorOpening::Off {
            doors.editing = Some(EditingDoor::open(configuration, known(), data_dir, shutdown.clone())?);
        }
        if configuration.door_concierge != DoorOpening::Off {
            doors.concierge = Some(ConciergeDoor::open(configuration, known(), data_dir, shutdown.clone()).await?);
        }
        Ok(doors)
    }

    /// Hangs the doors into the main port.
    pub(super) fn mount(&self, mut route: Route, prefix: &str) -> Route {
        if let Some(relay) = &self.relay {
            route = relay.mounted(route, prefix);
        }
        if let Some(editing) = &self.editing {
            route = editing.mounted(route, &format!("{prefix}{EDITING_PATH}"));
        }
        if let Some(concierge) = &self.concierge {
            route = concierge.mounted(route, &format!("{prefix}{CONCIERGE_PATH}"));
        }
        route
    }

    /// Takes nothing more, and resolves when everything is kept.
    pub(super) async fn close(&self) {
        if let Some(relay) = &self.relay {
            relay.close().await;
        }
        if let Some(editing) = &self.editing {
            editing.close().await;
        }
        if let Some(concierge) = &self.concierge {
            concierge.close().await;
        }
    }
}
