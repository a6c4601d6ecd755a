//! How much one client, and one address, may ask for in a second, whichever door it asks.
//!
//! Entry points: [`RateLimits`], the middleware around every door, and [`Pace`] for what comes over one connection without being
//! a request. What must always hold: what is over a limit is answered with 429 and when to try again, and costs next to
//! nothing; `/health` is always answered; what is remembered of clients that ask no more is forgotten within seconds.
//!
//! A client is the clientId at its address: many systems behind one address have a rate each, and share that of the address.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    net::{IpAddr, Ipv4Addr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use poem::{
    Endpoint, IntoResponse, Middleware, Request, Response,
    http::{
        StatusCode,
        header::{CONTENT_LENGTH, TRANSFER_ENCODING},
    },
};

use super::{
    api::{Refused, timed},
    origin::Origin,
};
use crate::ops::Configuration;

/// How often what is remembered of silent clients is forgotten.
const FORGET: Duration = Duration::from_secs(1);
/// Clients that are remembered one by one; while there are more, the rate of their address alone counts. Looked at as often
/// as old ones are forgotten.
const CLIENTS_MAX: usize = 200_000;

/// Who may ask for how much.
pub(super) struct Rates {
    clients: DefaultKeyedRateLimiter<(IpAddr, u64)>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
    are_too_many: AtomicBool,
}

/// More was asked for than may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// Whose limit it is: `client` or `address`.
    whose: &'static str,
    /// The setting that names the limit.
    setting: &'static str,
    /// When there is room again.
    wait: Duration,
}

impl Rates {
    /// Those that the operator decided on; old ones are forgotten until this is dropped.
    pub(super) fn of(configuration: &Configuration) -> Arc<Self> {
        let quota = |per_sec: usize, burst: usize| Quota::per_second(count(per_sec)).allow_burst(count(burst));
        let rates = Arc::new(Self {
            clients: RateLimiter::keyed(quota(configuration.rate_per_sec, configuration.rate_burst)),
            addresses: RateLimiter::keyed(quota(configuration.address_rate_per_sec, configuration.address_rate_burst)),
            clock: DefaultClock::default(),
            are_too_many: AtomicBool::new(false),
        });
        let held = Arc::downgrade(&rates);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(FORGET);
            loop {
                ticks.tick().await;
                let Some(rates) = held.upgrade() else { return };
                rates.clients.retain_recent();
                rates.addresses.retain_recent();
                rates.are_too_many.store(rates.clients.len() >= CLIENTS_MAX, Ordering::Relaxed);
            }
        });
        rates
    }

    /// Counts one more of what this client asks for.
    pub(super) fn check(&self, address: IpAddr, client: Option<&str>) -> Result<(), TooMuch> {
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(self.clock.now());
        let too_much = |whose, setting, wait| TooMuch { whose, setting, wait };
        self.addresses
            .check_key(&address)
            .map_err(|until| too_much("address", "C2SIM_ADDRESS_RATE_PER_SEC", wait(until)))?;
        let Some(client) = client.filter(|_| !self.are_too_many.load(Ordering::Relaxed)) else { return Ok(()) };
        let mut hasher = DefaultHasher::new();
        client.hash(&mut hasher);
        let key = (address, hasher.finish());
        self.clients.check_key(&key).map_err(|until| too_much("client", "C2SIM_RATE_PER_SEC", wait(until)))
    }
}

impl From<TooMuch> for Refused {
    fn from(too_much: TooMuch) -> Self {
        let TooMuch { whose, setting, wait } = too_much;
        let text = format!("this {whose} asks for more than it may in a second ({setting}); slow down, and try again");
        let refused = Self::with_status(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", text);
        let sec = u16::try_from(wait.as_secs_f64().ceil() as u64).unwrap_or(u16::MAX);
        Self { retry_after_sec: Some(sec.max(1)), ..refused }.detail("LIMIT", whose)
    }
}

/// The rate of one client over its connection.
#[derive(Clone)]
pub(super) struct Pace {
    rates: Arc<Rates>,
    address: IpAddr,
    client: Arc<str>,
}

impl Pace {
    /// Counts one more of what the client sends.
    pub(super) fn check(&self) -> Result<(), Refused> {
        self.rates.check(self.address, Some(&self.client)).map_err(Refused::from)
    }

    /// The rate of whoever sent a request.
    pub(super) fn of(request: &Request, configuration: &Configuration, client: &str) -> Option<Self> {
        let rates = request.data::<Arc<Rates>>()?;
        Some(Self { rates: Arc::clone(rates), address: address(request, configuration), client: client.into() })
    }
}

/// Stands in an answer that says that more was asked for than may be in a second; there are other limits with its status.
#[derive(Debug, Clone, Copy)]
pub(super) struct OverRate;

/// Holds every request to the rates.
pub(super) struct RateLimits {
    pub(super) rates: Arc<Rates>,
    pub(super) configuration: Arc<Configuration>,
}

/// An endpoint whose requests are held to the rates.
pub(super) struct Limited<E> {
    inner: E,
    rates: Arc<Rates>,
    configuration: Arc<Configuration>,
    health: String,
}

impl<E: Endpoint> Middleware<E> for RateLimits {
    type Output = Limited<E>;

    fn transform(&self, inner: E) -> Limited<E> {
        let (rates, configuration) = (Arc::clone(&self.rates), Arc::clone(&self.configuration));
        let health = format!("{}/health", configuration.prefix);
        Limited { inner, rates, configuration, health }
    }
}

impl<E: Endpoint> Endpoint for Limited<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        if request.uri().path() != self.health {
            let address = address(&request, &self.configuration);
            if let Err(too_much) = self.rates.check(address, client(&request)) {
                tracing::debug!(%address, whose = too_much.whose, "over the rate");
                let mut answer = Refused::from(too_much).into_response();
                answer.extensions_mut().insert(OverRate);
                return Ok(answer);
            }
        }
        if [CONTENT_LENGTH, TRANSFER_ENCODING].iter().any(|name| request.headers().contains_key(name)) {
            let body = request.take_body();
            request.set_body(timed(body, Duration::from_millis(self.configuration.body_timeout_ms)));
        }
        request.set_data(Arc::clone(&self.rates));
        self.inner.call(request).await.map(IntoResponse::into_response)
    }
}

fn address(request: &Request, configuration: &Configuration) -> IpAddr {
    Origin::client_ip_of(request, configuration).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// The clientId of a request, in its header or its query.
fn client(request: &Request) -> Option<&str> {
    let in_query = || request.uri().query()?.split('&').find_map(|pair| pair.strip_prefix("clientId="));
    request.header("clientId").or_else(in_query)
}

fn count(given: usize) -> NonZeroU32 {
    u32::try_from(given).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

    fn rates(per_client: &str, per_address: &str) -> Arc<Rates> {
        let setting = |name: &str| match name {
            // So slow that nothing comes back while the test runs.
            "C2SIM_RATE_PER_SEC" | "C2SIM_ADDRESS_RATE_PER_SEC" => Some("1".to_owned()),
            "C2SIM_RATE_BURST" => Some(per_client.to_owned()),
            "C2SIM_ADDRESS_RATE_BURST" => Some(per_address.to_owned()),
            _ => None,
        };
        Rates::of(&Configuration::read(&[], &setting).unwrap())
    }

    fn taken(rates: &Rates, address: IpAddr, client: Option<&str>) -> (usize, &'static str) {
        let mut taken = 0;
        loop {
            match rates.check(address, client) {
                Ok(()) => taken += 1,
                Err(too_much) => return (taken, too_much.whose),
            }
        }
    }

    #[tokio::test]
    async fn a_client_is_held_to_its_rate_and_the_others_are_not() {
        let rates = rates("5", "1000");
        assert_eq!(taken(&rates, HERE, Some("one")), (5, "client"));
        assert_eq!(taken(&rates, HERE, Some("two")), (5, "client"));
        assert_eq!(taken(&rates, THERE, Some("one")), (5, "client"), "of another address it is another client");
        assert_eq!(rates.check(HERE, None), Ok(()), "who names no client has the rate of its address");
    }

    #[tokio::test]
    async fn an_address_is_held_to_its_rate_however_many_clients_it_invents() {
        let rates = rates("5", "12");
        let names: Vec<String> = (0..12).map(|number| number.to_string()).collect();
        assert!(names.iter().all(|name| rates.check(HERE, Some(name)).is_ok()));
        assert_eq!(rates.check(HERE, Some("one more")).unwrap_err().whose, "address");
        assert_eq!(rates.check(THERE, Some("one more")), Ok(()));
    }
}
