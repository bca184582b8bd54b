using Tarn.Catalog.Entries;

namespace Tarn.Queries.Statements.Writing;

/// <summary>Where the files of a statement go.</summary>
/// <param name="Storage">Bucket, and which keys readers take for files.</param>
/// <param name="Position">In the statement, for errors of the place.</param>
/// <param name="PlaceOf">By the values of a partition, in order of the keys.</param>
/// <param name="RegisterAsync">Makes the files known, with the partitions that are new.</param>
internal sealed record FileTarget(
    StorageEntry Storage,
    int Position,
    Func<IReadOnlyList<string?>, FilePlace> PlaceOf,
    Func<IReadOnlyList<PartitionEntry>, CancellationToken, Task> RegisterAsync)
{
    /// <summary>Ending that the files' names must have; null is that of the format.</summary>
    public string? Suffix { get; init; }
}
