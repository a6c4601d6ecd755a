//! `c2sim serve`: reads the configuration, starts the logs, and hands over to the doors.

use std::process::ExitCode;

use super::{Rooms, ServeArguments, could_not_run};
use crate::ops::{Configuration, configuration::ConfigurationError, logging};

/// Serves until a signal ends it: 0 after an orderly end, 2 when it could not start or could not go on.
pub(super) fn run(arguments: &ServeArguments, rooms: &Rooms) -> ExitCode {
    let configuration = match read(arguments) {
        Ok(configuration) => configuration,
        Err(error) => return could_not_run(error),
    };
    logging::start(&configuration);
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for warning in configuration.warnings(names) {
        tracing::warn!("{warning}");
    }
    match (rooms.serve)(configuration) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => could_not_run(problem),
    }
}

fn read(arguments: &ServeArguments) -> Result<Configuration, ConfigurationError> {
    let given = [("--bind", &arguments.bind), ("--data", &arguments.data), ("--config", &arguments.config)];
    let given = given.into_iter().filter_map(|(option, value)| Some((option, value.clone()?)));
    let options: Vec<(&str, String)> = given.chain(arguments.door.iter().cloned()).collect();
    // A value that is no Unicode is read with marks in place of what is none, and refused where that matters.
    Configuration::read(&options, &|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::configuration::DoorOpening;

    #[test]
    fn every_option_reaches_the_configuration() {
        let arguments = ServeArguments {
            bind: Some("127.0.0.1:0".into()),
            data: Some("there/data".into()),
            config: Some("there/config".into()),
            door: vec![("--door relay", "off".into())],
        };
        let configuration = read(&arguments).unwrap();
        assert_eq!(configuration.bind.to_string(), "127.0.0.1:0");
        assert_eq!(configuration.data_dir.to_str(), Some("there/data"));
        assert_eq!(configuration.config_dir.to_str(), Some("there/config"));
        assert_eq!(configuration.door_relay, DoorOpening::Off);
        let refused = read(&ServeArguments { bind: Some("nowhere".into()), ..ServeArguments::default() });
        assert!(refused.unwrap_err().to_string().starts_with("--bind=nowhere: expected"));
    }
}
