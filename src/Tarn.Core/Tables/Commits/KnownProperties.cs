using Tarn.Common;
using Tarn.Tables.Log;

namespace Tarn.Tables.Commits;

/// <summary>Which table properties may be set. Names that do not begin with <c>delta.</c> are the user's own.</summary>
internal static class KnownProperties
{
    private const string Prefix = "delta.";

    /// <summary>Those Tarn obeys, and those that only tell other engines how to write.</summary>
    private static readonly string[] Names =
    [
        TableProperties.AppendOnly,
        TableProperties.CheckpointIntervalKey,
        TableProperties.LogRetentionKey,
        TableProperties.LogCleanupKey,
        TableProperties.DeletedFileRetentionKey,
        TableProperties.IsolationLevelKey,
        TableProperties.InCommitTimestampsKey,
        TableProperties.DeletionVectorsKey,
        TableProperties.TypeWideningKey,
        TableProperties.ChangeDataFeedKey,
        TableProperties.AutoCompactKey,
        "delta.autoOptimize.optimizeWrite",
        "delta.checkpoint.writeStatsAsJson",
        "delta.checkpoint.writeStatsAsStruct",
        "delta.compatibility.symlinkFormatManifest.enabled",
        "delta.dataSkippingNumIndexedCols",
        "delta.dataSkippingStatsColumns",
        "delta.randomizeFilePrefixes",
        "delta.setTransactionRetentionDuration",
        TableProperties.TargetFileSizeKey,
        "delta.tuneFileSizesForRewrites",
    ];

    /// <exception cref="TarnException">
    /// <c>TN1005</c>: the protocol has no such property, or Tarn sets it itself.
    /// </exception>
    public static void Require(string key, string table)
    {
        bool isConstraint = key.StartsWith(TableProperties.ConstraintPrefix, StringComparison.Ordinal)
            && key.Length > TableProperties.ConstraintPrefix.Length;
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || isConstraint || Names.Contains(key))
        {
            return;
        }

        string? nearest = Suggestion.Nearest(key, Names);
        throw new TarnException(
            ErrorCodes.BadArgument, $"property '{key}' of table '{table}' is not one that can be set")
        {
            Hint = nearest is null
                ? "Features follow from columns and properties; names of your own must not begin with 'delta.'."
                : $"Did you mean '{nearest}'?",
        };
    }
}
