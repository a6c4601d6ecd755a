//! The clients of one namespace and their services.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{ClientInfo, ClientName, ClientNumber, ClientUuid, ServiceInfo, ServiceName, Standing};

/// How much one namespace holds.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors::concierge) struct Limits {
    /// Services of one client.
    pub(in crate::doors::concierge) services_max: usize,
    /// Services that one client is subscribed to.
    pub(in crate::doors::concierge) subscriptions_max: usize,
}

/// Who joins.
#[derive(Debug, Clone)]
pub(in crate::doors::concierge) struct Identity {
    pub(in crate::doors::concierge) name: ClientName,
    pub(in crate::doors::concierge) nickname: Option<String>,
    pub(in crate::doors::concierge) tags: Vec<String>,
    pub(in crate::doors::concierge) standing: Standing,
}

/// Whom a message is for, as its sender says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors::concierge) enum Target {
    Name(String),
    Uuid(ClientUuid),
    Service(String),
    ServiceClient { service: String, uuid: ClientUuid },
    All,
}

/// Who hears something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors::concierge) enum Audience {
    All,
    AllBut(ClientNumber),
    One(ClientNumber),
    /// Those of a list in the order of their numbers, but one.
    Those {
        of: Arc<[ClientNumber]>,
        but: Option<ClientNumber>,
    },
}

/// Where a message goes, and the service that it goes through.
#[derive(Debug)]
pub(in crate::doors::concierge) struct Route {
    pub(in crate::doors::concierge) audience: Audience,
    pub(in crate::doors::concierge) service: Option<Arc<ServiceInfo>>,
}

/// Why something was not done. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors::concierge) enum Refused {
    /// Nobody has the name.
    InvalidName(String),
    /// Nobody has the id.
    InvalidUuid(ClientUuid),
    /// There is no such service.
    InvalidService(String),
    /// It is not the sender's to do, or a name is none.
    Bad,
    /// A limit is reached; says which.
    Limit(String),
}

/// What becomes of what a client leaves behind.
#[derive(Debug)]
pub(in crate::doors::concierge) struct Departure {
    pub(in crate::doors::concierge) client: Arc<ClientInfo>,
    /// Its services in the order of their creation.
    pub(in crate::doors::concierge) deleted: Vec<Arc<ServiceInfo>>,
    /// The services that it was subscribed to, and who still is.
    pub(in crate::doors::concierge) unsubscribed: Vec<(Arc<ServiceInfo>, Audience)>,
}

/// Whether a subscription changed, the service as it is then, and who is subscribed.
pub(in crate::doors::concierge) type Subscribed = (bool, Arc<ServiceInfo>, Audience);

/// The clients of one namespace and their services.
#[derive(Debug)]
pub(in crate::doors::concierge) struct Space {
    limits: Limits,
    pub(super) clients: BTreeMap<ClientNumber, Client>,
    by_name: HashMap<ClientName, ClientNumber>,
    pub(super) by_uuid: HashMap<ClientUuid, ClientNumber>,
    pub(super) services: BTreeMap<ServiceNumber, Service>,
    by_service: HashMap<ServiceName, ServiceNumber>,
    next_client: u64,
    next_service: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ServiceNumber(u64);

#[derive(Debug)]
pub(super) struct Client {
    pub(super) info: Arc<ClientInfo>,
    name: ClientName,
    pub(super) standing: Standing,
    owned: BTreeSet<ServiceNumber>,
    /// In the order of subscribing.
    pub(super) subscriptions: Vec<ServiceNumber>,
}

#[derive(Debug)]
pub(super) struct Service {
    pub(super) name: ServiceName,
    pub(super) owner: ClientNumber,
    pub(super) info: Arc<ServiceInfo>,
    /// In the order of their numbers, to be searched.
    members: Arc<[ClientNumber]>,
}

impl Space {
    pub(in crate::doors::concierge) fn new(limits: Limits) -> Self {
        Self {
            limits,
            clients: BTreeMap::new(),
            by_name: HashMap::new(),
            by_uuid: HashMap::new(),
            services: BTreeMap::new(),
            by_service: HashMap::new(),
            next_client: 1,
            next_service: 1,
        }
    }

    /// Everybody goes at once, and everything with them. No number is used again.
    pub(in crate::doors::concierge) fn forget_everybody(&mut self) {
        let (next_client, next_service) = (self.next_client, self.next_service);
        *self = Self { next_client, next_service, ..Self::new(self.limits) };
    }

    /// The number of the next client.
    pub(in crate::doors::concierge) fn next_number(&self) -> u64 {
        self.next_client
    }

    /// Gives no number below this one.
    pub(in crate::doors::concierge) fn begin_numbers_at(&mut self, next_client: u64) {
        self.next_client = self.next_client.max(next_client);
    }

    /// How many clients there are.
    pub(in crate::doors::concierge) fn len(&self) -> usize {
        self.clients.len()
    }

    /// Whether somebody has the name.
    pub(in crate::doors::concierge) fn has_name(&self, name: &ClientName) -> bool {
        self.by_name.contains_key(name)
    }

    /// A client comes, whose name nobody has.
    pub(in crate::doors::concierge) fn join(&mut self, uuid: ClientUuid, identity: Identity) -> ClientNumber {
        let number = ClientNumber(self.next_client);
        self.join_as(number, uuid, identity);
        number
    }

    /// The same with a number that nobody has had.
    pub(super) fn join_as(&mut self, number: ClientNumber, uuid: ClientUuid, identity: Identity) {
        let Identity { name, nickname, tags, standing } = identity;
        self.next_client = self.next_client.max(number.0 + 1);
        let info = Arc::new(ClientInfo { name: name.as_str().to_owned(), nickname, uuid, tags });
        let before = self.by_name.insert(name.clone(), number);
        debug_assert!(before.is_none(), "a name has one holder");
        self.by_uuid.insert(uuid, number);
        let client = Client { info, name, standing, owned: BTreeSet::new(), subscriptions: Vec::new() };
        self.clients.insert(number, client);
    }

    /// A client goes: its services with it, and it from the services of others.
    pub(in crate::doors::concierge) fn leave(&mut self, number: ClientNumber) -> Option<Departure> {
        let Client { info, name, owned, subscriptions, .. } = self.clients.remove(&number)?;
        self.by_name.remove(&name);
        self.by_uuid.remove(&info.uuid);
        let deleted = owned.iter().filter_map(|service| self.remove_service(*service)).collect();
        let mut unsubscribed = Vec::new();
        for service in subscriptions {
            if let Some(service) = self.services.get_mut(&service) {
                service.remove(number, info.uuid);
                unsubscribed.push((Arc::clone(&service.info), service.audience()));
            }
        }
        Some(Departure { client: info, deleted, unsubscribed })
    }

    pub(in crate::doors::concierge) fn client(&self, number: ClientNumber) -> Option<&Arc<ClientInfo>> {
        self.clients.get(&number).map(|client| &client.info)
    }

    /// Every client, in the order of joining.
    pub(in crate::doors::concierge) fn clients(&self) -> impl Iterator<Item = &Arc<ClientInfo>> {
        self.clients.values().map(|client| &client.info)
    }

    /// A client and what it is subscribed to, in the order of subscribing.
    pub(in crate::doors::concierge) fn subscriptions(
        &self,
        number: ClientNumber,
    ) -> Option<(Arc<ClientInfo>, Vec<Arc<ServiceInfo>>)> {
        let client = self.clients.get(&number)?;
        let services = client.subscriptions.iter().filter_map(|service| self.services.get(service));
        Some((Arc::clone(&client.info), services.map(|service| Arc::clone(&service.info)).collect()))
    }

    /// Who has this id.
    pub(in crate::doors::concierge) fn of_uuid(&self, uuid: ClientUuid) -> Result<ClientNumber, Refused> {
        self.by_uuid.get(&uuid).copied().ok_or(Refused::InvalidUuid(uuid))
    }

    /// Every service, in the order of creation.
    pub(in crate::doors::concierge) fn services(&self) -> impl Iterator<Item = &Arc<ServiceInfo>> {
        self.services.values().map(|service| &service.info)
    }

    pub(in crate::doors::concierge) fn service(&self, name: &str) -> Result<&Arc<ServiceInfo>, Refused> {
        let number = self.service_number(name)?;
        Ok(&self.services[&number].info)
    }

    /// Creates a service, or answers the one that has the name.
    pub(in crate::doors::concierge) fn create_service(
        &mut self,
        owner: ClientNumber,
        name: &str,
        nickname: Option<String>,
    ) -> Result<(bool, Arc<ServiceInfo>), Refused> {
        let name = ServiceName::parse(name).map_err(|_| Refused::Bad)?;
        if let Ok(existing) = self.service(name.as_str()) {
            return Ok((false, Arc::clone(existing)));
        }
        let services_max = self.limits.services_max;
        let client =
            self.clients.get_mut(&owner).filter(|client| client.standing.may_own(&name)).ok_or(Refused::Bad)?;
        if client.owned.len() >= services_max {
            return Err(Refused::Limit(format!("a client has {services_max} services at most; delete one")));
        }
        let number = ServiceNumber(self.next_service);
        self.next_service += 1;
        client.owned.insert(number);
        let info = Arc::new(ServiceInfo {
            name: name.as_str().to_owned(),
            nickname,
            owner_uuid: client.info.uuid,
            subscribers: Vec::new(),
        });
        self.by_service.insert(name.clone(), number);
        let service = Service { name, owner, info: Arc::clone(&info), members: Arc::default() };
        self.services.insert(number, service);
        Ok((true, info))
    }

    /// Deletes a service of this client.
    pub(in crate::doors::concierge) fn delete_service(
        &mut self,
        client: ClientNumber,
        name: &str,
    ) -> Result<Arc<ServiceInfo>, Refused> {
        let number = self.service_number(name)?;
        if self.services[&number].owner != client {
            return Err(Refused::Bad);
        }
        if let Some(owner) = self.clients.get_mut(&client) {
            owner.owned.remove(&number);
        }
        Ok(self.remove_service(number).expect("it was found by its name"))
    }

    pub(in crate::doors::concierge) fn subscribe(
        &mut self,
        client: ClientNumber,
        name: &str,
    ) -> Result<Subscribed, Refused> {
        let number = self.service_number(name)?;
        let service = self.services.get_mut(&number).expect("it was found by its name");
        if service.has(client) {
            return Ok((false, Arc::clone(&service.info), service.audience()));
        }
        let subscriptions_max = self.limits.subscriptions_max;
        let may_hear = |member: &&mut Client| member.standing.may_hear(&service.name);
        let member = self.clients.get_mut(&client).filter(may_hear).ok_or(Refused::Bad)?;
        if member.subscriptions.len() >= subscriptions_max {
            let text = format!("a client has {subscriptions_max} subscriptions at most; end one");
            return Err(Refused::Limit(text));
        }
        member.subscriptions.push(number);
        service.add(client, member.info.uuid);
        Ok((true, Arc::clone(&service.info), service.audience()))
    }

    pub(in crate::doors::concierge) fn unsubscribe(
        &mut self,
        client: ClientNumber,
        name: &str,
    ) -> Result<Subscribed, Refused> {
        let number = self.service_number(name)?;
        let service = self.services.get_mut(&number).expect("it was found by its name");
        let was_there = service.has(client);
        if was_there && let Some(member) = self.clients.get_mut(&client) {
            member.subscriptions.retain(|subscribed| *subscribed != number);
            service.remove(client, member.info.uuid);
        }
        Ok((was_there, Arc::clone(&service.info), service.audience()))
    }

    /// Where a message of this client goes.
    pub(in crate::doors::concierge) fn route(&self, sender: ClientNumber, target: &Target) -> Result<Route, Refused> {
        let one = |number| Route { audience: Audience::One(number), service: None };
        match target {
            Target::All => Ok(Route { audience: Audience::All, service: None }),
            Target::Name(name) => match self.by_name.get(name.as_str()) {
                Some(number) => self.hearer(*number).map(one),
                None => Err(Refused::InvalidName(name.clone())),
            },
            Target::Uuid(uuid) => self.hearer(self.of_uuid(*uuid)?).map(one),
            Target::Service(name) => {
                let service = &self.services[&self.service_number(name)?];
                let audience = if service.owner == sender {
                    Audience::Those { of: Arc::clone(&service.members), but: Some(sender) }
                } else if service.has(sender) {
                    Audience::One(self.hearer(service.owner)?)
                } else {
                    return Err(Refused::Bad);
                };
                Ok(Route { audience, service: Some(Arc::clone(&service.info)) })
            }
            Target::ServiceClient { service, uuid } => {
                let service = &self.services[&self.service_number(service)?];
                if service.owner != sender {
                    return Err(Refused::Bad);
                }
                let audience = Audience::One(self.of_uuid(*uuid)?);
                Ok(Route { audience, service: Some(Arc::clone(&service.info)) })
            }
        }
    }

    fn service_number(&self, name: &str) -> Result<ServiceNumber, Refused> {
        self.by_service.get(name).copied().ok_or_else(|| Refused::InvalidService(name.to_owned()))
    }

    /// Takes a service away from everybody but its owner, which knows.
    fn remove_service(&mut self, number: ServiceNumber) -> Option<Arc<ServiceInfo>> {
        let service = self.services.remove(&number)?;
        self.by_service.remove(&service.name);
        for member in &*service.members {
            if let Some(client) = self.clients.get_mut(member) {
                client.subscriptions.retain(|subscribed| *subscribed != number);
            }
        }
        Some(service.info)
    }
}

impl Service {
    fn has(&self, client: ClientNumber) -> bool {
        self.members.binary_search(&client).is_ok()
    }

    fn audience(&self) -> Audience {
        Audience::Those { of: Arc::clone(&self.members), but: None }
    }

    fn add(&mut self, client: ClientNumber, uuid: ClientUuid) {
        Arc::make_mut(&mut self.info).subscribers.push(uuid);
        let mut members = self.members.to_vec();
        let at = members.partition_point(|member| *member < client);
        members.insert(at, client);
        self.members = members.into();
    }

    fn remove(&mut self, client: ClientNumber, uuid: ClientUuid) {
        Arc::make_mut(&mut self.info).subscribers.retain(|subscriber| *subscriber != uuid);
        self.members = self.members.iter().copied().filter(|member| *member != client).collect();
    }
}

impl Audience {
    /// Whether this client hears it.
    pub(in crate::doors::concierge) fn has(&self, client: ClientNumber) -> bool {
        match self {
            Self::All => true,
            Self::AllBut(one) => *one != client,
            Self::One(one) => *one == client,
            Self::Those { of, but } => *but != Some(client) && of.binary_search(&client).is_ok(),
        }
    }
}
