using System.Collections.Frozen;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Log;

/// <summary>
/// The names of table features, which of them the old version numbers stand for ("Valid Feature Names"), and which
/// Tarn handles whatever the table's content is.
/// </summary>
internal static class ProtocolFeatures
{
    public const int ReaderVersionMax = 3;
    public const int WriterVersionMax = 7;
    public const string TimestampNtz = "timestampNtz";
    public const string ColumnMapping = "columnMapping";
    public const string DeletionVectors = "deletionVectors";
    public const string AppendOnly = "appendOnly";
    public const string Invariants = "invariants";
    public const string CheckConstraints = "checkConstraints";
    public const string ChangeDataFeed = "changeDataFeed";
    public const string GeneratedColumns = "generatedColumns";
    public const string IdentityColumns = "identityColumns";
    public const string AllowColumnDefaults = "allowColumnDefaults";
    public const string InCommitTimestamp = "inCommitTimestamp";
    public const string RowTracking = "rowTracking";
    public const string DomainMetadata = "domainMetadata";
    public const string TypeWidening = "typeWidening";

    /// <summary>
    /// Readable only: the scan hands variants out as JSON, and nothing writes them.
    /// </summary>
    private static readonly string[] Variants =
        ["variantType", "variantType-preview", "variantShredding", "variantShredding-preview"];

    /// <summary>
    /// Readable. Widened types are cast by the scan; the vacuum check binds VACUUM only; V2 checkpoints matter only
    /// to a table whose commits are cleaned up, which is refused by itself.
    /// </summary>
    public static readonly FrozenSet<string> Readable = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            TimestampNtz,
            ColumnMapping,
            DeletionVectors,
            TypeWidening,
            "typeWidening-preview",
            "vacuumProtocolCheck",
            "v2Checkpoint",
            .. Variants,
        ]);

    /// <summary>
    /// Writable as long as the table does not use those of them that <see cref="ProtocolSupport"/> names.
    /// </summary>
    public static readonly FrozenSet<string> Writable = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            .. Readable.Except(Variants),
            AppendOnly,
            Invariants,
            CheckConstraints,
            ChangeDataFeed,
            GeneratedColumns,
            IdentityColumns,
            AllowColumnDefaults,
            InCommitTimestamp,
            DomainMetadata,
        ]);

    private static readonly (int Version, string Feature)[] LegacyWriter =
    [
        (2, AppendOnly),
        (2, Invariants),
        (3, CheckConstraints),
        (4, ChangeDataFeed),
        (4, GeneratedColumns),
        (5, ColumnMapping),
        (6, IdentityColumns),
    ];

    /// <summary>The old writer version that stands for a feature; null when none does.</summary>
    public static int? LegacyWriterVersion(string feature) =>
        LegacyWriter.FirstOrDefault(entry => entry.Feature == feature) is (int version and > 0, _) ? version : null;

    public static IReadOnlyList<string> ReaderFeatures(ProtocolAction protocol) =>
        protocol.ReaderFeatures ?? (protocol.MinReaderVersion == 2 ? [ColumnMapping] : []);

    public static IReadOnlyList<string> WriterFeatures(ProtocolAction protocol) =>
        protocol.WriterFeatures ??
        [
            .. LegacyWriter.Where(entry => entry.Version <= protocol.MinWriterVersion).Select(entry => entry.Feature),
        ];

    /// <summary>
    /// The least a new table needs: reader 1 and the old writer version that stands for the features, or features
    /// listed when there is none.
    /// </summary>
    public static ProtocolAction Minimal(IReadOnlyCollection<string> features) => LegacyVersion(features) is int version
        ? new ProtocolAction(1, Math.Max(version, 2))
        : With(new ProtocolAction(1, WriterVersionMax, null, []), features);

    /// <summary>
    /// The same protocol with more features, or the protocol itself when it has them all; what the old numbers stood
    /// for is listed when they no longer do.
    /// </summary>
    public static ProtocolAction With(ProtocolAction protocol, IReadOnlyCollection<string> features)
    {
        string[] missing = [.. features.Except(WriterFeatures(protocol))];
        if (missing.Length == 0)
        {
            return protocol;
        }

        if (protocol.WriterFeatures is null && LegacyVersion(missing) is int version)
        {
            return protocol with { MinWriterVersion = version };
        }

        bool listsReaders = protocol.ReaderFeatures is not null || missing.Any(Readable.Contains);
        return new ProtocolAction(
            listsReaders ? ReaderVersionMax : protocol.MinReaderVersion,
            WriterVersionMax,
            listsReaders ? [.. ReaderFeatures(protocol).Union(missing.Where(Readable.Contains))] : null,
            [.. WriterFeatures(protocol), .. missing]);
    }

    /// <summary>The features that columns and properties of a table ask for.</summary>
    public static IEnumerable<string> NeededBy(MetadataAction metadata)
    {
        bool Mentions(string key) => metadata.SchemaString.Contains($"\"{key}", StringComparison.Ordinal);
        bool IsOn(string property) => TableProperties.IsTrue(metadata, property);

        (bool IsNeeded, string Feature)[] features =
        [
            (Mentions(PrimitiveTypes.TimestampNtz + "\""), TimestampNtz),
            (Mentions("delta.invariants"), Invariants),
            (Mentions("delta.generationExpression"), GeneratedColumns),
            (Mentions("delta.identity."), IdentityColumns),
            (Mentions("CURRENT_DEFAULT"), AllowColumnDefaults),
            (Mentions("delta.typeChanges") || IsOn(TableProperties.TypeWideningKey), TypeWidening),
            (metadata.Configuration.Keys.Any(
                key => key.StartsWith(TableProperties.ConstraintPrefix, StringComparison.Ordinal)), CheckConstraints),
            (IsOn(TableProperties.AppendOnly), AppendOnly),
            (IsOn(TableProperties.InCommitTimestampsKey), InCommitTimestamp),
            (IsOn(TableProperties.DeletionVectorsKey), DeletionVectors),
            (IsOn(TableProperties.ChangeDataFeedKey), ChangeDataFeed),
            (IsOn(TableProperties.RowTrackingKey), RowTracking),
        ];
        return features.Where(entry => entry.IsNeeded).Select(entry => entry.Feature);
    }

    /// <summary>The old writer version that stands for all of the features; null when one is newer.</summary>
    private static int? LegacyVersion(IReadOnlyCollection<string> features) =>
        features.Aggregate((int?)1, (version, feature) =>
        {
            int? found = LegacyWriterVersion(feature);
            return found is null || version is null ? null : Math.Max(found.Value, version.Value);
        });
}
