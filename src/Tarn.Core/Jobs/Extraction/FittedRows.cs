using Tarn.Engine;
using Tarn.Sources;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>Extracted rows as a table with its own columns takes them.</summary>
/// <param name="extracted">SELECT of the rows, with the columns that the source has.</param>
/// <param name="present">The table's columns.</param>
/// <param name="drift">How the two differ.</param>
/// <param name="tellsChanges">Whether the rows have <see cref="ChangeFields"/>.</param>
internal sealed class FittedRows(
    string extracted, IReadOnlyList<TableField> present, SchemaDrift drift, bool tellsChanges)
{
    /// <summary>
    /// Holds for rows that can be written: no value in a column that the table does not have, and none that would be
    /// another one in the column's type.
    /// </summary>
    private string Fits
    {
        get
        {
            IEnumerable<string> conditions = drift.Added
                .Select(column => $"{SqlText.Identifier(column.Name)} IS NULL")
                .Concat(drift.Changed.Select(pair => SameValue(pair.Present, pair.Extracted)));
            return string.Join(" AND ", conditions.DefaultIfEmpty("true"));
        }
    }

    /// <summary>SELECT of the rows that fit, with the table's columns and those that tell changes.</summary>
    public string Sql => $"SELECT {SqlText.List(Columns())} FROM ({extracted}) WHERE {Fits}";

    /// <summary>SELECT of how many rows do not fit.</summary>
    public string CountUnfitSql => $"SELECT count(*) FROM ({extracted}) WHERE NOT ({Fits})";

    /// <summary>SELECT of the rows that do not fit, as JSON, with why, when and by which run.</summary>
    public string UnfitSql(string runId, DateTimeOffset now) =>
        $"SELECT CAST(to_json(unfit) AS VARCHAR) AS source_row, 'schema_change' AS check_name, "
        + $"{SqlText.Literal(string.Join("; ", drift.Describe()))} AS detail, "
        + $"{SqlText.Literal(runId)} AS run_id, {SqlText.Literal(now)} AS quarantined_at "
        + $"FROM (SELECT * FROM ({extracted}) WHERE NOT ({Fits})) AS unfit";

    /// <summary>The columns of <see cref="UnfitSql"/>, whatever the source has.</summary>
    public static IReadOnlyList<TableField> UnfitFields { get; } =
    [
        new("source_row", "VARCHAR"),
        new("check_name", "VARCHAR"),
        new("detail", "VARCHAR"),
        new("run_id", "VARCHAR"),
        new("quarantined_at", "TIMESTAMP WITH TIME ZONE"),
    ];

    private IEnumerable<string> Columns()
    {
        HashSet<string> missing = [.. drift.Missing.Select(field => field.Name)];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (TableField field in present)
        {
            names.Add(field.Name);
            string name = SqlText.Identifier(field.Name);
            yield return missing.Contains(field.Name)
                ? $"CAST(NULL AS {field.EngineType}) AS {name}"
                : $"TRY_CAST({name} AS {field.EngineType}) AS {name}";
        }

        foreach (TableField field in ChangeFields.All.Where(field => tellsChanges && !names.Contains(field.Name)))
        {
            yield return SqlText.Identifier(field.Name);
        }
    }

    private static string SameValue(TableField present, TableField extracted)
    {
        string name = SqlText.Identifier(extracted.Name);
        return $"TRY_CAST(TRY_CAST({name} AS {present.EngineType}) AS {extracted.EngineType}) "
            + $"IS NOT DISTINCT FROM {name}";
    }
}
