//! How many connections an address has, and what one too many is told.
//!
//! Entry points: [`Seats::take`], [`Seats::turn_away`]. What must always hold: a seat is free again when the connection that
//! held it is dropped; turning away costs a bounded number of connections for a bounded time.

use std::{collections::HashMap, net::IpAddr, sync::Arc, time::Duration};

use parking_lot::Mutex;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Semaphore,
    time::timeout,
};

use crate::ops::configuration::Network;

/// Connections that are told at a time why they are closed; further ones are closed without a word.
const TOLD_AT_ONCE_MAX: usize = 64;
/// How long one may take to be told.
const TELLING: Duration = Duration::from_secs(1);
const BODY: &str = "{\"code\":\"CONNECTION_LIMIT_REACHED\",\"message\":\"this address has as many connections as it may \
                    have (C2SIM_MAX_ADDRESS_CONNECTIONS); close some, or use fewer\"}";

/// How many connections each address has.
#[derive(Clone)]
pub(super) struct Seats {
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    address_max: usize,
    /// Their connections are those of many clients.
    proxies: Arc<[Network]>,
    told: Arc<Semaphore>,
}

/// A connection's place among those of its address.
pub(super) struct Seat(Option<(IpAddr, Seats)>);

impl Seats {
    /// At most `address_max` connections of an address that is no proxy's.
    pub(super) fn new(address_max: usize, proxies: &[Network]) -> Self {
        let told = Arc::new(Semaphore::new(TOLD_AT_ONCE_MAX));
        Self { taken: Arc::default(), address_max, proxies: proxies.into(), told }
    }

    /// A seat for a connection of this address, where there is one.
    pub(super) fn take(&self, address: IpAddr) -> Option<Seat> {
        if self.proxies.iter().any(|network| network.contains(address)) {
            return Some(Seat(None));
        }
        let mut taken = self.taken.lock();
        let count = taken.entry(address).or_default();
        if *count >= self.address_max {
            return None;
        }
        *count += 1;
        Some(Seat(Some((address, self.clone()))))
    }

    /// Closes a connection that has no seat; tells it why where it `is_plain`, since a handshake would cost more than it is
    /// worth.
    pub(super) fn turn_away(&self, mut stream: TcpStream, is_plain: bool) {
        let Ok(permit) = Arc::clone(&self.told).try_acquire_owned() else { return };
        if !is_plain {
            return;
        }
        tokio::spawn(async move {
            let _permit = permit;
            let length = BODY.len();
            let answer = format!(
                "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\nContent-Type: application/json\r\n\
                 Content-Length: {length}\r\n\r\n{BODY}"
            );
            let telling = async {
                stream.write_all(answer.as_bytes()).await?;
                stream.shutdown().await?;
                // A connection that is closed while its client sends loses the answer on the way.
                let mut sent = [0; 4096];
                while stream.read(&mut sent).await? > 0 {}
                std::io::Result::Ok(())
            };
            // It is gone, or takes too long: either way it has been told as far as it can be.
            let _ = timeout(TELLING, telling).await;
        });
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some((address, seats)) = self.0.take() else { return };
        let mut taken = seats.taken.lock();
        if let Some(count) = taken.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_seats_and_a_proxy_any_number() {
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let seats = Seats::new(2, &["10.0.0.1".parse().unwrap()]);
        let (first, _second) = (seats.take(address("192.0.2.1")), seats.take(address("192.0.2.1")));
        assert!(first.is_some());
        assert!(seats.take(address("192.0.2.1")).is_none(), "one past the limit");
        let _other = seats.take(address("192.0.2.2"));
        assert!(_other.is_some());
        drop(first);
        let again = seats.take(address("192.0.2.1"));
        assert!(again.is_some());
        let proxied: Vec<_> = (0..10).map(|_| seats.take(address("10.0.0.1"))).collect();
        assert!(proxied.iter().all(Option::is_some));
        drop((again, _second, _other, proxied));
        assert!(seats.taken.lock().is_empty(), "nothing is remembered of who is gone");
    }
}
