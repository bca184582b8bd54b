using Tarn.Common;
using Tarn.Sources;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>Rules between the keys of a source's table.</summary>
internal sealed class SourceTableRules(BindingContext context, MapReader reader)
{
    public void Check(SourceTable table, bool isIncremental)
    {
        CheckLoad(table, isIncremental);
        CheckStrategy(table, isIncremental);
        CheckQuery(table);
        CheckDeletes(table);
        foreach (string column in Needed(table).Where(column => IsLeftOut(table, column)))
        {
            Refuse("columns", $"column '{column}' is needed and not read", "the key and the cursor must be read");
        }
    }

    private void CheckLoad(SourceTable table, bool isIncremental)
    {
        if (isIncremental && table.Increment is null && reader.Find("by") is null)
        {
            Missing("load", "by", "an incremental load", "{xmin: true}, {cursor: COLUMN} or {slot: NAME}");
        }
        else if (!isIncremental && table.Increment is not null)
        {
            Refuse("by", "by is for incremental loads", "say 'load: incremental', or remove it");
        }
    }

    private void CheckStrategy(SourceTable table, bool isIncremental)
    {
        if (isIncremental && table.Strategy == SourceStrategy.Overwrite)
        {
            Refuse(
                "strategy",
                "strategy overwrite replaces the table by all rows, and an incremental load has only the new ones",
                "expected append, changes or merge, or 'load: full'");
        }
        else if (!isIncremental && table.Strategy != SourceStrategy.Overwrite)
        {
            Refuse(
                "strategy",
                "a full load has all rows each time: any other strategy than overwrite would have them again and again",
                "expected overwrite, or 'load: incremental' with 'by'");
        }

        if (table.Strategy == SourceStrategy.Merge && table.Key.Count == 0)
        {
            Missing("strategy", "key", "strategy merge", "the columns that tell rows apart");
        }

        if (table is { Strategy: SourceStrategy.Append, Increment: SourceIncrement.Cursor { LooksBack: true } })
        {
            context.BadValue(
                reader.Place("by"),
                "lookback reads rows again that were read before, and strategy append would have them twice",
                "expected strategy changes or merge",
                "changes keeps each version of a row with its position, merge the last one by key: late rows are seen, "
                    + "and nothing is there twice");
        }
    }

    private void CheckQuery(SourceTable table)
    {
        if (table is { Query: not null, Increment: SourceIncrement.Transactions or SourceIncrement.Slot })
        {
            Refuse("by", "the rows of a query have no xmin and no slot", "expected {cursor: COLUMN}");
        }
    }

    private void CheckDeletes(SourceTable table)
    {
        if (table.Deletes == DeleteDetection.None)
        {
            return;
        }

        if (table.Key.Count == 0)
        {
            Missing("deletes", "key", "deletes: keys", "the columns that tell rows apart");
        }
        else if (!table.TellsChanges || table.Increment is null)
        {
            Refuse("deletes", "deletes is for strategies changes and merge", "remove it");
        }
        else if (table.Increment is SourceIncrement.Slot)
        {
            Refuse("deletes", "a slot tells deletes by itself", "remove it");
        }
    }

    private static IEnumerable<string> Needed(SourceTable table) =>
        table.Increment is SourceIncrement.Cursor cursor ? table.Key.Append(cursor.Column) : table.Key;

    private static bool IsLeftOut(SourceTable table, string column) =>
        table.Exclude.Contains(column, StringComparer.OrdinalIgnoreCase)
        || (table.Include.Count > 0 && !table.Include.Contains(column, StringComparer.OrdinalIgnoreCase));

    private void Refuse(string key, string message, string label) =>
        context.BadValue(reader.Place(key), message, label);

    private void Missing(string key, string missing, string what, string meaning) => context.Diagnostics.Error(
        ErrorCodes.MissingKey, reader.Place(key), $"{what} needs '{missing}'", $"add {missing}: {meaning}");
}
