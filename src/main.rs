//! The program: names the rooms behind the commands, and hands its arguments over.

use std::process::ExitCode;

use c2sim::{
    cli::{self, Problem, Rooms},
    doors,
    ops::Configuration,
};
use c2sim_generated::api::{OPENAPI_JSON, OPENAPI_YAML};

fn main() -> ExitCode {
    let rooms = Rooms {
        serve,
        verdicts: cli::validate::verdicts,
        specification_yaml: OPENAPI_YAML,
        specification_json: OPENAPI_JSON,
    };
    cli::run(std::env::args_os(), &rooms)
}

fn serve(configuration: Configuration) -> Result<(), Problem> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(doors::serve(configuration))
}
