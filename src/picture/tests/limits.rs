//! How much the picture holds, and that it is kept whole.

use c2sim_generated::messages::Edition;

use super::fixture::{MANY, Step, day, geodetic, message, picture, position, shown, side, unit, uuid};
use crate::{
    picture::{Folding, Picture, Source},
    session::State,
};

#[test]
fn one_entity_past_the_limit_is_left_out_and_said() {
    let seen = |subject, latitude| Step::Report(position(subject, &day(1), "", &geodetic(latitude, 0.0), ""));
    let check = |steps: &[Step], entities: usize, is_cut: bool| {
        let picture = picture(steps, Edition::V2_0_0, 2);
        assert_eq!((picture.rows().len(), picture.is_cut()), (entities, is_cut), "{steps:#?}");
        picture
    };
    check(&[seen(1, 1.0), seen(2, 1.0)], 2, false);
    check(&[seen(1, 1.0), seen(2, 1.0), seen(1, 2.0)], 2, false);
    let full = check(&[seen(1, 1.0), seen(2, 1.0), seen(3, 1.0), seen(2, 5.0)], 2, true);
    assert!(shown(&full.rows()[1]).contains("at=5,0"), "those that are in it stay up to date");
    check(&[seen(1, 1.0), seen(2, 1.0), seen(3, 1.0), Step::Reset, seen(4, 1.0)], 1, false);
    let defined: String = (1..=3).map(|number| unit(number, "", "", "")).collect();
    check(&[Step::Define(defined)], 2, true);
}

#[test]
fn long_texts_are_cut_between_characters() {
    let named = |name: &str| {
        let picture = picture(&[Step::Define(unit(1, "", "", &format!("<Name>{name}</Name>")))], Edition::V2_0_0, MANY);
        picture.rows()[0].name.clone().unwrap()
    };
    assert_eq!(named(&"a".repeat(512)).len(), 512);
    assert_eq!(named(&"a".repeat(513)).len(), 512);
    assert_eq!(named(&format!("{}é", "a".repeat(511))).len(), 511);
}

#[test]
fn a_picture_that_was_kept_goes_on_as_it_was() {
    let objects = [side(5, "Blue"), unit(1, &format!("<Side>{}</Side>", uuid(5)), "", "<Name>One</Name>")].concat();
    let seen = position(1, &day(5), "<HeadingAngle>12.3456789</HeadingAngle>", &geodetic(1.1, 2.2), "<Speed>3</Speed>");
    let mut before = picture(&[Step::Define(objects), Step::Report(seen)], Edition::V2_0_0, MANY);
    before.enter(State::Paused);
    let kept = serde_json::to_vec(&before).unwrap();
    let after: Picture = serde_json::from_slice(&kept).unwrap();
    assert_eq!(after, before);
    assert_eq!(after.state(), State::Paused);
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let (mut picture, mut folding) = (Picture::default(), Folding::new(MANY));
    let bad_subject = message(
        "<DomainMessageBody><ReportBody><ReportContent><PositionReportContent><Speed>1</Speed><SubjectEntity>x</SubjectEntity>\
         </PositionReportContent></ReportContent></ReportBody></DomainMessageBody>",
    );
    for (source, document) in [
        (Source::Report, "no document".to_owned()),
        (Source::Report, "<Message/>".to_owned()),
        (Source::Report, message("")),
        (Source::Report, bad_subject),
        (Source::Initialization, message("")),
        (
            Source::Initialization,
            message(
                "<C2SIMInitializationBody><ObjectDefinitions><Entity/></ObjectDefinitions></C2SIMInitializationBody>",
            ),
        ),
    ] {
        picture.take(source, &document, &mut folding);
        assert_eq!(picture, Picture::default(), "{document}");
    }
}
