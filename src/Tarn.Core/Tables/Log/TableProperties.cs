using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Tables.Commits;

namespace Tarn.Tables.Log;

/// <summary>What a table's properties (Delta: <c>configuration</c>) ask for, with the protocol's defaults.</summary>
/// <param name="table">As messages name it.</param>
internal sealed partial class TableProperties(MetadataAction metadata, string table)
{
    public const string AppendOnly = "delta.appendOnly";
    public const string CheckpointIntervalKey = "delta.checkpointInterval";
    public const string LogRetentionKey = "delta.logRetentionDuration";
    public const string LogCleanupKey = "delta.enableExpiredLogCleanup";
    public const string DeletedFileRetentionKey = "delta.deletedFileRetentionDuration";
    public const string IsolationLevelKey = "delta.isolationLevel";
    public const string InCommitTimestampsKey = "delta.enableInCommitTimestamps";
    public const string InCommitTimestampVersionKey = "delta.inCommitTimestampEnablementVersion";
    public const string InCommitTimestampTimeKey = "delta.inCommitTimestampEnablementTimestamp";
    public const string DeletionVectorsKey = "delta.enableDeletionVectors";
    public const string TypeWideningKey = "delta.enableTypeWidening";
    public const string ChangeDataFeedKey = "delta.enableChangeDataFeed";
    public const string RowTrackingKey = "delta.enableRowTracking";
    public const string ColumnMappingKey = "delta.columnMapping.mode";
    public const string ConstraintPrefix = "delta.constraints.";
    public const string TargetFileSizeKey = "delta.targetFileSize";
    public const string AutoCompactKey = "delta.autoOptimize.autoCompact";
    private const int CheckpointIntervalDefault = 10;

    private static readonly TimeSpan LogRetentionDefault = TimeSpan.FromDays(30);
    private static readonly TimeSpan DeletedFileRetentionDefault = TimeSpan.FromDays(7);

    /// <summary>Commits from one checkpoint to the next.</summary>
    /// <exception cref="TarnException"><c>TN5002</c>: no positive number.</exception>
    public int CheckpointInterval => Find(CheckpointIntervalKey) is not string text ? CheckpointIntervalDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int commits) && commits > 0 ? commits
        : throw Bad(CheckpointIntervalKey, text, "a positive number");

    /// <summary>For how long older versions can be read.</summary>
    /// <exception cref="TarnException"><c>TN5002</c>: no interval.</exception>
    public TimeSpan LogRetention => Interval(LogRetentionKey) ?? LogRetentionDefault;

    /// <summary>For how long files that were removed are kept.</summary>
    /// <exception cref="TarnException"><c>TN5002</c>: no interval.</exception>
    public TimeSpan DeletedFileRetention => Interval(DeletedFileRetentionKey) ?? DeletedFileRetentionDefault;

    /// <exception cref="TarnException"><c>TN5002</c>: a level that the protocol does not know.</exception>
    public IsolationLevel Isolation => Find(IsolationLevelKey)?.ToUpperInvariant() switch
    {
        null or "SERIALIZABLE" => IsolationLevel.Serializable,
        "WRITESERIALIZABLE" => IsolationLevel.WriteSerializable,
        "SNAPSHOTISOLATION" => IsolationLevel.SnapshotIsolation,
        string level => throw Bad(IsolationLevelKey, level, "Serializable or WriteSerializable"),
    };

    /// <summary>False when no part of the log may be deleted.</summary>
    public bool CleansLog => !string.Equals(Find(LogCleanupKey), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>False when small files are only joined on demand.</summary>
    public bool CompactsByItself => !string.Equals(Find(AutoCompactKey), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Size of files that OPTIMIZE aims at; null when the table does not say.</summary>
    /// <exception cref="TarnException"><c>TN5002</c>: no size.</exception>
    public long? TargetFileBytes => Find(TargetFileSizeKey) is not string text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && bytes > 0 ? bytes
        : UnitText.TryParseBytes(text) ?? throw Bad(TargetFileSizeKey, text, "bytes, or a size such as 128MB");

    public static bool IsTrue(MetadataAction metadata, string key) =>
        string.Equals(metadata.Configuration.GetValueOrDefault(key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads every property that has a form.</summary>
    /// <exception cref="TarnException"><c>TN5002</c> naming the first that does not have it.</exception>
    public void RequireValid()
    {
        _ = (CheckpointInterval, LogRetention, DeletedFileRetention, Isolation, TargetFileBytes);
        foreach (string key in (string[])[AppendOnly, LogCleanupKey, InCommitTimestampsKey, DeletionVectorsKey,
            TypeWideningKey, ChangeDataFeedKey, RowTrackingKey])
        {
            if (Find(key) is string text && !bool.TryParse(text, out _))
            {
                throw Bad(key, text, "true or false");
            }
        }
    }

    private string? Find(string key) => metadata.Configuration.GetValueOrDefault(key);

    /// <summary>As Spark writes them: <c>interval 1 week 2 days</c>, also without the first word.</summary>
    private TimeSpan? Interval(string key)
    {
        if (Find(key) is not string text)
        {
            return null;
        }

        Match match = IntervalText().Match(text);
        TimeSpan sum = TimeSpan.Zero;
        for (int i = 0; i < match.Groups["count"].Captures.Count; i++)
        {
            string count = match.Groups["count"].Captures[i].Value;
            string unit = match.Groups["unit"].Captures[i].Value.ToUpperInvariant();
            sum += int.Parse(count, CultureInfo.InvariantCulture) * Unit(unit);
        }

        return match.Success ? sum : throw Bad(key, text, "such as 'interval 30 days'");
    }

    private static TimeSpan Unit(string name) => name switch
    {
        "WEEK" => TimeSpan.FromDays(7),
        "DAY" => TimeSpan.FromDays(1),
        "HOUR" => TimeSpan.FromHours(1),
        "MINUTE" => TimeSpan.FromMinutes(1),
        "SECOND" => TimeSpan.FromSeconds(1),
        "MILLISECOND" => TimeSpan.FromMilliseconds(1),
        _ => TimeSpan.FromMicroseconds(1),
    };

    private TarnException Bad(string key, string value, string expected) => new(
        ErrorCodes.TableUnsupported, $"table '{table}' has the property {key} = '{value}', expected {expected}");

    [GeneratedRegex(
        @"^\s*(?:interval\s+)?"
        + @"(?:(?<count>[0-9]{1,9})\s+(?<unit>week|day|hour|minute|second|millisecond|microsecond)s?\s*)+$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex IntervalText();
}
