using System.Text.Json;

namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>
/// A destination in S3 as requests say it (ExtendedS3DestinationConfiguration, S3DestinationConfiguration and their
/// updates) and as answers do (ExtendedS3DestinationDescription); the names of the members are AWS's.
/// </summary>
internal sealed record S3Destination
{
    public string? RoleARN { get; init; }

    public string? BucketARN { get; init; }

    public string? Prefix { get; init; }

    public string? ErrorOutputPrefix { get; init; }

    public BufferingHints? BufferingHints { get; init; }

    public string? CompressionFormat { get; init; }

    public EncryptionConfiguration? EncryptionConfiguration { get; init; }

    public CloudWatchLoggingOptions? CloudWatchLoggingOptions { get; init; }

    public ProcessingConfiguration? ProcessingConfiguration { get; init; }

    public string? S3BackupMode { get; init; }

    public DynamicPartitioningConfiguration? DynamicPartitioningConfiguration { get; init; }

    public DataFormatConversionConfiguration? DataFormatConversionConfiguration { get; init; }

    public string? FileExtension { get; init; }

    public string? CustomTimeZone { get; init; }

    public JsonElement? S3BackupConfiguration { get; init; }

    public JsonElement? S3BackupUpdate { get; init; }

    /// <summary>This with what an update says; what it does not say stays.</summary>
    public S3Destination With(S3Destination update) => new()
    {
        RoleARN = update.RoleARN ?? RoleARN,
        BucketARN = update.BucketARN ?? BucketARN,
        Prefix = update.Prefix ?? Prefix,
        ErrorOutputPrefix = update.ErrorOutputPrefix ?? ErrorOutputPrefix,
        BufferingHints = update.BufferingHints ?? BufferingHints,
        CompressionFormat = update.CompressionFormat ?? CompressionFormat,
        EncryptionConfiguration = update.EncryptionConfiguration ?? EncryptionConfiguration,
        CloudWatchLoggingOptions = update.CloudWatchLoggingOptions ?? CloudWatchLoggingOptions,
        ProcessingConfiguration = update.ProcessingConfiguration ?? ProcessingConfiguration,
        S3BackupMode = update.S3BackupMode ?? S3BackupMode,
        DynamicPartitioningConfiguration =
            update.DynamicPartitioningConfiguration ?? DynamicPartitioningConfiguration,
        DataFormatConversionConfiguration =
            update.DataFormatConversionConfiguration ?? DataFormatConversionConfiguration,
        FileExtension = update.FileExtension ?? FileExtension,
        CustomTimeZone = update.CustomTimeZone ?? CustomTimeZone,
    };
}

internal sealed record BufferingHints
{
    public int? SizeInMBs { get; init; }

    public int? IntervalInSeconds { get; init; }
}

internal sealed record EncryptionConfiguration
{
    public string? NoEncryptionConfig { get; init; }

    public JsonElement? KMSEncryptionConfig { get; init; }
}

internal sealed record CloudWatchLoggingOptions
{
    public bool? Enabled { get; init; }

    public string? LogGroupName { get; init; }

    public string? LogStreamName { get; init; }
}

internal sealed record DynamicPartitioningConfiguration
{
    public bool? Enabled { get; init; }

    public RetryOptions? RetryOptions { get; init; }
}

internal sealed record RetryOptions
{
    public int? DurationInSeconds { get; init; }
}
