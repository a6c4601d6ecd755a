use super::*;

/// Finds fault with every `?` in a document.
struct QuestionMarks;

impl Verdicts for QuestionMarks {
    fn check(&self, document: &[u8]) -> Judgement {
        let lines = document.split(|byte| *byte == b'\n').zip(1..);
        let marks = lines.flat_map(|(text, line)| {
            text.iter().zip(1..).filter(|(byte, _)| **byte == b'?').map(move |(_, column)| Finding {
                line,
                column,
                path: if line == 1 { String::new() } else { "/a/b".into() },
                rule: "cvc-no-marks".into(),
                message: "found \"?\", expected none".into(),
                found: "?".into(),
                expected: vec!["!".into()],
            })
        });
        let findings: Vec<Finding> = marks.collect();
        let more = findings.len() > 2;
        Judgement { schema: Some("9.1".into()), findings, more }
    }
}

/// Runs over files with these contents (`None`: the file does not exist), and standard input `<stdin/>`.
fn run(files: &[(&str, Option<&str>)], format: Format, is_coloured: bool) -> (Outcome, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, content)| {
            let path = if *name == "-" { "-".into() } else { folder.path().join(name) };
            if let Some(content) = content {
                std::fs::write(&path, content).unwrap();
            }
            path
        })
        .collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let report = Report::new(&mut out, format, is_coloured);
    let progress = Progress::new(&mut err, files.len(), false);
    let outcome = validate(&paths, &mut &b"<stdin/>"[..], &QuestionMarks, report, progress).unwrap();
    let place = format!("{}/", folder.path().display());
    let [out, err] = [out, err].map(|text| String::from_utf8(text).unwrap().replace(&place, ""));
    (outcome, out, err)
}

#[test]
fn people_are_told_as_compilers_tell() {
    let files = [("good.xml", Some("<a/>")), ("bad.xml", Some("<a?>\n <b>??</b>\n</a>"))];
    let (outcome, out, err) = run(&files, Format::Text, false);
    assert_eq!((outcome, err.as_str()), (Outcome::SomeInvalid, ""));
    let expected = "\
good.xml: valid (9.1)
bad.xml:1:3: found \"?\", expected none
  1 | <a?>
    |   ^
  [cvc-no-marks]
bad.xml:2:5: found \"?\", expected none
  2 |  <b>??</b>
    |     ^
  at /a/b [cvc-no-marks]
bad.xml:2:6: found \"?\", expected none
  2 |  <b>??</b>
    |      ^
  at /a/b [cvc-no-marks]
bad.xml: there is more; these are the first 3
1 of 2 documents valid; more than 3 errors
";
    assert_eq!(out, expected);
}

#[test]
fn programs_get_one_object_a_line() {
    let files = [("good.xml", Some("<a/>")), ("-", None), ("bad.xml", Some("\n?"))];
    let (outcome, out, _) = run(&files, Format::Json, true);
    assert_eq!(outcome, Outcome::SomeInvalid);
    let expected = "{\"file\":\"good.xml\",\"schema\":\"9.1\",\"valid\":true,\"errors\":[],\"more\":false}\n\
                    {\"file\":\"-\",\"schema\":\"9.1\",\"valid\":true,\"errors\":[],\"more\":false}\n\
                    {\"file\":\"bad.xml\",\"schema\":\"9.1\",\"valid\":false,\"errors\":[{\"line\":2,\"column\":1,\
                    \"path\":\"/a/b\",\"rule\":\"cvc-no-marks\",\"message\":\"found \\\"?\\\", expected none\",\
                    \"found\":\"?\",\"expected\":[\"!\"]}],\"more\":false}\n";
    assert_eq!(out, expected);
}

#[test]
fn the_outcome_is_the_worst() {
    let (good, bad, missing) = (("a.xml", Some("<a/>")), ("b.xml", Some("?")), ("c.xml", None));
    for (files, expected) in [
        (&[good][..], Outcome::AllValid),
        (&[bad, good], Outcome::SomeInvalid),
        (&[missing, bad], Outcome::CouldNotRun),
        (&[good, missing, good], Outcome::CouldNotRun),
    ] {
        let (outcome, out, err) = run(files, Format::Json, false);
        assert_eq!(outcome, expected, "{files:?}");
        let readable = files.iter().filter(|(_, content)| content.is_some()).count();
        assert_eq!(out.lines().count(), readable, "what can be read gets its verdict: {out}");
        assert_eq!(err.contains("c2sim: c.xml: cannot be read:"), expected == Outcome::CouldNotRun, "{err}");
    }
}

#[test]
fn a_folder_is_told_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let problem = Document::read(folder.path(), &mut io::empty()).unwrap_err().to_string();
    assert!(problem.ends_with("is a folder; name the files in it"), "{problem}");
}

#[test]
fn colour_surrounds_and_changes_nothing_else() {
    let files = [("bad.xml", Some("?\u{1b}[2J"))];
    let (_, plain, _) = run(&files, Format::Text, false);
    let (_, coloured, _) = run(&files, Format::Text, true);
    assert!(!plain.contains('\u{1b}'), "{plain:?}");
    let stripped = ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m"]
        .iter()
        .fold(coloured.clone(), |text, code| text.replace(code, ""));
    assert_ne!(coloured, plain);
    assert_eq!(stripped, plain);
}
