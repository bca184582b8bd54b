using Tarn.Common;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3;

/// <summary>The errors of S3, as its API reference words them ("List of error codes").</summary>
internal static class S3Errors
{
    public static AwsException NoSuchBucket(string bucket) => new(
        "NoSuchBucket", "The specified bucket does not exist", 404)
    { Details = [new("BucketName", bucket)] };

    public static AwsException NoSuchKey(string key) => new(
        "NoSuchKey", "The specified key does not exist.", 404)
    { Details = [new("Key", key)] };

    public static AwsException NoSuchVersion(string key, string versionId) => new(
        "NoSuchVersion", "The specified version does not exist.", 404)
    { Details = [new("Key", key), new("VersionId", versionId)] };

    public static AwsException NoSuchUpload(string uploadId) => new(
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
        + " completed.",
        404)
    { Details = [new("UploadId", uploadId)] };

    /// <summary>The object would have to be another class, or restored.</summary>
    /// <param name="message">What is not possible.</param>
    /// <param name="storageClass">The object's; null is STANDARD, which goes without saying.</param>
    public static AwsException InvalidObjectState(string message, string? storageClass) => new(
        "InvalidObjectState", message, 403)
    { Details = storageClass is null ? [] : [new("StorageClass", storageClass)] };

    public static AwsException PreconditionFailed(string condition) => new(
        "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
    { Details = [new("Condition", condition)] };

    public static AwsException InvalidArgument(string message, string name, string value) => new(
        "InvalidArgument", message)
    { Details = [new("ArgumentName", name), new("ArgumentValue", value)] };

    public static AwsException AccessDenied(string reason) => new("AccessDenied", reason, 403);

    public static AwsException MalformedXml() => new(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsException InvalidBucketName(string bucket) => new(
        "InvalidBucketName", "The specified bucket is not valid.")
    { Details = [new("BucketName", bucket)] };

    /// <summary>An error of the lake.</summary>
    public static AwsException Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.BadKey => new("InvalidArgument", $"{exception.Message} {exception.Hint}".Trim()),
        ErrorCodes.ObjectArchived => InvalidObjectState(exception.Message, storageClass: null),
        ErrorCodes.ObjectMissing => new("NoSuchKey", exception.Message, 404),
        ErrorCodes.StorageFull => new("ServiceUnavailable", exception.Message, 503),
        ErrorCodes.StorageUnfit => new("NotImplemented", exception.Message, 501),
        ErrorCodes.StorageReadOnly => new("AccessDenied", exception.Message, 403),
        ErrorCodes.KeyDisabled => new("KMS.DisabledException", exception.Message),
        ErrorCodes.KeyState => new("KMS.KMSInvalidStateException", exception.Message),
        ErrorCodes.UnknownName => new("KMS.NotFoundException", exception.Message),
        ErrorCodes.ObjectDamaged or ErrorCodes.ObjectEncrypted or ErrorCodes.BadCiphertext or ErrorCodes.MasterKey
            => new("InternalError", exception.Message, 500),
        ErrorCodes.StateConflict => new("OperationAborted", exception.Message, 409),
        _ => new("InternalError", exception.Message, 500),
    };

    public static AwsException Of(SignatureException exception, bool isPresigned) => exception.Problem switch
    {
        SignatureProblem.Missing => new("AccessDenied", "Access Denied: the request is not signed", 403),
        SignatureProblem.Malformed => new(
            isPresigned ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed", exception.Message),
        SignatureProblem.UnknownKey => new(
            "InvalidAccessKeyId",
            $"The AWS Access Key Id you provided does not exist in our records: {exception.Message}",
            403),
        SignatureProblem.BadToken => new("InvalidToken", exception.Message),
        SignatureProblem.ExpiredToken => new("ExpiredToken", exception.Message),
        SignatureProblem.Skewed => new("RequestTimeTooSkewed", exception.Message, 403),
        SignatureProblem.Expired => new("AccessDenied", exception.Message, 403),
        SignatureProblem.UnsignedHeader => new(
            "AccessDenied",
            $"There were headers present in the request which were not signed: {exception.Message}",
            403),
        SignatureProblem.PayloadMismatch => new("XAmzContentSHA256Mismatch", exception.Message),
        SignatureProblem.IncompleteBody => new("IncompleteBody", exception.Message),
        _ => new("SignatureDoesNotMatch", exception.Message, 403),
    };
}
