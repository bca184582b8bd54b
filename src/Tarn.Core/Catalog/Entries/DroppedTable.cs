namespace Tarn.Catalog.Entries;

/// <summary>A table that was dropped and can still be brought back.</summary>
/// <param name="Id">Of the table.</param>
/// <param name="Entry">Its last version.</param>
/// <param name="DroppedAt">When it was dropped.</param>
/// <param name="KeptUntil">From then on it may be removed for good.</param>
public sealed record DroppedTable(string Id, TableEntry Entry, DateTimeOffset DroppedAt, DateTimeOffset KeptUntil)
{
    public string? DroppedBy { get; init; }

    /// <summary>Null when the files were left where they are.</summary>
    public MovedFiles? Moved { get; init; }
}
