using Tarn.Common;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Changes;

/// <summary>What the change data feed says of a row besides the table's columns ("Change Data Files").</summary>
public static class ChangeColumns
{
    /// <summary>How the row changed: one of the four below.</summary>
    public const string Type = "_change_type";

    /// <summary>The version that changed it, BIGINT.</summary>
    public const string Version = "_commit_version";

    /// <summary>When that version was committed, TIMESTAMP WITH TIME ZONE.</summary>
    public const string Timestamp = "_commit_timestamp";

    public const string Insert = "insert";
    public const string Delete = "delete";

    /// <summary>The row before an update.</summary>
    public const string UpdatePreimage = "update_preimage";

    /// <summary>The row after an update.</summary>
    public const string UpdatePostimage = "update_postimage";

    private static readonly string[] Reserved = [Type, Version, Timestamp];

    /// <exception cref="TarnException"><c>TN5004</c>: a column of the table has one of the feed's names.</exception>
    internal static void RequireFree(IEnumerable<DeltaField> columns, string table)
    {
        if (columns.FirstOrDefault(column => Reserved.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            is DeltaField column)
        {
            throw new TarnException(
                ErrorCodes.SchemaMismatch,
                $"table '{table}' cannot have a change data feed: its column '{column.Name}' has a name of the feed's")
            {
                Hint = "Rename the column, or leave delta.enableChangeDataFeed off.",
            };
        }
    }
}
