//! The operation tagged `schemas`: `getSchemas`.

use c2sim_generated::{
    api::{
        SchemasApi,
        models::{ResponseSchemas, SchemaDescription, SchemaProblem},
    },
    support::Answer,
};
use poem::Request;

use super::{C2simApi, Refused, client_id};
use crate::schema::{Listing, Problem};

impl SchemasApi for C2simApi {
    async fn get_schemas(&self, _request: &Request, client: String) -> Result<Answer<ResponseSchemas>, Refused> {
        client_id(&client)?;
        let schemas = self.hub.schemas().listing().into_iter().map(description).collect();
        Ok(ResponseSchemas { schemas }.into())
    }
}

fn description(listing: Listing) -> SchemaDescription {
    let Listing { version, usable, source, namespace, files, hash, problem } = listing;
    let problem = problem.map(|Problem { file, line, construct, message }| SchemaProblem {
        file,
        line: line.and_then(|line| i32::try_from(line).ok()),
        construct,
        message,
    });
    SchemaDescription { version, usable, source, namespace, files, hash, problem }
}
