using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>A destination as Describe answers it, twice: extended, and as older clients read it.</summary>
internal sealed record DestinationAnswer
{
    private const string Id = "destinationId-000000000001";
    private const string RoleOfFiles = "arn:aws:iam::" + Wire.AwsAccount.Id + ":role/tarn";

    public string DestinationId { get; init; } = Id;

    public required S3Destination ExtendedS3DestinationDescription { get; init; }

    public required S3Destination S3DestinationDescription { get; init; }

    /// <exception cref="Wire.AwsException"><c>InvalidArgumentException</c>: there is no such destination.</exception>
    public static void RequireId(string id)
    {
        if (id != Id)
        {
            throw FirehoseErrors.Invalid($"Destination Id {id} not found");
        }
    }

    /// <summary>What clients read back: what they said, and what holds where they said nothing.</summary>
    public static DestinationAnswer Of(KnownStream stream)
    {
        S3Destination said = StreamDetails.TryRead(stream.Details)?.Destination ?? OfFile(stream.Definition);
        S3Destination plain = new()
        {
            RoleARN = said.RoleARN,
            BucketARN = said.BucketARN,
            Prefix = said.Prefix,
            ErrorOutputPrefix = said.ErrorOutputPrefix,
            BufferingHints = new BufferingHints
            {
                SizeInMBs = stream.Definition.Buffer.Megabytes,
                IntervalInSeconds = stream.Definition.Buffer.Seconds,
            },
            CompressionFormat = said.CompressionFormat ?? "UNCOMPRESSED",
            EncryptionConfiguration = new EncryptionConfiguration { NoEncryptionConfig = "NoEncryption" },
            CloudWatchLoggingOptions = said.CloudWatchLoggingOptions ?? new() { Enabled = false },
        };
        return new DestinationAnswer
        {
            S3DestinationDescription = plain,
            ExtendedS3DestinationDescription = plain with
            {
                ProcessingConfiguration = said.ProcessingConfiguration ?? new() { Enabled = false, Processors = [] },
                S3BackupMode = "Disabled",
                DynamicPartitioningConfiguration = said.DynamicPartitioningConfiguration,
                DataFormatConversionConfiguration =
                    said.DataFormatConversionConfiguration ?? new() { Enabled = false },
                FileExtension = said.FileExtension,
                CustomTimeZone = said.CustomTimeZone ?? stream.Definition.Destination.TimeZone,
            },
        };
    }

    private static S3Destination OfFile(StreamDefinition definition)
    {
        StreamDestination destination = definition.Destination;
        return new S3Destination
        {
            RoleARN = RoleOfFiles,
            BucketARN = BucketArn.Of(destination.Bucket),
            Prefix = destination.Prefix,
            ErrorOutputPrefix = destination.ErrorPrefix,
            CompressionFormat = destination.Compression switch
            {
                StreamCompression.Gzip => "GZIP",
                StreamCompression.Zip => "ZIP",
                StreamCompression.Snappy => "Snappy",
                StreamCompression.HadoopSnappy => "HADOOP_SNAPPY",

                // Of files only: Firehose has no word for Zstandard.
                _ => "UNCOMPRESSED",
            },
            FileExtension = destination.FileExtension,
        };
    }
}
