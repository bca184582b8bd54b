namespace Tarn.Tables.Reading;

/// <summary>Names of columns that a scan has after the table's own; null for none.</summary>
/// <param name="Path">The path of the row's file, as the engine reads it.</param>
/// <param name="Row">The row's position in its file, from 0, deleted rows counted.</param>
internal sealed record ExtraColumns(string? Path, string? Row)
{
    public static readonly ExtraColumns None = new(null, null);

    /// <summary>The position of the row's file in the list of files, from 0.</summary>
    public string? File { get; init; }
}
