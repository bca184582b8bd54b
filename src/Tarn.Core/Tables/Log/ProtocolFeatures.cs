using System.Collections.Frozen;

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

    /// <summary>
    /// Readable. Widened types are cast by the scan; the vacuum check binds VACUUM only; V2 checkpoints matter only
    /// to a table whose commits are cleaned up, which is refused by itself.
    /// </summary>
    public static readonly FrozenSet<string> Readable = FrozenSet.Create(
        StringComparer.Ordinal,
        TimestampNtz,
        ColumnMapping,
        DeletionVectors,
        "typeWidening",
        "typeWidening-preview",
        "vacuumProtocolCheck",
        "v2Checkpoint");

    /// <summary>
    /// Writable as long as the table does not use those of them that <see cref="ProtocolSupport"/> names.
    /// </summary>
    public static readonly FrozenSet<string> Writable = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            .. Readable,
            AppendOnly,
            Invariants,
            CheckConstraints,
            ChangeDataFeed,
            GeneratedColumns,
            IdentityColumns,
            AllowColumnDefaults,
            InCommitTimestamp,
            "domainMetadata",
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

    public static IReadOnlyList<string> ReaderFeatures(ProtocolAction protocol) =>
        protocol.ReaderFeatures ?? (protocol.MinReaderVersion == 2 ? [ColumnMapping] : []);

    public static IReadOnlyList<string> WriterFeatures(ProtocolAction protocol) =>
        protocol.WriterFeatures ??
        [
            .. LegacyWriter.Where(entry => entry.Version <= protocol.MinWriterVersion).Select(entry => entry.Feature),
        ];

    /// <summary>
    /// The least a new table needs: reader 1 and writer 2, or listed features when a column asks for one.
    /// </summary>
    public static ProtocolAction Minimal(bool usesTimestampNtz) => usesTimestampNtz
        ? new ProtocolAction(ReaderVersionMax, WriterVersionMax, [TimestampNtz], [TimestampNtz])
        : new ProtocolAction(1, 2);

    /// <summary>The same protocol with timestamp_ntz; what the old numbers stood for is now listed.</summary>
    public static ProtocolAction WithTimestampNtz(ProtocolAction protocol) => new(
        ReaderVersionMax,
        WriterVersionMax,
        [.. ReaderFeatures(protocol).Append(TimestampNtz).Distinct()],
        [.. WriterFeatures(protocol).Append(TimestampNtz).Distinct()]);
}
