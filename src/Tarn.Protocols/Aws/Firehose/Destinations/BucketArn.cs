namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>Names of buckets as destinations say them.</summary>
internal static class BucketArn
{
    private const string Start = "arn:aws:s3:::";

    public static string Of(string bucket) => Start + bucket;

    /// <exception cref="Wire.AwsException"><c>InvalidArgumentException</c>.</exception>
    public static string NameIn(string? arn) => arn?.StartsWith(Start, StringComparison.Ordinal) == true
        ? arn[Start.Length..]
        : throw FirehoseErrors.Invalid($"BucketARN is '{arn}', expected {Start} and the name of a bucket");
}
