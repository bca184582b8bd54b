using System.Collections.Frozen;
using Tarn.Common;

namespace Tarn.Tables.Log;

/// <summary>
/// Refuses tables that use what Tarn does not implement, rather than reading or writing them wrongly.
/// </summary>
internal static class ProtocolSupport
{
    /// <summary>
    /// Writers' duties that Tarn does not carry out, and when a table's properties or columns ask for them.
    /// </summary>
    public static readonly (string Feature, Func<MetadataAction, bool> IsInUse)[] NotWrittenInUse =
    [
        (ProtocolFeatures.ColumnMapping, IsMapped),
        (ProtocolFeatures.IdentityColumns, metadata => Mentions(metadata, "delta.identity.")),
        (ProtocolFeatures.AllowColumnDefaults, metadata => Mentions(metadata, "CURRENT_DEFAULT")),
        (ProtocolFeatures.RowTracking, metadata => TableProperties.IsTrue(metadata, TableProperties.RowTrackingKey)),
    ];

    /// <exception cref="TarnException"><c>TN5002</c> naming the version or feature.</exception>
    public static void RequireReadable(ProtocolAction protocol, MetadataAction metadata, string table)
    {
        if (protocol.MinReaderVersion > ProtocolFeatures.ReaderVersionMax)
        {
            throw Unsupported(table, $"reader version {protocol.MinReaderVersion}", "read");
        }

        RequireAll(ProtocolFeatures.ReaderFeatures(protocol), ProtocolFeatures.Readable, table, "read");
        if (metadata.Provider != "parquet")
        {
            throw Unsupported(table, $"data files of format '{metadata.Provider}'", "read");
        }
    }

    /// <summary>For changes of the log that leave the rows alone, such as checkpoints.</summary>
    /// <exception cref="TarnException"><c>TN5002</c> naming the version or feature.</exception>
    public static void RequireKnown(ProtocolAction protocol, MetadataAction metadata, string table)
    {
        RequireReadable(protocol, metadata, table);
        if (protocol.MinWriterVersion > ProtocolFeatures.WriterVersionMax)
        {
            throw Unsupported(table, $"writer version {protocol.MinWriterVersion}", "written");
        }

        RequireAll(ProtocolFeatures.WriterFeatures(protocol), ProtocolFeatures.Writable, table, "written");
    }

    /// <exception cref="TarnException"><c>TN5002</c> naming the version or feature.</exception>
    public static void RequireWritable(ProtocolAction protocol, MetadataAction metadata, string table)
    {
        RequireKnown(protocol, metadata, table);
        if (FeatureInUse(metadata) is string feature)
        {
            throw Unsupported(table, $"feature '{feature}'", "written");
        }
    }

    public static bool HasInCommitTimestamps(MetadataAction metadata) =>
        TableProperties.IsTrue(metadata, TableProperties.InCommitTimestampsKey);

    public static bool IsAppendOnly(MetadataAction metadata) =>
        TableProperties.IsTrue(metadata, TableProperties.AppendOnly);

    /// <summary>
    /// Whether writers have to tell which rows they change ("Writer Requirements for AddCDCFile"): the property counts
    /// only where the protocol has the feature.
    /// </summary>
    public static bool HasChangeFeed(ProtocolAction protocol, MetadataAction metadata) =>
        TableProperties.IsTrue(metadata, TableProperties.ChangeDataFeedKey)
        && ProtocolFeatures.WriterFeatures(protocol).Contains(ProtocolFeatures.ChangeDataFeed);

    /// <summary>Whether one of the features that Tarn cannot write is in use.</summary>
    private static string? FeatureInUse(MetadataAction metadata) =>
        NotWrittenInUse.FirstOrDefault(entry => entry.IsInUse(metadata)).Feature;

    private static bool Mentions(MetadataAction metadata, string key) =>
        metadata.SchemaString.Contains($"\"{key}", StringComparison.Ordinal);

    private static bool IsMapped(MetadataAction metadata) =>
        metadata.Configuration.TryGetValue(TableProperties.ColumnMappingKey, out string? mode) && mode != "none";

    private static void RequireAll(
        IEnumerable<string> features, FrozenSet<string> supported, string table, string done)
    {
        if (features.FirstOrDefault(feature => !supported.Contains(feature)) is string unknown)
        {
            throw Unsupported(table, $"feature '{unknown}'", done);
        }
    }

    private static TarnException Unsupported(string table, string what, string done) =>
        new(ErrorCodes.TableUnsupported, $"table '{table}' needs {what}, without which it must not be {done}")
        {
            Hint = "Drop the feature with the engine that made the table, or read it there.",
        };
}
