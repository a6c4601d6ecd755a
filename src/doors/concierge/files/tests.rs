use bytes::Bytes;
use tempfile::TempDir;

use super::*;
use crate::doors::concierge::core::ClientUuid;

const LIMITS: FileLimits = FileLimits { file_bytes_max: 4, client_bytes_max: 10, client_files_max: 3, bytes_max: 12 };

struct World {
    folder: TempDir,
    files: Arc<Files>,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path(), LIMITS).unwrap();
        Self { folder, files }
    }

    fn join(&self, name: &str, private_key: Option<Uuid>) -> ClientInfo {
        let uuid = ClientUuid(Uuid::new_v4());
        let client = ClientInfo { name: name.to_owned(), nickname: None, uuid, tags: Vec::new() };
        self.files.joined(&SessionName::default_session(), &client, private_key);
        client
    }

    async fn put(&self, owner: &ClientInfo, path: &str, bytes: usize) -> Result<(), FileRefused> {
        let mut staging = Staging::new(&self.files, owner.uuid);
        staging.add(&FilePath::parse(path).unwrap(), Bytes::from(vec![b'x'; bytes])).await?;
        staging.commit()
    }

    /// The files on the disk; what is being removed gets its time.
    async fn on_disk(&self, expected: usize) {
        for _ in 0..1_000 {
            let found = std::fs::read_dir(self.folder.path().join(FOLDER)).map_or(0, Iterator::count);
            if found == expected {
                return;
            }
            tokio::task::spawn_blocking(std::thread::yield_now).await.unwrap();
        }
        panic!("not {expected} files on the disk");
    }
}

#[test]
fn a_path_leads_nowhere_but_to_its_file() {
    let check = |text: &str, is_fit: bool| assert_eq!(FilePath::of_uri(text).is_ok(), is_fit, "{text:?}");
    for fit in ["a", "a.txt", "a/b.txt", "a%2Fb.txt", "...", "..a", "a%20b", "%E6%97%A5", "a%252e", &"x".repeat(1024)] {
        check(fit, true);
    }
    for unfit in [
        "",
        ".",
        "..",
        "../a",
        "a/../b",
        "%2e%2e/a",
        "%2E%2e%2Fa",
        "a%2F..%2Fb",
        "/a",
        "a/",
        "a//b",
        "%2Fetc",
        "a%00b",
        "a%0Ab",
        "a%5Cb",
        "..%5Ca",
        "%ff",
        "a/%2e",
        &"x".repeat(1025),
    ] {
        check(unfit, false);
    }
    assert_eq!(FilePath::of_uri("a%2Fb"), FilePath::of_uri("a/b"));
    assert_eq!(FilePath::of_uri("a%2Fb").unwrap().file_name(), "b");
}

#[tokio::test]
async fn limits_hold_at_their_value() {
    let world = World::new();
    let (ann, ben) = (world.join("ann", None), world.join("ben", None));
    assert!(matches!(world.put(&ann, "a", 5).await, Err(FileRefused::FileTooLarge { max: 4 })));
    for path in ["a", "b"] {
        world.put(&ann, path, 4).await.unwrap();
    }
    assert!(matches!(world.put(&ann, "c", 3).await, Err(FileRefused::ClientTooLarge { max: 10 })));
    world.put(&ann, "a", 4).await.expect("what it replaces is counted off");
    world.put(&ann, "c", 2).await.unwrap();
    assert!(matches!(world.put(&ann, "d", 0).await, Err(FileRefused::TooMany { max: 3 })));
    world.put(&ann, "c", 0).await.unwrap();
    world.put(&ann, "c", 2).await.unwrap();
    assert!(matches!(world.put(&ben, "a", 3).await, Err(FileRefused::StoreFull)));
    world.put(&ben, "a", 2).await.unwrap();
    world.on_disk(4).await;
    world.files.left(&SessionName::default_session(), &ann);
    world.on_disk(1).await;
    world.put(&ben, "b", 4).await.expect("there is room again");
    assert_eq!(world.files.shelf.lock().bytes, 6);
}

#[tokio::test]
async fn files_are_shown_all_at_once_or_not_at_all() {
    let world = World::new();
    let ann = world.join("ann", None);
    let path = |text: &str| FilePath::parse(text).unwrap();
    world.put(&ann, "a", 4).await.unwrap();
    let mut staging = Staging::new(&world.files, ann.uuid);
    staging.add(&path("a"), Bytes::from_static(b"1")).await.unwrap();
    staging.add(&path("b"), Bytes::from_static(b"22")).await.unwrap();
    staging.add(&path("a"), Bytes::from_static(b"333")).await.unwrap();
    assert!(matches!(staging.add(&path("a"), Bytes::from_static(b"4")).await, Err(FileRefused::FileTooLarge { .. })));
    assert!(world.files.find(ann.uuid, &path("b")).is_err());
    drop(staging);
    world.on_disk(1).await;
    assert_eq!(world.files.shelf.lock().bytes, 4);

    let mut staging = Staging::new(&world.files, ann.uuid);
    staging.add(&path("a"), Bytes::from_static(b"1")).await.unwrap();
    staging.add(&path("a"), Bytes::from_static(b"23")).await.unwrap();
    staging.commit().unwrap();
    let stored = world.files.find(ann.uuid, &path("a")).unwrap();
    assert_eq!(std::fs::read(world.files.place(stored.blob)).unwrap(), b"123");
    world.on_disk(1).await;

    let mut staging = Staging::new(&world.files, ann.uuid);
    staging.add(&path("late"), Bytes::from_static(b"1")).await.unwrap();
    world.files.left(&SessionName::default_session(), &ann);
    assert!(matches!(staging.commit(), Err(FileRefused::UnknownKey)));
    world.on_disk(0).await;
    assert_eq!(world.files.shelf.lock().bytes, 0);
}

#[test]
fn a_key_opens_what_is_its_own() {
    let world = World::new();
    let (ann, ben) = (world.join("ann", None), world.join("ben", None));
    let key = |client: &ClientInfo| client.uuid.to_string();
    assert_eq!(world.files.reader(Some(&key(&ben)), "ann").unwrap(), ann.uuid);
    assert_eq!(world.files.writer(Some(&key(&ann)), "ann").unwrap(), ann.uuid);
    assert!(matches!(world.files.writer(Some(&key(&ben)), "ann"), Err(FileRefused::NotYours { .. })));
    assert!(matches!(world.files.writer(Some(&key(&ben)), "nobody"), Err(FileRefused::NotYours { .. })));
    assert!(matches!(world.files.reader(Some(&key(&ben)), "nobody"), Err(FileRefused::NotFound)));
    assert!(matches!(world.files.reader(None, "ann"), Err(FileRefused::NoKey)));
    assert!(matches!(world.files.reader(Some("x"), "ann"), Err(FileRefused::NotAKey)));
    let other = Uuid::new_v4().to_string();
    assert!(matches!(world.files.reader(Some(&other), "ann"), Err(FileRefused::UnknownKey)));
    world.files.left(&SessionName::default_session(), &ann);
    assert!(matches!(world.files.writer(Some(&key(&ann)), "ann"), Err(FileRefused::UnknownKey)));

    let secret = Uuid::new_v4();
    let cat = world.join("cat", Some(secret));
    assert!(matches!(world.files.writer(Some(&key(&cat)), "cat"), Err(FileRefused::NotYours { private: true })));
    assert_eq!(world.files.writer(Some(&secret.to_string()), "cat").unwrap(), cat.uuid);
    assert_eq!(world.files.reader(Some(&key(&ben)), "cat").unwrap(), cat.uuid);
}

#[test]
fn what_was_left_by_another_run_goes_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join(FOLDER);
    std::fs::create_dir_all(&files).unwrap();
    std::fs::write(files.join("old"), "x").unwrap();
    Files::open(folder.path(), LIMITS).unwrap();
    assert!(!files.exists());
}
