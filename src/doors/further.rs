//! The doors beside the C2SIM interface: which are open, where they hang, and how they end.
//!
//! Entry point: [`FurtherDoors::open`]. What it deliberately leaves out: their own ports ([`super::ports`]).

use std::sync::Arc;

use parking_lot::Mutex;
use poem::Route;

use super::{
    concierge::ConciergeDoor,
    crossing::{Drafts, Mirrors},
    editing::EditingDoor,
    relay::RelayDoor,
};
use crate::{
    auth::Authenticator,
    feed::StoreError,
    ops::{Configuration, DoorFigures, Shutdown, configuration::DoorOpening},
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
    /// The sessions that are services of the gateway; nothing once it is closed.
    mirrors: Mutex<Option<Mirrors>>,
}

impl FurtherDoors {
    /// Opens those that are configured, with what they keep.
    ///
    /// # Errors
    /// What one keeps cannot be read.
    pub(super) async fn open(
        configuration: &Arc<Configuration>,
        authenticator: &Arc<Authenticator>,
        drafts: Drafts,
        shutdown: &Shutdown,
    ) -> Result<Self, StoreError> {
        let (data_dir, known) = (&configuration.data_dir, || Arc::clone(authenticator));
        let hub = Arc::clone(&drafts.hub);
        let mut doors = Self { relay: None, editing: None, concierge: None, mirrors: Mutex::default() };
        if configuration.door_relay != DoorOpening::Off {
            doors.relay = Some(RelayDoor::open(configuration, known(), data_dir, shutdown.clone()).await?);
        }
        if configuration.door_editing != DoorOpening::Off {
            doors.editing = Some(EditingDoor::open(configuration, known(), drafts, shutdown.clone())?);
        }
        if configuration.door_concierge != DoorOpening::Off {
            let concierge = ConciergeDoor::open(configuration, known(), data_dir, shutdown.clone()).await?;
            doors.mirrors = Mutex::new(Some(Mirrors::spawn(&hub, &concierge)));
            doors.concierge = Some(concierge);
        }
        Ok(doors)
    }

    /// Shows how they do.
    pub(super) fn show(&self, figures: &DoorFigures) {
        if let Some(relay) = self.relay.clone() {
            figures.show("relay", move || relay.figures());
        }
        if let Some(editing) = self.editing.clone() {
            figures.show("editing", move || editing.figures());
        }
        if let Some(concierge) = self.concierge.clone() {
            figures.show("concierge", move || concierge.figures());
        }
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
        let mirrors = self.mirrors.lock().take();
        if let Some(mirrors) = mirrors {
            mirrors.close().await;
        }
        if let Some(concierge) = &self.concierge {
            concierge.close().await;
        }
    }
}
