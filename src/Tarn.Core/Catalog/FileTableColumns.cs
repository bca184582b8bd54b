namespace Tarn.Catalog;

/// <summary>Columns that every raw table has besides the declared ones.</summary>
public static class FileTableColumns
{
    /// <summary>Key of the file the row came from.</summary>
    public const string File = "_file";

    /// <summary>0-based number of the row in its file.</summary>
    public const string Row = "_row";

    /// <summary>
    /// What could not be converted, such as <c>fare_amount: 'abc' is not DOUBLE</c>; null when all could.
    /// </summary>
    public const string Malformed = "_malformed";

    /// <summary>The declared columns, then those above.</summary>
    public static IReadOnlyList<string> Of(FileTableDefinition table) =>
        [.. table.Columns.Select(column => column.Name), File, Row, Malformed];
}
