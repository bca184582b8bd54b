namespace Tarn.Streams.Stages;

/// <summary>
/// The kinds of objects with records that failed, as Firehose calls them ("Understand custom prefixes for Amazon S3
/// objects", error-output-type).
/// </summary>
internal static class ErrorTypes
{
    public const string Processing = "processing-failed";

    public const string Conversion = "format-conversion-failed";

    /// <summary>The reason of all that is of <see cref="Conversion"/>.</summary>
    public const string ConversionCode = "DataFormatConversion.InvalidSchema";
}
