using Tarn.Engine;

namespace Tarn.Catalog.Files;

/// <summary>How one declared column is read from one shape of file.</summary>
/// <param name="Column">The declared column.</param>
/// <param name="Source">SQL of the file's column, or null when the file has none.</param>
/// <param name="SourceType">The file's type of it.</param>
internal sealed record ColumnMatch(FileColumn Column, string? Source, string? SourceType)
{
    private static readonly string[] Integers =
        ["UTINYINT", "TINYINT", "USMALLINT", "SMALLINT", "UINTEGER", "INTEGER", "UBIGINT", "BIGINT"];

    /// <summary>SQL of the value where it is converted already; null where it is not.</summary>
    public string? Converted { get; init; }

    /// <summary>The column converted to its declared type; a value that cannot be is null.</summary>
    public string Value => Converted is not null
        ? Converted
        : Source is null
        ? $"CAST(NULL AS {Column.EngineType})"
        : IsSameType ? Source : $"TRY_CAST({Source} AS {Column.EngineType})";

    /// <summary>Whether a value of the file is lost by the conversion; null when that cannot be.</summary>
    public string? Fails => Source is null || IsAlwaysConvertible
        ? null
        : $"({Source} IS NOT NULL AND {Value} IS NULL)";

    /// <summary>
    /// SQL of a text that says what was lost in a row, null where nothing was. The condition comes first, so that texts
    /// are put together for the few rows that need them.
    /// </summary>
    /// <param name="quotesValues">Whether it tells the value that cannot be converted.</param>
    public static string Complaints(IEnumerable<ColumnMatch> matches, bool quotesValues)
    {
        ColumnMatch[] mayFail = [.. matches.Where(match => match.Fails is not null)];
        if (mayFail.Length == 0)
        {
            return "CAST(NULL AS VARCHAR)";
        }

        string anyFails = string.Join(" OR ", mayFail.Select(match => match.Fails));
        string complaints = string.Join(", ", mayFail.Select(match => match.Complaint(quotesValues)));
        return $"CASE WHEN {anyFails} THEN concat_ws('; ', {complaints}) END";
    }

    private string Complaint(bool quotesValue)
    {
        string type = Column.EngineType.ToUpperInvariant();
        string text = quotesValue
            ? $"concat({SqlText.Literal(Column.Name + ": '")}, {Source}, {SqlText.Literal($"' is not {type}")})"
            : SqlText.Literal($"{Column.Name} is not {type}");
        return $"CASE WHEN {Fails} THEN {text} END";
    }

    private bool IsSameType => string.Equals(SourceType, Column.EngineType, StringComparison.OrdinalIgnoreCase);

    private bool IsAlwaysConvertible
    {
        get
        {
            string target = Column.EngineType.ToUpperInvariant();
            int from = Array.IndexOf(Integers, SourceType);
            return IsSameType
                || target == "VARCHAR"
                || (from >= 0 && target == "DOUBLE")
                || (SourceType == "FLOAT" && target == "DOUBLE")
                || (from >= 0 && Array.IndexOf(Integers, target) > from && !target.StartsWith('U'));
        }
    }
}
