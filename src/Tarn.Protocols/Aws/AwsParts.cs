using Tarn.Common;
using Tarn.Protocols.Aws.Athena;
using Tarn.Protocols.Aws.Firehose;
using Tarn.Protocols.Aws.Glue;
using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.Logs;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.Scheduler;
using Tarn.Protocols.Aws.Sns;
using Tarn.Security;
using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Archive;

namespace Tarn.Protocols.Aws;

/// <summary>What of a lake the AWS protocols work on.</summary>
public sealed record AwsParts
{
    public required AccessKeys Keys { get; init; }

    public required Buckets Buckets { get; init; }

    public required DocumentStore Documents { get; init; }

    /// <summary>The lake's <c>.tarn</c>.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Null serves no Glue.</summary>
    public GlueParts? Glue { get; init; }

    /// <summary>Null serves no Athena.</summary>
    public AthenaParts? Athena { get; init; }

    /// <summary>Gives archived objects back; null serves no RestoreObject.</summary>
    public RestoreService? Restores { get; init; }

    /// <summary>Whom buckets tell of their objects; null serves no notifications.</summary>
    public NotificationParts? Notifications { get; init; }

    /// <summary>Null serves no KMS.</summary>
    public KmsParts? Kms { get; init; }

    /// <summary>How buckets encrypt; null is as clients said alone.</summary>
    public BucketDefaults? EncryptionDefaults { get; init; }

    /// <summary>Null serves no CloudWatch Logs.</summary>
    public LogsParts? Logs { get; init; }

    /// <summary>Null serves no Firehose.</summary>
    public FirehoseParts? Firehose { get; init; }

    /// <summary>Null serves no EventBridge Scheduler.</summary>
    public SchedulerParts? Scheduler { get; init; }

    /// <summary>Null serves no SNS.</summary>
    public SnsParts? Sns { get; init; }

    public required IIdSource IdSource { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
