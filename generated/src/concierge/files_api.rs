// Generated from spec/openapi/concierge.yaml; do not edit.

//! The operations tagged files: the trait that handlers implement, and the routes that call it.

#![allow(unused_imports, reason = "which of these are needed depends on the operations")]
#![allow(clippy::too_many_arguments, reason = "an operation has the parameters that the interface gives it")]

use std::{future::Future, sync::Arc};

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions, OpenApi,
    param::Query,
    registry::{MetaRequest, Registry},
};

use super::{ApiError, Handler, models};
use crate::support::{
    Answer, ContentType, EventsAnswer, FileAnswer, Header, JsonBody, JsonOrXml, LinesOrXml, MultipartBody,
    OptionalHeader, Path, Pattern, RawBody, Verbatim, XmlAnswer, XmlBody,
};

/// What a server does for the operations tagged files. Parameters arrive as the interface wants them.
pub trait FilesApi: Handler {
    /// Delete a file.
    ///
    /// `DELETE /fs/{client}/{file}`. Its own alone.
    fn delete_file(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Fetch a file.
    ///
    /// `GET /fs/{client}/{file}`. With the header Range, a part of it. The answer to a request for the whole is 202,
    /// which clients of this kind of gateway know.
    fn download_file(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
    ) -> impl Future<Output = Result<FileAnswer, Self::Error>> + Send;
    /// Leave a file.
    ///
    /// `PUT /fs/{client}/{file}`. The body is the file; one that was there is replaced.
    fn replace_file(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
        body: RawBody,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Leave a file by a form.
    ///
    /// `POST /fs/{client}/{file}`. The parts of the form are joined and become the file, whatever name they give it, as
    /// long as it is one; with parts of different names nothing stays under this path.
    fn upload_file(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        file: String,
        body: RawBody,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Leave several files.
    ///
    /// `POST /fs/{client}/`. Each part of the form is a file under the name that the part gives it; parts of one name
    /// are joined. Either all are kept or none.
    fn upload_files(
        &self,
        request: &Request,
        x_fs_key: Option<String>,
        client: String,
        body: RawBody,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// The routes of the operations tagged files, served by the handler in it.
pub struct FilesRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: FilesApi> FilesRoutes<H> {
    /// Delete a file
    ///
    /// Its own alone.
    #[oai(path = "/fs/:client/:file", method = "delete", operation_id = "deleteFile", tag = "super::ApiTag::Files")]
    async fn delete_file(
        &self,
        request: &Request,
        /// The key of the client that asks. Without it the request is answered with 428.
        #[oai(name = "x-fs-key")]
        x_fs_key: OptionalHeader,
        /// The name of the client whose file it is.
        #[oai(name = "client")]
        client: Path,
        /// The path of the file. It may have folders: slashes may stand as they are or as %2F.
        #[oai(name = "file")]
        file: Path,
    ) -> poem::Result<DeleteFileResponse> {
        let answer = self.0.delete_file(request, x_fs_key.text, client.text, file.text).await;
        Ok(match answer {
            Ok(()) => DeleteFileResponse::Ok,
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Fetch a file
    ///
    /// With the header Range, a part of it. The answer to a request for the whole is 202, which clients of this kind of
    /// gateway know.
    #[oai(path = "/fs/:client/:file", method = "get", operation_id = "downloadFile", tag = "super::ApiTag::Files")]
    async fn download_file(
        &self,
        request: &Request,
        /// The key of the client that asks. Without it the request is answered with 428.
        #[oai(name = "x-fs-key")]
        x_fs_key: OptionalHeader,
        /// The name of the client whose file it is.
        #[oai(name = "client")]
        client: Path,
        /// The path of the file. It may have folders: slashes may stand as they are or as %2F.
        #[oai(name = "file")]
        file: Path,
    ) -> poem::Result<DownloadFileResponse> {
        let answer = self.0.download_file(request, x_fs_key.text, client.text, file.text).await;
        Ok(match answer {
            Ok(answer) => DownloadFileResponse::Accepted(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Leave a file
    ///
    /// The body is the file; one that was there is replaced.
    #[oai(path = "/fs/:client/:file", method = "put", operation_id = "replaceFile", tag = "super::ApiTag::Files")]
    async fn replace_file(
        &self,
        request: &Request,
        /// The key of the client that asks. Without it the request is answered with 428.
        #[oai(name = "x-fs-key")]
        x_fs_key: OptionalHeader,
        /// The name of the client whose file it is.
        #[oai(name = "client")]
        client: Path,
        /// The path of the file. It may have folders: slashes may stand as they are or as %2F.
        #[oai(name = "file")]
        file: Path,
        body: RawBody,
    ) -> poem::Result<ReplaceFileResponse> {
        let answer = self.0.replace_file(request, x_fs_key.text, client.text, file.text, body).await;
        Ok(match answer {
            Ok(()) => ReplaceFileResponse::Created,
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Leave a file by a form
    ///
    /// The parts of the form are joined and become the file, whatever name they give it, as long as it is one; with
    /// parts of different names nothing stays under this path.
    #[oai(path = "/fs/:client/:file", method = "post", operation_id = "uploadFile", tag = "super::ApiTag::Files")]
    async fn upload_file(
        &self,
        request: &Request,
        /// The key of the client that asks. Without it the request is answered with 428.
        #[oai(name = "x-fs-key")]
        x_fs_key: OptionalHeader,
        /// The name of the client whose file it is.
        #[oai(name = "client")]
        client: Path,
        /// The path of the file. It may have folders: slashes may stand as they are or as %2F.
        #[oai(name = "file")]
        file: Path,
        body: RawBody,
    ) -> poem::Result<UploadFileResponse> {
        let answer = self.0.upload_file(request, x_fs_key.text, client.text, file.text, body).await;
        Ok(match answer {
            Ok(()) => UploadFileResponse::Created,
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Leave several files
    ///
    /// Each part of the form is a file under the name that the part gives it; parts of one name are joined. Either all
    /// are kept or none.
    #[oai(path = "/fs/:client/", method = "post", operation_id = "uploadFiles", tag = "super::ApiTag::Files")]
    async fn upload_files(
        &self,
        request: &Request,
        /// The key of the client that asks. Without it the request is answered with 428.
        #[oai(name = "x-fs-key")]
        x_fs_key: OptionalHeader,
        /// The name of the client whose file it is.
        #[oai(name = "client")]
        client: Path,
        body: RawBody,
    ) -> poem::Result<UploadFilesResponse> {
        let answer = self.0.upload_files(request, x_fs_key.text, client.text, body).await;
        Ok(match answer {
            Ok(()) => UploadFilesResponse::Created,
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of deleteFile.
#[derive(ApiResponse)]
pub enum DeleteFileResponse {
    /// It is deleted.
    #[oai(status = 200)]
    Ok,
    /// The path is none, or the body cannot be read. Code BAD_REQUEST.
    #[oai(status = 400)]
    BadRequest(Answer<models::ConciergeError>),
    /// The key is nobody's, or no longer. Code UNAUTHORIZED.
    #[oai(status = 401)]
    Unauthorized(Answer<models::ConciergeError>),
    /// It is the file of another client. Code FORBIDDEN.
    #[oai(status = 403)]
    Forbidden(Answer<models::ConciergeError>),
    /// There is no such client or file, or nothing at this path. Code NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::ConciergeError>),
    /// The path has no such method. Code METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::ConciergeError>),
    /// The parts of the form have different names. Code DIFFERENT_NAMES.
    #[oai(status = 412)]
    PreconditionFailed(Answer<models::ConciergeError>),
    /// The file, or what its client has then, is larger than allowed, or there are too many. Code TOO_LARGE.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::ConciergeError>),
    /// The body is not announced as a form with a boundary. Code UNSUPPORTED_MEDIA_TYPE.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::ConciergeError>),
    /// The key is no uuid. Code BAD_KEY.
    #[oai(status = 417)]
    ExpectationFailed(Answer<models::ConciergeError>),
    /// The header x-fs-key is missing, or a part of the form has no file name. Code NO_KEY or NO_NAME.
    #[oai(status = 428)]
    PreconditionRequired(Answer<models::ConciergeError>),
    /// A fault of the server. Code SERVER_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::ConciergeError>),
    /// The files of all clients together are at their limit, the disk is in trouble, or the server ends. Code
    /// STORE_FULL or UNAVAILABLE.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::ConciergeError>),
}

impl From<ApiError> for DeleteFileResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::Forbidden(answer) => Self::Forbidden(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::PreconditionFailed(answer) => Self::PreconditionFailed(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::ExpectationFailed(answer) => Self::ExpectationFailed(answer),
            ApiError::PreconditionRequired(answer) => Self::PreconditionRequired(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of downloadFile.
#[derive(ApiResponse)]
pub enum DownloadFileResponse {
    /// The whole file.
    #[oai(status = 202)]
    Accepted(FileAnswer),
    /// The path is none, or the body cannot be read. Code BAD_REQUEST.
    #[oai(status = 400)]
    BadRequest(Answer<models::ConciergeError>),
    /// The key is nobody's, or no longer. Code UNAUTHORIZED.
    #[oai(status = 401)]
    Unauthorized(Answer<models::ConciergeError>),
    /// It is the file of another client. Code FORBIDDEN.
    #[oai(status = 403)]
    Forbidden(Answer<models::ConciergeError>),
    /// There is no such client or file, or nothing at this path. Code NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::ConciergeError>),
    /// The path has no such method. Code METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::ConciergeError>),
    /// The parts of the form have different names. Code DIFFERENT_NAMES.
    #[oai(status = 412)]
    PreconditionFailed(Answer<models::ConciergeError>),
    /// The file, or what its client has then, is larger than allowed, or there are too many. Code TOO_LARGE.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::ConciergeError>),
    /// The body is not announced as a form with a boundary. Code UNSUPPORTED_MEDIA_TYPE.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::ConciergeError>),
    /// The key is no uuid. Code BAD_KEY.
    #[oai(status = 417)]
    ExpectationFailed(Answer<models::ConciergeError>),
    /// The header x-fs-key is missing, or a part of the form has no file name. Code NO_KEY or NO_NAME.
    #[oai(status = 428)]
    PreconditionRequired(Answer<models::ConciergeError>),
    /// A fault of the server. Code SERVER_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::ConciergeError>),
    /// The files of all clients together are at their limit, the disk is in trouble, or the server ends. Code
    /// STORE_FULL or UNAVAILABLE.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::ConciergeError>),
}

impl From<ApiError> for DownloadFileResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::Forbidden(answer) => Self::Forbidden(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::PreconditionFailed(answer) => Self::PreconditionFailed(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::ExpectationFailed(answer) => Self::ExpectationFailed(answer),
            ApiError::PreconditionRequired(answer) => Self::PreconditionRequired(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of replaceFile.
#[derive(ApiResponse)]
pub enum ReplaceFileResponse {
    /// It is kept.
    #[oai(status = 201)]
    Created,
    /// The path is none, or the body cannot be read. Code BAD_REQUEST.
    #[oai(status = 400)]
    BadRequest(Answer<models::ConciergeError>),
    /// The key is nobody's, or no longer. Code UNAUTHORIZED.
    #[oai(status = 401)]
    Unauthorized(Answer<models::ConciergeError>),
    /// It is the file of another client. Code FORBIDDEN.
    #[oai(status = 403)]
    Forbidden(Answer<models::ConciergeError>),
    /// There is no such client or file, or nothing at this path. Code NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::ConciergeError>),
    /// The path has no such method. Code METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::ConciergeError>),
    /// The parts of the form have different names. Code DIFFERENT_NAMES.
    #[oai(status = 412)]
    PreconditionFailed(Answer<models::ConciergeError>),
    /// The file, or what its client has then, is larger than allowed, or there are too many. Code TOO_LARGE.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::ConciergeError>),
    /// The body is not announced as a form with a boundary. Code UNSUPPORTED_MEDIA_TYPE.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::ConciergeError>),
    /// The key is no uuid. Code BAD_KEY.
    #[oai(status = 417)]
    ExpectationFailed(Answer<models::ConciergeError>),
    /// The header x-fs-key is missing, or a part of the form has no file name. Code NO_KEY or NO_NAME.
    #[oai(status = 428)]
    PreconditionRequired(Answer<models::ConciergeError>),
    /// A fault of the server. Code SERVER_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::ConciergeError>),
    /// The files of all clients together are at their limit, the disk is in trouble, or the server ends. Code
    /// STORE_FULL or UNAVAILABLE.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::ConciergeError>),
}

impl From<ApiError> for ReplaceFileResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::Forbidden(answer) => Self::Forbidden(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::PreconditionFailed(answer) => Self::PreconditionFailed(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::ExpectationFailed(answer) => Self::ExpectationFailed(answer),
            ApiError::PreconditionRequired(answer) => Self::PreconditionRequired(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of uploadFile.
#[derive(ApiResponse)]
pub enum UploadFileResponse {
    /// It is kept.
    #[oai(status = 201)]
    Created,
    /// The path is none, or the body cannot be read. Code BAD_REQUEST.
    #[oai(status = 400)]
    BadRequest(Answer<models::ConciergeError>),
    /// The key is nobody's, or no longer. Code UNAUTHORIZED.
    #[oai(status = 401)]
    Unauthorized(Answer<models::ConciergeError>),
    /// It is the file of another client. Code FORBIDDEN.
    #[oai(status = 403)]
    Forbidden(Answer<models::ConciergeError>),
    /// There is no such client or file, or nothing at this path. Code NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::ConciergeError>),
    /// The path has no such method. Code METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::ConciergeError>),
    /// The parts of the form have different names. Code DIFFERENT_NAMES.
    #[oai(status = 412)]
    PreconditionFailed(Answer<models::ConciergeError>),
    /// The file, or what its client has then, is larger than allowed, or there are too many. Code TOO_LARGE.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::ConciergeError>),
    /// The body is not announced as a form with a boundary. Code UNSUPPORTED_MEDIA_TYPE.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::ConciergeError>),
    /// The key is no uuid. Code BAD_KEY.
    #[oai(status = 417)]
    ExpectationFailed(Answer<models::ConciergeError>),
    /// The header x-fs-key is missing, or a part of the form has no file name. Code NO_KEY or NO_NAME.
    #[oai(status = 428)]
    PreconditionRequired(Answer<models::ConciergeError>),
    /// A fault of the server. Code SERVER_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::ConciergeError>),
    /// The files of all clients together are at their limit, the disk is in trouble, or the server ends. Code
    /// STORE_FULL or UNAVAILABLE.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::ConciergeError>),
}

impl From<ApiError> for UploadFileResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::Forbidden(answer) => Self::Forbidden(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::PreconditionFailed(answer) => Self::PreconditionFailed(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::ExpectationFailed(answer) => Self::ExpectationFailed(answer),
            ApiError::PreconditionRequired(answer) => Self::PreconditionRequired(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of uploadFiles.
#[derive(ApiResponse)]
pub enum UploadFilesResponse {
    /// They are kept.
    #[oai(status = 201)]
    Created,
    /// The path is none, or the body cannot be read. Code BAD_REQUEST.
    #[oai(status = 400)]
    BadRequest(Answer<models::ConciergeError>),
    /// The key is nobody's, or no longer. Code UNAUTHORIZED.
    #[oai(status = 401)]
    Unauthorized(Answer<models::ConciergeError>),
    /// It is the file of another client. Code FORBIDDEN.
    #[oai(status = 403)]
    Forbidden(Answer<models::ConciergeError>),
    /// There is no such client or file, or nothing at this path. Code NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::ConciergeError>),
    /// The path has no such method. Code METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::ConciergeError>),
    /// The parts of the form have different names. Code DIFFERENT_NAMES.
    #[oai(status = 412)]
    PreconditionFailed(Answer<models::ConciergeError>),
    /// The file, or what its client has then, is larger than allowed, or there are too many. Code TOO_LARGE.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::ConciergeError>),
    /// The body is not announced as a form with a boundary. Code UNSUPPORTED_MEDIA_TYPE.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::ConciergeError>),
    /// The key is no uuid. Code BAD_KEY.
    #[oai(status = 417)]
    ExpectationFailed(Answer<models::ConciergeError>),
    /// The header x-fs-key is missing, or a part of the form has no file name. Code NO_KEY or NO_NAME.
    #[oai(status = 428)]
    PreconditionRequired(Answer<models::ConciergeError>),
    /// A fault of the server. Code SERVER_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::ConciergeError>),
    /// The files of all clients together are at their limit, the disk is in trouble, or the server ends. Code
    /// STORE_FULL or UNAVAILABLE.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::ConciergeError>),
}

impl From<ApiError> for UploadFilesResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::Forbidden(answer) => Self::Forbidden(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::PreconditionFailed(answer) => Self::PreconditionFailed(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::ExpectationFailed(answer) => Self::ExpectationFailed(answer),
            ApiError::PreconditionRequired(answer) => Self::PreconditionRequired(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}
