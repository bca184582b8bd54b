namespace Tarn.Queries.Statements;

/// <summary>What a statement answers.</summary>
/// <param name="Columns">Names of the columns, all of texts; none when it only changes something.</param>
/// <param name="Rows">In order, each as long as the columns are.</param>
public sealed record StatementResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>What was done, for people; null when the rows say it all.</summary>
    public string? Message { get; init; }

    /// <summary>Rows that were written or changed; null when the statement does nothing of that.</summary>
    public long? RowsChanged { get; init; }

    /// <summary>Of a statement that wrote rows.</summary>
    public static StatementResult Wrote(long rows) => List("rows", [$"{rows}"]) with { RowsChanged = rows };

    /// <summary>Of a statement that changed something.</summary>
    public static StatementResult Done(string message) => new([], []) { Message = message };

    /// <summary>One column.</summary>
    public static StatementResult List(string column, IEnumerable<string> values) =>
        new([column], [.. values.Select(value => new[] { value })]);
}
