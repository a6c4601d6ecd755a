//! What an initialization says.

use super::fixture::{Step, check, day, geodetic, position, side, unit, uuid};

fn state(inside: &str) -> String {
    format!("<CurrentState><PhysicalState>{inside}</PhysicalState></CurrentState>")
}

fn located(latitude: f64, longitude: f64) -> String {
    format!("<Location>{}</Location>", geodetic(latitude, longitude))
}

const SYMBOL: &str = "<APP6CSymbol><APP6C-SIDC>SFGPUCI----D---</APP6C-SIDC></APP6CSymbol>";

fn of_side(number: u32) -> String {
    format!("<Side>{}</Side>", uuid(number))
}

#[test]
fn an_actor_is_shown_from_its_definition_on() {
    let full = state(&format!(
        "{}<DirectionOfMovement><Heading><HeadingAngle>-90</HeadingAngle></Heading></DirectionOfMovement><EntityHealthStatus>\
         <OperationalStatus><OperationalStatusCode>FullyOperational</OperationalStatusCode></OperationalStatus>\
         </EntityHealthStatus><EntityHealthStatus><Strength><StrengthPercentage>80</StrengthPercentage></Strength>\
         </EntityHealthStatus><Location><GeodeticCoordinate><AltitudeAGL>1</AltitudeAGL><AltitudeMSL>30.5</AltitudeMSL>\
         <Latitude>52.1</Latitude><Longitude>-4.3</Longitude></GeodeticCoordinate></Location><Speed>3</Speed>",
        day(2)
    ));
    let names = format!("{SYMBOL}<Name>Alpha &amp; Co</Name>");
    let objects = [side(5, "Blue"), unit(1, &of_side(5), &full, &names)].concat();
    check(
        &[Step::Define(objects)],
        &["1 name=Alpha & Co side=Blue sidc=SFGPUCI----D--- at=52.1,-4.3 up=30.5msl heading=270 speed=3 \
           status=FullyOperational strength=80 observed=2026-01-02T00:00:00Z"],
    );
    check(&[Step::Define(unit(1, "", "", ""))], &["1"]);
    let unknown = uuid(7);
    check(&[Step::Define(unit(1, &of_side(7), "", ""))], &[&format!("1 side={unknown}")]);
}

#[test]
fn every_kind_of_actor_is_one() {
    let id = uuid(2);
    for (path, rest) in [
        ("Person", ""),
        ("Platform/Aircraft", ""),
        ("Platform/SubsurfaceVessel", ""),
        ("Platform/SurfaceVessel", ""),
        ("Platform/Vehicle", ""),
        ("CollectiveEntity/NonMilitaryOrganization", ""),
        ("CollectiveEntity/MilitaryOrganization/Unit", "<EchelonCode>BN</EchelonCode>"),
    ] {
        let open: String = path.split('/').map(|name| format!("<{name}>")).collect();
        let close: String = path.split('/').rev().map(|name| format!("</{name}>")).collect();
        let inside = format!("<EntityDescriptor/><Name>Two</Name><UUID>{id}</UUID>{rest}");
        let objects = format!("<Entity><ActorEntity>{open}{inside}{close}</ActorEntity></Entity>");
        check(&[Step::Define(objects)], &["2 name=Two"]);
    }
}

#[test]
fn a_feature_is_shown_once_something_is_reported_about_it() {
    let id = uuid(3);
    let state = state(&[located(1.0, 2.0), located(3.0, 4.0)].concat());
    let bridge = format!(
        "<Entity><PhysicalEntity><CulturalFeature><Name>Bridge</Name><UUID>{id}</UUID>{state}</CulturalFeature>\
         </PhysicalEntity></Entity>"
    );
    let defined = Step::Define(bridge);
    check(std::slice::from_ref(&defined), &[]);
    let health =
        "<EntityHealthStatus><Strength><StrengthPercentage>5</StrengthPercentage></Strength></EntityHealthStatus>";
    let hit = Step::Report(position(3, &day(1), health, "", ""));
    check(&[defined, hit], &["3 name=Bridge at=1,2 strength=5 observed=2026-01-01T00:00:00Z by=9"]);
}

#[test]
fn a_reset_forgets_everything() {
    let defined = Step::Define([side(5, "Blue"), unit(1, &of_side(5), "", "<Name>One</Name>")].concat());
    let seen = Step::Report(position(1, &day(9), "", &geodetic(1.0, 2.0), ""));
    let early = Step::Report(position(1, &day(1), "", &geodetic(3.0, 4.0), ""));
    let whole = &["1 name=One side=Blue at=1,2 observed=2026-01-09T00:00:00Z by=9"];
    check(&[defined.clone(), seen.clone(), early.clone()], whole);
    check(&[defined.clone(), seen.clone(), Step::Reset], &[]);
    check(&[defined, seen, Step::Reset, early], &["1 at=3,4 observed=2026-01-01T00:00:00Z by=9"]);
}

#[test]
fn a_start_position_gives_way_to_any_report_and_the_later_definition_counts() {
    let dated = |day_of_state, latitude| {
        let state = state(&[day(day_of_state), located(latitude, 0.0)].concat());
        Step::Define(unit(1, "", &state, "<Name>One</Name>"))
    };
    let seen = Step::Report(position(1, &day(3), "", &geodetic(7.0, 8.0), ""));
    let first = dated(20, 1.0);
    check(&[first.clone(), seen], &["1 name=One at=7,8 observed=2026-01-03T00:00:00Z by=9"]);
    check(&[first, dated(10, 2.0)], &["1 name=One at=2,0 observed=2026-01-10T00:00:00Z"]);
}
