namespace Tarn.Catalog.Entries;

/// <summary>How a table is dropped.</summary>
public sealed record DropOptions
{
    /// <summary>How long <see cref="CatalogStore.UndropAsync"/> can bring it back when nothing else is said.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(7);

    /// <summary>How long the table can be brought back.</summary>
    public TimeSpan Retention { get; init; } = DefaultRetention;

    /// <summary>Who drops it.</summary>
    public string? DroppedBy { get; init; }

    /// <summary>Where the table's files were moved; null when they stay.</summary>
    public MovedFiles? Moved { get; init; }
}
