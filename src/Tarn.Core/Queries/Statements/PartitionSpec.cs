using Tarn.Catalog.Hive;

namespace Tarn.Queries.Statements;

/// <summary><c>PARTITION (day = '2024-01-31', hour = 7)</c></summary>
/// <param name="Values">By key in lower case; null is Hive's default partition.</param>
/// <param name="Location">Where its files are; null is the directory that Hive would name after it.</param>
/// <param name="Position">0-based offset in characters of the word PARTITION.</param>
public sealed record PartitionSpec(
    IReadOnlyDictionary<string, string?> Values, StoragePlace? Location, int Position);
