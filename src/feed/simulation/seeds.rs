//! Which histories are tried: a fixed number of seeds, or those that the environment asks for.
//!
//! `C2SIM_SEED=N` tries one history again, `C2SIM_SEEDS=N` tries the first N.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// How often each thing happened.
pub(crate) type Happened = BTreeMap<&'static str, usize>;

/// Lives through a history for each seed; tells the seed of one that fails, and what happened in all.
pub(crate) fn for_each_seed(seeds: u64, history: impl Fn(u64) -> Happened) -> Happened {
    let number = |name: &str| {
        let text = std::env::var(name).ok()?;
        Some(text.parse::<u64>().unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")))
    };
    let tried = match number("C2SIM_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("C2SIM_SEEDS").unwrap_or(seeds),
    };
    let mut happened = Happened::new();
    for seed in tried {
        match catch_unwind(AssertUnwindSafe(|| history(seed))) {
            Ok(counts) => counts.into_iter().for_each(|(what, times)| *happened.entry(what).or_default() += times),
            Err(_) => panic!("the history with the seed {seed} failed; C2SIM_SEED={seed} tries it again"),
        }
    }
    happened
}

/// Sees to it that enough happened: a simulation in which nothing happens proves nothing. One history alone need not
/// have everything.
pub(crate) fn check_happened(happened: &Happened, expected: &[&str]) {
    if std::env::var_os("C2SIM_SEED").is_none() {
        for what in expected {
            assert!(happened.get(what).is_some_and(|times| *times > 5), "{what}: {happened:?}");
        }
    }
}
