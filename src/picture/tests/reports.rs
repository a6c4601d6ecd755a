//! The picture as a report says the same as the picture.

use c2sim_generated::messages::{Document, DomainMessageBody, Edition, Message, MessageBody};

use super::fixture::{MANY, Step, day, geodetic, message, observed, picture, position, side, unit, uuid};
use crate::picture::{Folding, Moment, Picture, Row, Source, report};

fn otherwise_at() -> Moment {
    Moment::parse("2026-06-01T00:00:00Z").unwrap()
}

/// A whole message with the report of these rows in its body.
fn document(rows: &[Row], edition: Edition) -> String {
    let body = report(rows, otherwise_at()).unwrap().unwrap();
    let empty = message("<DomainMessageBody><RequestBody/></DomainMessageBody>");
    let head = empty.split_once("<MessageBody>").unwrap().0;
    let body = MessageBody::DomainMessageBody(DomainMessageBody::ReportBody(body));
    let document = format!("{head}{}</Message>", body.to_xml_fragment(Edition::V2_0_0));
    Message::from_xml(document.as_bytes(), Edition::V2_0_0).unwrap().to_xml(edition)
}

#[test]
fn whoever_takes_in_the_report_sees_the_same() {
    let objects = [
        side(5, "Blue"),
        unit(1, &format!("<Side>{}</Side>", uuid(5)), "", "<Name>One &lt;1&gt;</Name>"),
        unit(2, &format!("<Side>{}</Side>", uuid(5)), "", ""),
        unit(3, "", "", "<APP6CSymbol><APP6C-SIDC>SFGPUCI----D---</APP6C-SIDC></APP6CSymbol><Name>Three</Name>"),
    ];
    let health = "<EntityHealthStatus><OperationalStatus><OperationalStatusCode>PartlyOperational</OperationalStatusCode>\
                  </OperationalStatus></EntityHealthStatus><EntityHealthStatus><Strength><StrengthPercentage>7\
                  </StrengthPercentage></Strength></EntityHealthStatus><HeadingAngle>359.9</HeadingAngle>";
    let high = "<GeodeticCoordinate><AltitudeMSL>-3.25</AltitudeMSL><Latitude>-89.123456789</Latitude><Longitude>180\
                </Longitude></GeodeticCoordinate>";
    let moved = position(1, &day(4), health, high, "<Speed>0.1</Speed>");
    let seen = format!(
        "<Observation><LocationObservation><ActorReference>{}</ActorReference><Location>{}</Location></LocationObservation>\
         </Observation>",
        uuid(4),
        geodetic(1.0, 2.0)
    );
    let steps = [Step::Define(objects.concat()), Step::Report([moved, observed(&day(2), &seen)].concat())];
    for edition in Edition::ALL {
        let rows = picture(&steps, *edition, MANY).rows();
        assert_eq!(rows.len(), 4);
        let mut taken_in = Picture::default();
        taken_in.take(Source::Report, &document(&rows, *edition), &mut Folding::new(MANY));
        // What a report cannot say: who reported first, and that a time is not known. The names of sides are defined elsewhere.
        let expected = rows.into_iter().map(|row| Row {
            side_name: None,
            observed_at: row.observed_at.or(Some(otherwise_at())),
            reported_by: Some("00000000-0000-0000-0000-000000000000".into()),
            ..row
        });
        assert_eq!(taken_in.rows(), expected.collect::<Vec<_>>(), "{edition:?}");
    }
}

#[test]
fn nothing_makes_no_report() {
    assert_eq!(report(&[], otherwise_at()), Ok(None));
}
