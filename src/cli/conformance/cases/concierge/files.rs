//! The files that clients leave for each other.

use reqwest::Method;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    gateway::{Member, Namespace},
    verdict::expect,
};

/// Keys that open nothing: name, what it is, the key, the status.
const KEYS: &[(&str, &str, Option<&str>, u16)] = &[
    ("none", "without a key", None, 428),
    ("no-uuid", "with a key that is no uuid", Some("key"), 417),
    ("nobody", "with the key of nobody", Some("00000000-0000-0000-0000-000000000000"), 401),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Concierge);
    cases.works(
        "files.life",
        &["CONCIERGE-FILES"],
        (
            "Leave a file, fetch it as another client, replace it, delete it",
            "201, 202 with the content as an attachment, 201, 200; then it is not there any more",
        ),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let (one, two) = namespace.two().await?;
            for content in ["first", "second and longer"] {
                namespace.file(Method::PUT, "one/map.txt", Some(one.key()), content).await?.is(201)?;
                let fetched = namespace.file(Method::GET, "one/map.txt", Some(&two.uuid), "").await?;
                fetched.is(202)?;
                let disposition = fetched.header("content-disposition");
                let is_right = fetched.body == content && disposition.contains("filename=\"map.txt\"");
                expect(is_right, || format!("the file comes as {:?}, {disposition}", fetched.body))?;
            }
            namespace.file(Method::DELETE, "one/map.txt", Some(one.key()), "").await?.is(200)?;
            namespace.file(Method::GET, "one/map.txt", Some(&two.uuid), "").await?.is(404)
        },
    );
    cases.works(
        "files.folders",
        &["CONCIERGE-FILES"],
        ("Leave a file in a folder", "it is fetched under the same path, also with an encoded slash"),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let one = namespace.member("one").await?;
            namespace.file(Method::PUT, "one/a/b.txt", Some(one.key()), "x").await?.is(201)?;
            namespace.file(Method::GET, "one/a%2Fb.txt", Some(&one.uuid), "").await?.is(202)
        },
    );
    cases.works(
        "files.end",
        &["CONCIERGE-FILES-END"],
        ("Leave a file, and leave", "the key opens nothing any more, and the file is gone"),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let (one, mut two) = namespace.two().await?;
            let key = one.key().to_owned();
            namespace.file(Method::PUT, "one/a", Some(&key), "x").await?.is(201)?;
            one.leaves().await?;
            two.hears("CLIENT_LEFT").await?;
            namespace.file(Method::GET, "one/a", Some(&key), "").await?.is(401)?;
            namespace.file(Method::GET, "one/a", Some(&two.uuid), "").await?.is(404)
        },
    );
    refusals(&mut cases);
    cases.listed()
}

fn refusals(cases: &mut Cases) {
    for &(name, what, key, status) in KEYS {
        cases.refuses(
            &format!("files.key.{name}"),
            &["CONCIERGE-FILES-KEY"],
            (format!("Fetch a file {what}"), format!("{status}")),
            move |world| async move {
                let namespace = Namespace::fresh(&world);
                let one = namespace.member("one").await?;
                namespace.file(Method::PUT, "one/a", Some(one.key()), "x").await?.is(201)?;
                namespace.file(Method::GET, "one/a", key, "").await?.is(status)
            },
        );
    }
    for (name, method) in [("put", Method::PUT), ("delete", Method::DELETE)] {
        cases.refuses(
            &format!("files.other.{name}"),
            &["CONCIERGE-FILES-OWN"],
            (format!("{method} a file of another client"), "403, and the file is as it was"),
            move |world| {
                let method = method.clone();
                async move {
                    let namespace = Namespace::fresh(&world);
                    let (one, two) = namespace.two().await?;
                    namespace.file(Method::PUT, "one/a", Some(one.key()), "x").await?.is(201)?;
                    namespace.file(method, "one/a", Some(two.key()), "y").await?.is(403)?;
                    let kept = namespace.file(Method::GET, "one/a", Some(&one.uuid), "").await?;
                    expect(kept.body == "x", || format!("the file is {}", kept.body))
                }
            },
        );
    }
    for (name, path) in [("empty-segment", "one/a%2F%2Fb"), ("null", "one/a%00b"), ("outside", "one/a%2F..%2F..%2Fb")] {
        cases.refuses(
            &format!("files.path.{name}"),
            &["CONCIERGE-FILES-PATH"],
            (format!("Leave a file at {path}"), "400"),
            move |world| async move {
                let namespace = Namespace::fresh(&world);
                let one: Member = namespace.member("one").await?;
                namespace.file(Method::PUT, path, Some(one.key()), "x").await?.is(400)
            },
        );
    }
    cases.refuses(
        "files.absent",
        &["CONCIERGE-FILES"],
        ("Fetch and delete a file that there is not", "404"),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let one = namespace.member("one").await?;
            for method in [Method::GET, Method::DELETE] {
                namespace.file(method, "one/none", Some(one.key()), "").await?.is(404)?;
            }
            Ok(())
        },
    );
}
