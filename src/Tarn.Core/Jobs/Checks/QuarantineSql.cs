using Tarn.Engine;
using Tarn.Tables;

namespace Tarn.Jobs.Checks;

/// <summary>
/// The rows of a quarantine table: the model's row as it was, and why, when and by which run it was taken out.
/// </summary>
internal sealed class QuarantineSql(ModelColumns columns, string runId, DateTimeOffset now)
{
    /// <summary>Check name of lines of text files that could not be split into columns.</summary>
    public const string UnreadableLineCheck = "unreadable_line";

    private const string NoDetail = "CAST(NULL AS VARCHAR)";

    /// <summary>The quarantine's own columns come after the model's.</summary>
    public IReadOnlyList<TableField> Fields { get; } =
    [
        .. columns.OfFailedRows,
        new("check_name", "VARCHAR"),
        new("detail", "VARCHAR"),
        new("run_id", "VARCHAR"),
        new("quarantined_at", "TIMESTAMP WITH TIME ZONE"),
    ];

    /// <summary>SELECT of the rows that a check took out.</summary>
    /// <param name="check">Its name.</param>
    /// <param name="rowsSql">SELECT of the rows with the model's columns.</param>
    public string OfRows(string check, string rowsSql)
    {
        IEnumerable<string> row = columns.All.Select(field => SqlText.Identifier(field.Name))
            .Concat(Reasons(SqlText.Literal(check), NoDetail).Select(pair => $"{pair.Value} AS {pair.Name}"));
        return $"SELECT {string.Join(", ", row)} FROM ({rowsSql})";
    }

    /// <summary>SELECT of lines that never became rows.</summary>
    /// <param name="linesTable">A table of their details, in a column <c>line</c>.</param>
    public string OfLines(string linesTable)
    {
        IEnumerable<string> row = columns.All
            .Select(field => $"CAST(NULL AS {field.EngineType}) AS {SqlText.Identifier(field.Name)}")
            .Concat(Reasons(SqlText.Literal(UnreadableLineCheck), "line")
                .Select(pair => $"{pair.Value} AS {pair.Name}"));
        return $"SELECT {string.Join(", ", row)} FROM {linesTable}";
    }

    private IEnumerable<(string Value, string Name)> Reasons(string check, string detail)
    {
        yield return (check, "check_name");
        yield return (detail, "detail");
        yield return (SqlText.Literal(runId), "run_id");
        yield return (SqlText.Literal(now), "quarantined_at");
    }
}
