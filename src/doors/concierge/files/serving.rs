//! The operations on files: the generated trait, answered by the store.

use c2sim_generated::{
    concierge::{ApiError, FilesApi, Handler},
    support::{FileAnswer, MultipartBody, RawBody},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use poem::{
    Body, FromRequest, Request, RequestBody,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    web::Multipart,
};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::{FilePath, FileRefused, Staging, Stored, naming::decoded, range};
use crate::doors::{
    api::{BodyRefused, read_up_to},
    concierge::{ConciergeDoor, core::ClientUuid, refusal::Refused},
};

/// What a form may have beside its files, in bytes.
const FORM_BYTES_MAX: usize = 64 * 1024;
/// Characters that a name in a header has as they are (RFC 8187).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'~');

impl Handler for ConciergeDoor {
    type Error = Refused;

    fn refuse(&self, _request: &Request, refused: Refused) -> ApiError {
        refused.into_answer()
    }
}

impl FilesApi for ConciergeDoor {
    async fn download_file(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
    ) -> Result<FileAnswer, Refused> {
        let path = FilePath::of_uri(&file)?;
        let owner = self.files.reader(x_fs_key.as_deref(), &client_of(&client)?)?;
        let stored = self.files.find(owner, &path)?;
        let content = tokio::fs::read(self.files.place(stored.blob)).await.map_err(|error| match error.kind() {
            // It was removed in between.
            std::io::ErrorKind::NotFound => FileRefused::NotFound,
            _ => error.into(),
        })?;
        let mut headers = headers_of(&path, &stored);
        let asked = request.headers().get(header::RANGE).and_then(|value| value.to_str().ok());
        let is_same = request.headers().get(header::IF_RANGE).is_none_or(|tag| Some(tag) == headers.get(header::ETAG));
        let Some(part) = asked.filter(|_| is_same).and_then(|asked| range::asked(asked, content.len())) else {
            return Ok(FileAnswer { body: Body::from(content), headers });
        };
        let text = format!("bytes {}-{}/{}", part.start, part.end - 1, content.len());
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&text).expect("numbers are plain"));
        Ok(FileAnswer { body: Body::from(content[part].to_vec()), headers })
    }

    async fn replace_file(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
        body: RawBody,
    ) -> Result<(), Refused> {
        let (owner, path) = self.written(x_fs_key.as_deref(), &client, &file)?;
        let max = self.configuration.concierge_file_bytes_max;
        let content = read_up_to(request.headers(), body.body, max).await.map_err(|error| match error {
            BodyRefused::TooLarge { limit_bytes } => FileRefused::FileTooLarge { max: limit_bytes }.into(),
            BodyRefused::Interrupted => Refused::bad(error),
        })?;
        let mut staging = Staging::new(&self.files, owner);
        staging.add(&path, content).await?;
        Ok(staging.commit()?)
    }

    async fn upload_file(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
        body: RawBody,
    ) -> Result<(), Refused> {
        let (owner, path) = self.written(x_fs_key.as_deref(), &client, &file)?;
        let mut staging = Staging::new(&self.files, owner);
        let mut form = self.form(request, body).await?;
        let mut only: Option<FilePath> = None;
        while let Some((name, piece)) = form.next().await? {
            if only.get_or_insert_with(|| name.clone()) != &name {
                // Whoever sees the refusal knows that nothing stands there.
                let _ = self.files.remove(owner, &path);
                let text = "the parts of the form have different file names; send one file, or several to the folder";
                return Err(Refused::new(StatusCode::PRECONDITION_FAILED, "DIFFERENT_NAMES", text));
            }
            staging.add(&path, piece).await?;
        }
        if only.is_none() {
            return Err(Refused::bad("the form has no part with a file"));
        }
        Ok(staging.commit()?)
    }

    async fn upload_files(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        body: RawBody,
    ) -> Result<(), Refused> {
        let owner = self.files.writer(x_fs_key.as_deref(), &client_of(&client)?)?;
        let mut staging = Staging::new(&self.files, owner);
        let mut form = self.form(request, body).await?;
        while let Some((name, piece)) = form.next().await? {
            staging.add(&name, piece).await?;
        }
        Ok(staging.commit()?)
    }

    async fn delete_file(
        &self,
        _request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
    ) -> Result<(), Refused> {
        let (owner, path) = self.written(x_fs_key.as_deref(), &client, &file)?;
        Ok(self.files.remove(owner, &path)?)
    }
}

/// The parts of a form.
struct Form {
    parts: Multipart,
    file_bytes_max: usize,
}

impl Form {
    /// The file name and the content of the next part.
    async fn next(&mut self) -> Result<Option<(FilePath, bytes::Bytes)>, Refused> {
        let Some(part) = self.parts.next_field().await.map_err(Refused::bad)? else { return Ok(None) };
        let Some(name) = part.file_name().map(str::to_owned).filter(|name| !name.is_empty()) else {
            let text = "a part of the form has no file name; give each one";
            return Err(Refused::new(StatusCode::PRECONDITION_REQUIRED, "NO_NAME", text));
        };
        let name = FilePath::parse(name)?;
        let max = self.file_bytes_max;
        let content = Body::from_async_read(part.into_async_read()).into_bytes_limit(max).await;
        let content = content.map_err(|error| match error {
            poem::error::ReadBodyError::PayloadTooLarge => FileRefused::FileTooLarge { max }.into(),
            other => Refused::bad(other),
        })?;
        Ok(Some((name, content)))
    }
}

impl ConciergeDoor {
    /// Whose file is to change, and which: its owner's key has to come along.
    fn written(&self, key: Option<&str>, client: &str, file: &str) -> Result<(ClientUuid, FilePath), Refused> {
        let path = FilePath::of_uri(file)?;
        Ok((self.files.writer(key, &client_of(client)?)?, path))
    }

    /// The form in a body, which may be as large as what its client may keep.
    async fn form(&self, request: &Request, body: RawBody) -> Result<Form, Refused> {
        if !MultipartBody::takes(&body.content_type) {
            return Err(Refused::not_a_form());
        }
        let form = MultipartBody::new(body.content_type, body.body).map_err(|_| Refused::not_a_form())?;
        let max = self.configuration.concierge_client_files_bytes_max;
        let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        let announced = announced.and_then(|length| length.parse::<usize>().ok());
        if announced.is_some_and(|length| length > max.saturating_add(FORM_BYTES_MAX)) {
            return Err(FileRefused::ClientTooLarge { max }.into());
        }
        let content_type = format!("multipart/form-data; boundary=\"{}\"", form.boundary);
        let content_type = HeaderValue::from_str(&content_type).map_err(Refused::bad)?;
        let inner = Request::builder().header(header::CONTENT_TYPE, content_type).finish();
        let parts = Multipart::from_request(&inner, &mut RequestBody::new(form.body)).await.map_err(Refused::bad)?;
        Ok(Form { parts, file_bytes_max: self.configuration.concierge_file_bytes_max })
    }
}

/// The name of a client as a path has it.
fn client_of(segment: &str) -> Result<String, Refused> {
    decoded(segment).ok_or_else(|| Refused::bad("the name of the client is no UTF-8"))
}

fn headers_of(path: &FilePath, stored: &Stored) -> HeaderMap {
    let plain: String = path.file_name().chars().map(|letter| if is_quotable(letter) { letter } else { '_' }).collect();
    let exact = utf8_percent_encode(path.file_name(), PLAIN);
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    let tag = format!("\"{}\"", stored.blob.simple());
    let at = OffsetDateTime::from(stored.at).format(&Rfc2822).unwrap_or_default().replace("+0000", "GMT");
    let mut headers = HeaderMap::new();
    let texts = [
        (header::CONTENT_DISPOSITION, disposition),
        (header::ETAG, tag),
        (header::LAST_MODIFIED, at),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    for (name, text) in texts {
        headers.insert(name, HeaderValue::from_str(&text).expect("only plain characters are left"));
    }
    headers
}

/// Whether a character may stand in a quoted text of a header as it is.
fn is_quotable(letter: char) -> bool {
    letter.is_ascii_graphic() && !matches!(letter, '"' | '\\' | '%') || letter == ' '
}

/// Lets a request's path have one segment for a file, whatever slashes its path has, and none for the folder, as the routes
/// want it.
pub(in crate::doors::concierge) fn one_segment(path: &str) -> Option<String> {
    let (client, file) = path.strip_prefix("/fs/")?.split_once('/')?;
    if file.is_empty() {
        return Some(format!("/fs/{client}"));
    }
    file.contains('/').then(|| format!("/fs/{client}/{}", file.replace('/', "%2F")))
}
