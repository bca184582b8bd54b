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

    /// <summary>The column converted to its declared type; a value that cannot be is null.</summary>
    public string Value => Source is null
        ? $"CAST(NULL AS {Column.EngineType})"
        : IsSameType ? Source : $"TRY_CAST({Source} AS {Column.EngineType})";

    /// <summary>Whether a value of the file is lost by the conversion; null when that cannot be.</summary>
    public string? Fails => Source is null || IsAlwaysConvertible
        ? null
        : $"({Source} IS NOT NULL AND {Value} IS NULL)";

    /// <summary>Text that says what was lost, null for a row where the column is well.</summary>
    public string Complaint
    {
        get
        {
            string name = SqlText.Literal(Column.Name + ": '");
            string expected = SqlText.Literal($"' is not {Column.EngineType.ToUpperInvariant()}");
            return $"CASE WHEN {Fails} THEN concat({name}, {Source}, {expected}) END";
        }
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
