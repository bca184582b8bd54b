namespace Tarn.Streams;

/// <summary>Where the records of a stream go, and what becomes of them on the way.</summary>
public sealed record StreamDestination
{
    /// <summary>What keys begin with where a definition does not say it.</summary>
    public const string DatedPrefix =
        "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/";

    /// <summary>What keys of records that failed begin with where a definition does not say it.</summary>
    public const string DatedErrorPrefix = "errors/!{firehose:error-output-type}/" + DatedPrefix;

    public required string Bucket { get; init; }

    /// <summary>
    /// What keys begin with; may have expressions such as <c>!{timestamp:yyyy/MM/dd}</c>. Without one of a timestamp,
    /// <c>yyyy/MM/dd/HH/</c> follows it.
    /// </summary>
    public string Prefix { get; init; } = "";

    /// <summary>The same, of records that could not be delivered as they should.</summary>
    public string ErrorPrefix { get; init; } = "";

    public StreamCompression Compression { get; init; } = StreamCompression.None;

    /// <summary>With its dot; null is that of the compression or the format.</summary>
    public string? FileExtension { get; init; }

    /// <summary>Of the timestamps in prefixes, by its IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether a newline follows each record that does not end with one.</summary>
    public bool AppendsNewline { get; init; }

    /// <summary>How a record is taken apart before anything else; null: it is not.</summary>
    public RecordSplit? Split { get; init; }

    /// <summary>SQL or a function over the records of a batch; null: they stay as they came.</summary>
    public RecordTransform? Transform { get; init; }

    /// <summary>
    /// Values of records that objects are told apart by, by the name that prefixes use
    /// (<c>!{partitionKeyFromQuery:name}</c>), as paths such as <c>.customer.id</c>. Empty: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> PartitionKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Parquet with the columns of a table of the catalog; null: records as they are.</summary>
    public ParquetConversion? Parquet { get; init; }
}
