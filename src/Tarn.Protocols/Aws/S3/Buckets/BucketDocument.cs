using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Cors;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>One kind of document that a bucket may have.</summary>
/// <param name="Name">As in the names of its operations.</param>
/// <param name="Parameter">The parameter that asks for it.</param>
/// <param name="Root">Its root element.</param>
internal sealed record BucketDocument(string Name, string Parameter, string Root)
{
    private const string EncryptionNote =
        "AES256 and aws:kms; until one is put, what the [zone](../guide/definitions.md#lakeyaml) says";

    private const string Namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    public static IReadOnlyList<BucketDocument> All { get; } =
    [
        new("Tagging", "tagging", "Tagging") { ErrorCode = "NoSuchTagSet", CanBeSet = true, CanBeDeleted = true },
        new("PublicAccessBlock", "publicAccessBlock", "PublicAccessBlockConfiguration")
        {
            ErrorCode = "NoSuchPublicAccessBlockConfiguration",
            CanBeSet = true,
            CanBeDeleted = true,
        },
        new("OwnershipControls", "ownershipControls", "OwnershipControls")
        {
            ErrorCode = "OwnershipControlsNotFoundError",
            CanBeSet = true,
            CanBeDeleted = true,
        },
        new("Cors", CorsAnswers.Parameter, "CORSConfiguration")
        {
            ErrorCode = "NoSuchCORSConfiguration",
            CanBeSet = true,
            CanBeDeleted = true,
            Check = root => CorsRule.ReadAll(root),
        },
        new("Website", "website", "WebsiteConfiguration")
        {
            ErrorCode = "NoSuchWebsiteConfiguration",
            CanBeDeleted = true,
        },
        new("Replication", "replication", "ReplicationConfiguration")
        {
            ErrorCode = "ReplicationConfigurationNotFoundError",
            CanBeDeleted = true,
        },
        new("ObjectLockConfiguration", "object-lock", "ObjectLockConfiguration")
        {
            ErrorCode = "ObjectLockConfigurationNotFoundError",
        },
        new("Encryption", EncryptionConfiguration.Parameter, "ServerSideEncryptionConfiguration")
        {
            ErrorCode = "ServerSideEncryptionConfigurationNotFoundError",
            CanBeSet = true,
            CanBeDeleted = true,
            Check = EncryptionConfiguration.Check,
        },
        new("AccelerateConfiguration", "accelerate", "AccelerateConfiguration")
        {
            Default = Empty("AccelerateConfiguration"),
        },
        new("Logging", "logging", "BucketLoggingStatus") { Default = Empty("BucketLoggingStatus") },
        new("RequestPayment", "requestPayment", "RequestPaymentConfiguration")
        {
            Default = $"<RequestPaymentConfiguration {Namespace}><Payer>BucketOwner</Payer>"
                + "</RequestPaymentConfiguration>",
        },
    ];

    /// <summary>What is given when none was set; null is an error.</summary>
    public string? Default { get; init; }

    /// <summary>That error.</summary>
    public string ErrorCode { get; init; } = "NoSuchConfiguration";

    /// <summary>Throws for a document that cannot be set.</summary>
    public Action<XElement>? Check { get; init; }

    /// <summary>
    /// Whether Tarn does what it says: there is one owner and no public access. Others can only be asked for, and are
    /// never there.
    /// </summary>
    public bool CanBeSet { get; init; }

    /// <summary>
    /// The name in those of its operations: not those of locks and of public access, which begin otherwise.
    /// </summary>
    public string OperationSuffix => Name is "PublicAccessBlock" or "ObjectLockConfiguration" ? Name : "Bucket" + Name;

    /// <summary>What users should know of its operations.</summary>
    public OperationNote Note => !CanBeSet ? new() { Text = "there is none, and it cannot be set" }
        : Name == "Tagging" ? OperationNote.None
        : Name == "Cors" ? new() { Text = "preflights, and the headers of answers, follow the rules" }
        : Name == "Encryption" ? new() { Text = EncryptionNote }
        : new() { Text = "kept and given back: there is one owner and no public access" };

    /// <summary>Taking away what is not there succeeds.</summary>
    public bool CanBeDeleted { get; init; }

    public AwsException Missing(string bucket) => new(
        ErrorCode, $"The bucket has no {Name} configuration", 404)
    { Details = [new("BucketName", bucket)] };

    private static string Empty(string root) => $"<{root} {Namespace}/>";
}
