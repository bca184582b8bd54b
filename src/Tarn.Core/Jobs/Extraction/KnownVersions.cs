using Tarn.Catalog;
using Tarn.Engine;
using Tarn.Sources;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>
/// Leaves out rows that were read again because a cursor looks back, and are as the table has them: a table of changes
/// would have the same version once more with every run.
/// </summary>
internal sealed class KnownVersions(DuckConnection connection, TableCatalog catalog, ExtractionPlan plan)
{
    private static readonly HashSet<string> Told = [.. ChangeFields.All.Select(field => field.Name)];

    /// <summary>Whether the table is one whose rows are read again.</summary>
    public static bool Matter(ExtractionPlan plan) =>
        plan.Target is not null
        && plan.Step.Table is { TellsChanges: true, Increment: SourceIncrement.Cursor { LooksBack: true } };

    /// <summary>SELECT of those of the rows that are no version which the table has of them.</summary>
    /// <param name="rowsSql">SELECT of rows with the table's columns.</param>
    public async Task<string> WithoutSqlAsync(string rowsSql, CancellationToken cancellationToken)
    {
        string table = await TableScan.SqlAsync(
            connection,
            plan.Target!,
            plan.Target!.Files,
            catalog.Store(plan.Table),
            plan.Table.Root,
            cancellationToken);
        IEnumerable<string> same = plan.Target.Fields
            .Where(field => !Told.Contains(field.Name))
            .Select(field => SqlText.Identifier(field.Name))
            .Select(name => $"extracted.{name} IS NOT DISTINCT FROM known.{name}");
        return $"SELECT * FROM ({rowsSql}) extracted ANTI JOIN ({LatestSql(table)}) known "
            + $"ON {string.Join(" AND ", same)}";
    }

    /// <summary>Of a table of changes the last version of each key; without a key all versions count.</summary>
    private string LatestSql(string table)
    {
        if (plan.Step.Table.Strategy != SourceStrategy.Changes)
        {
            return table;
        }

        string live = $"{ChangeFields.Change} <> {SqlText.Literal(ChangeFields.Delete)}";
        if (plan.Step.Table.Key.Count == 0)
        {
            return $"SELECT * FROM ({table}) WHERE {live}";
        }

        string keys = SqlText.List(GoneKeys.KeysOf(plan).Select(SqlText.Identifier));
        return $"SELECT * FROM (SELECT * FROM ({table}) QUALIFY row_number() OVER "
            + $"(PARTITION BY {keys} ORDER BY {ChangeFields.Position} DESC) = 1) WHERE {live}";
    }
}
