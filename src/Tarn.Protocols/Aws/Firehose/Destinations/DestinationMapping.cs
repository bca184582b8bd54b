using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>From what a client says of a destination to the definition of a stream.</summary>
internal static class DestinationMapping
{
    private const int SecondsDefault = 300;
    private const int MegabytesDefault = 5;
    private const int LargeMegabytesMin = 64;
    private const int LargeMegabytesDefault = 128;
    private const string Disabled = "Disabled";
    private const string NoEncryption = "NoEncryption";

    /// <exception cref="Wire.AwsException"><c>InvalidArgumentException</c>: Tarn cannot do that.</exception>
    public static StreamDefinition ToDefinition(string name, S3Destination destination)
    {
        RefuseUnsupported(destination);
        Processing processing = Processing.Read(destination.ProcessingConfiguration);
        ParquetConversion? parquet = ConversionMapping.ToParquet(destination.DataFormatConversionConfiguration);
        bool isPartitioned = destination.DynamicPartitioningConfiguration?.Enabled == true;
        if (isPartitioned != processing.PartitionKeys.Count > 0)
        {
            throw FirehoseErrors.Invalid(isPartitioned
                ? "DynamicPartitioningConfiguration is enabled, and no processor of the type MetadataExtraction says"
                    + " by what"
                : "a processor of the type MetadataExtraction needs DynamicPartitioningConfiguration to be enabled");
        }

        return new StreamDefinition
        {
            Name = name,
            Buffer = Buffer(destination.BufferingHints, isPartitioned || parquet is not null),
            Destination = new StreamDestination
            {
                Bucket = BucketArn.NameIn(destination.BucketARN),
                Prefix = destination.Prefix ?? "",
                ErrorPrefix = destination.ErrorOutputPrefix ?? "",
                Compression = Compression(destination.CompressionFormat),
                FileExtension = destination.FileExtension is { Length: > 0 } extension ? extension : null,
                TimeZone = destination.CustomTimeZone is { Length: > 0 } zone ? zone : "UTC",
                AppendsNewline = processing.AppendsNewline,
                Split = processing.Split,
                PartitionKeys = processing.PartitionKeys,
                Parquet = parquet,
            },
        };
    }

    private static void RefuseUnsupported(S3Destination destination)
    {
        if (destination.S3BackupMode is not (null or Disabled)
            || destination.S3BackupConfiguration is not null
            || destination.S3BackupUpdate is not null)
        {
            throw FirehoseErrors.Invalid("S3BackupMode must be Disabled: Tarn delivers each record once");
        }

        EncryptionConfiguration? encryption = destination.EncryptionConfiguration;
        if (encryption?.KMSEncryptionConfig is not null || encryption?.NoEncryptionConfig is not (null or NoEncryption))
        {
            throw FirehoseErrors.Invalid(
                "EncryptionConfiguration must be NoEncryption: objects are encrypted as their bucket says");
        }

        if (destination.DynamicPartitioningConfiguration?.RetryOptions?.DurationInSeconds is < 0 or > 7200)
        {
            throw FirehoseErrors.Constraint("durationInSeconds", "Member must have a value from 0 to 7200");
        }
    }

    private static BufferHints Buffer(BufferingHints? hints, bool isLarge)
    {
        int megabytes = hints?.SizeInMBs ?? (isLarge ? LargeMegabytesDefault : MegabytesDefault);
        return !isLarge || megabytes >= LargeMegabytesMin
            ? new BufferHints { Seconds = hints?.IntervalInSeconds ?? SecondsDefault, Megabytes = megabytes }
            : throw FirehoseErrors.Invalid(
                $"BufferingHints.SizeInMBs must be at least {LargeMegabytesMin} when dynamic partitioning or data"
                + " format conversion is enabled.");
    }

    private static StreamCompression Compression(string? format) => format switch
    {
        null or "UNCOMPRESSED" => StreamCompression.None,
        "GZIP" => StreamCompression.Gzip,
        "ZIP" => StreamCompression.Zip,
        "Snappy" => StreamCompression.Snappy,
        "HADOOP_SNAPPY" => StreamCompression.HadoopSnappy,
        _ => throw FirehoseErrors.Constraint(
            "compressionFormat",
            "Member must satisfy enum value set: [UNCOMPRESSED, GZIP, ZIP, Snappy, HADOOP_SNAPPY]"),
    };
}
