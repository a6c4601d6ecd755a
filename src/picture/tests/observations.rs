//! What reports say, and which of them counts.

use super::fixture::{Step, check, day, geodetic, observed, position, side, unit, uuid};

fn strength(percent: u8) -> String {
    format!(
        "<EntityHealthStatus><Strength><StrengthPercentage>{percent}</StrengthPercentage></Strength></EntityHealthStatus>"
    )
}

fn status(code: &str) -> String {
    format!(
        "<EntityHealthStatus><OperationalStatus><OperationalStatusCode>{code}</OperationalStatusCode></OperationalStatus>\
         </EntityHealthStatus>"
    )
}

fn about(kind: &str, actor: u32, inside: &str) -> String {
    let id = uuid(actor);
    format!("<Observation><{kind}><ActorReference>{id}</ActorReference>{inside}</{kind}></Observation>")
}

fn at(day_of_report: u32, latitude: f64) -> String {
    position(1, &day(day_of_report), "", &geodetic(latitude, 0.0), "")
}

#[test]
fn a_position_report_says_where_how_fast_and_how_well() {
    let before = [status("MostlyOperational"), strength(43), "<HeadingAngle>360</HeadingAngle>".to_owned()].concat();
    let place = "<GeodeticCoordinate><AltitudeAGL>7</AltitudeAGL><Latitude>3</Latitude><Longitude>33</Longitude>\
                 </GeodeticCoordinate>";
    let whole = position(1, &day(1), &before, place, "<Speed>37.5</Speed>");
    let shown = "1 at=3,33 up=7agl heading=0 speed=37.5 status=MostlyOperational strength=43 \
                 observed=2026-01-01T00:00:00Z by=9";
    check(&[Step::Report(whole)], &[shown]);
}

#[test]
fn values_stay_until_others_are_reported() {
    let first = position(1, &day(1), &strength(90), &geodetic(1.0, 2.0), "<Speed>5</Speed>");
    let second = position(1, &day(2), &status("NotOperational"), "", "");
    check(
        &[Step::Report(first), Step::Report(second)],
        &["1 at=1,2 speed=5 status=NotOperational strength=90 observed=2026-01-02T00:00:00Z by=9"],
    );
}

#[test]
fn several_contents_are_several_reports() {
    let contents = [at(1, 1.0), position(2, &day(1), "", &geodetic(2.0, 2.0), ""), at(2, 3.0)].concat();
    check(
        &[Step::Report(contents)],
        &["1 at=3,0 observed=2026-01-02T00:00:00Z by=9", "2 at=2,2 observed=2026-01-01T00:00:00Z by=9"],
    );
}

#[test]
fn what_was_observed_earlier_does_not_take_the_place_of_what_was_observed_later() {
    let check = |reports: &[String], expected: &str| {
        let steps: Vec<Step> = reports.iter().map(|report| Step::Report(report.clone())).collect();
        check(&steps, &[expected]);
    };
    check(&[at(1, 1.0), at(2, 2.0)], "1 at=2,0 observed=2026-01-02T00:00:00Z by=9");
    check(&[at(2, 2.0), at(1, 1.0)], "1 at=2,0 observed=2026-01-02T00:00:00Z by=9");
    check(&[at(2, 2.0), at(2, 3.0)], "1 at=3,0 observed=2026-01-02T00:00:00Z by=9");
    // What a late report says of values that were not observed since, counts all the same.
    let late = position(1, &day(1), &strength(50), &geodetic(9.0, 9.0), "");
    check(&[at(2, 2.0), late], "1 at=2,0 strength=50 observed=2026-01-02T00:00:00Z by=9");
}

#[test]
fn times_are_dates_or_count_from_the_start_of_the_scenario() {
    let simulated = |delay: &str| {
        format!(
            "<SimulationTime><DelayTimeAmount><IsoTimeDuration>{delay}</IsoTimeDuration></DelayTimeAmount></SimulationTime>"
        )
    };
    let event = uuid(6);
    let relative = format!(
        "<RelativeTime><DelayTimeAmount><IsoTimeDuration>P00Y00M00DT00H00M00S</IsoTimeDuration></DelayTimeAmount>\
         <EventReference>{event}</EventReference><TimeReferenceCode>IntervalStartTime</TimeReferenceCode></RelativeTime>"
    );
    let seen = |time: &str, latitude| Step::Report(position(1, time, "", &geodetic(latitude, 0.0), ""));
    let (defined, third_day) = (Step::Define(String::new()), simulated("P00Y00M02DT00H00M00S"));
    let third = seen(&third_day, 3.0);
    check(&[defined.clone(), third.clone()], &["1 at=3,0 observed=2026-01-03T00:00:00Z by=9"]);
    check(&[defined.clone(), third.clone(), seen(&day(2), 2.0)], &["1 at=3,0 observed=2026-01-03T00:00:00Z by=9"]);
    check(&[defined, third, seen(&day(4), 4.0)], &["1 at=4,0 observed=2026-01-04T00:00:00Z by=9"]);
    // What has no known time is as of its arrival, and no older report comes in after it.
    check(&[seen(&third_day, 3.0)], &["1 at=3,0 by=9"]);
    check(&[seen(&day(5), 5.0), seen(&relative, 6.0)], &["1 at=6,0 by=9"]);
    check(&[seen(&day(5), 5.0), seen(&relative, 6.0), seen(&day(4), 4.0)], &["1 at=6,0 by=9"]);
    let newer = [seen(&day(5), 5.0), seen(&relative, 6.0), seen(&day(6), 7.0)];
    check(&newer, &["1 at=7,0 observed=2026-01-06T00:00:00Z by=9"]);
}

#[test]
fn observations_say_who_what_where_and_how_well() {
    let symbol = "<APP6CSymbol><APP6C-SIDC>SHGPUCI----D---</APP6C-SIDC></APP6CSymbol>";
    let name = format!("<Marking>M</Marking><Name>Red one</Name><Side>{}</Side>", uuid(5));
    let moves = format!(
        "<DirectionOfMovement><EulerAngles><HeadingAngle>45</HeadingAngle><Phi>0</Phi><Psi>0</Psi><Theta>0</Theta>\
         </EulerAngles></DirectionOfMovement><Location>{}</Location><Speed>2</Speed>",
        geodetic(1.0, 2.0)
    );
    let all = [
        about("NameObservation", 2, &name),
        about("SubjectTypeObservation", 2, symbol),
        about("LocationObservation", 2, &moves),
        about("HealthObservation", 2, &[strength(10), status("NotOperational")].concat()),
    ]
    .concat();
    let seen = Step::Report(observed(&day(1), &all));
    let rest = "sidc=SHGPUCI----D--- at=1,2 heading=45 speed=2 status=NotOperational strength=10 \
                observed=2026-01-01T00:00:00Z by=9";
    check(&[Step::Define(side(5, "Red")), seen.clone()], &[&format!("2 name=Red one side=Red {rest}")]);
    let unknown = uuid(5);
    check(&[seen], &[&format!("2 name=Red one side={unknown} {rest}")]);
}

#[test]
fn who_an_entity_is_stays_as_it_was_defined() {
    let side_of = |number| format!("<Side>{}</Side>", uuid(number));
    let sides = [side(5, "Blue"), side(6, "Red")].concat();
    let other = about("NameObservation", 1, &["<Name>Somebody</Name>", &side_of(6)].concat());
    let seen = Step::Report(observed(&day(1), &other));
    let named = Step::Define([&*sides, &unit(1, &side_of(5), "", "<Name>One</Name>")].concat());
    let rest = "observed=2026-01-01T00:00:00Z by=9";
    check(&[named, seen.clone()], &[&format!("1 name=One side=Blue {rest}")]);
    let nameless = Step::Define([&*sides, &unit(1, "", "", "")].concat());
    check(&[nameless, seen], &[&format!("1 name=Somebody side=Red {rest}")]);
}

#[test]
fn a_report_is_about_its_subject_or_its_reporter_and_else_about_nobody() {
    let own = "<ReportContent><PositionReportContent><TimeOfObservation><DateTime><IsoDateTime>2026-01-01T00:00:00Z\
               </IsoDateTime></DateTime></TimeOfObservation><Speed>4</Speed></PositionReportContent></ReportContent>";
    check(&[Step::Report(own.to_owned())], &["9 speed=4 observed=2026-01-01T00:00:00Z by=9"]);
    let nobody = "<Observation><NameObservation><Name>Ghost</Name></NameObservation></Observation>";
    check(&[Step::Report(observed(&day(1), nobody))], &[]);
    let task = uuid(7);
    let status = format!(
        "<ReportContent><TaskStatus><TimeOfObservation>{}</TimeOfObservation><CurrentTask>{task}</CurrentTask>\
         <TaskStatusCode>TASKCMPLT</TaskStatusCode></TaskStatus></ReportContent>",
        day(1)
    );
    check(&[Step::Report(status)], &[]);
}

#[test]
fn uuids_are_one_whatever_their_case() {
    let spelled = "ABCDEF00-0000-4000-8000-00000000000A";
    let report = |id: &str, latitude: f64| {
        Step::Report(position(1, &day(1), "", &geodetic(latitude, 0.0), "").replace(&uuid(1), id))
    };
    let steps = [report(spelled, 1.0), report(&spelled.to_lowercase(), 2.0)];
    check(&steps, &["A at=2,0 observed=2026-01-01T00:00:00Z by=9"]);
}

#[test]
fn a_relative_place_moves_with_the_entity_that_it_rests_on() {
    let beside = |to: u32, offset: &str| {
        let id = uuid(to);
        format!("<RelativeLocation><EntityReference>{id}</EntityReference>{offset}</RelativeLocation>")
    };
    let up =
        "<SpatialOffset><CartesianOffset><East>0</East><North>0</North><Up>5</Up></CartesianOffset></SpatialOffset>";
    let tower = |latitude: f64| {
        let place = format!(
            "<GeodeticCoordinate><AltitudeMSL>100</AltitudeMSL><Latitude>{latitude}</Latitude><Longitude>4</Longitude>\
             </GeodeticCoordinate>"
        );
        Step::Report(position(1, &day(1), "", &place, ""))
    };
    let on_top = Step::Report(position(2, &day(1), "", &beside(1, up), ""));
    let seen = "observed=2026-01-01T00:00:00Z by=9";
    check(std::slice::from_ref(&on_top), &[&format!("2 {seen}")]);
    check(
        &[on_top, tower(51.0), tower(52.0)],
        &[&format!("1 at=52,4 up=100msl {seen}"), &format!("2 at=52,4 up=105msl {seen}")],
    );
    let circle = [position(1, &day(1), "", &beside(2, ""), ""), position(2, &day(1), "", &beside(1, ""), "")];
    check(&[Step::Report(circle.concat())], &[&format!("1 {seen}"), &format!("2 {seen}")]);
}
