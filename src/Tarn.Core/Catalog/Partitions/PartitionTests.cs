using System.Collections.Concurrent;
using Tarn.Catalog.Entries;
using Tarn.Engine.Parsing;
using Tarn.Tables.Pruning;
using Tarn.Tables.Schema;

namespace Tarn.Catalog.Partitions;

/// <summary>
/// The conditions of the places of a query that read a table, asked of partitions. Never says no to a partition that
/// has rows which a place wants.
/// </summary>
internal sealed class PartitionTests
{
    // Stands for null among texts; no partition has it for a value.
    private const string Null = "\0null";

    private readonly IReadOnlyList<KeyType> _types;
    private readonly IReadOnlyList<IReadOnlyList<KeyTest>> _places;

    /// <param name="keys">The table's partition keys.</param>
    /// <param name="types">Of the keys.</param>
    /// <param name="anyOfAllOf">As <see cref="Tables.FilePruning.Prune"/> takes it.</param>
    public PartitionTests(
        IReadOnlyList<ColumnEntry> keys,
        IReadOnlyList<KeyType> types,
        IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf)
    {
        _types = types;
        _places = [.. anyOfAllOf.Select(IReadOnlyList<KeyTest> (allOf) => [.. allOf.SelectMany(Tests)])];

        IEnumerable<KeyTest> Tests(ColumnPredicate predicate) => Enumerable.Range(0, keys.Count)
            .Where(key => keys[key].Name.Equals(predicate.Column, StringComparison.OrdinalIgnoreCase))
            .Take(1)
            .Select(key => new KeyTest(
                key,
                new ColumnTest(new DeltaField(keys[key].Name, types[key].Delta, Nullable: true), predicate),
                new ConcurrentDictionary<string, bool>(StringComparer.Ordinal)));
    }

    /// <summary>True when there is nothing to ask.</summary>
    public bool WantAll => _places.Count == 0 || _places.Any(tests => tests.Count == 0);

    public bool MayMatch(IReadOnlyList<KeySummary> chunk) => WantAll || _places.Any(tests =>
        tests.All(test => test.Condition.MayMatch(ChunkWriter.Bounds(chunk[test.Key], _types[test.Key]))));

    public bool MayMatch(IReadOnlyList<string?> values) => WantAll || _places.Any(tests =>
        tests.All(test => MayMatch(test, values[test.Key])));

    /// <summary>Places in the chunk of the partitions that may match. Thread-safe.</summary>
    public IEnumerable<int> Matching(PartitionChunk chunk)
    {
        if (WantAll)
        {
            return Enumerable.Range(0, chunk.Count);
        }

        List<(KeyColumn Key, bool[] Answers)>[] places =
            [.. _places.Select(tests => tests.Select(test => Ask(test, chunk.Values[test.Key])).ToList())];
        return Enumerable.Range(0, chunk.Count).Where(partition => places.Any(
            asked => asked.TrueForAll(test => test.Answers[test.Key.PlaceOf(partition)])));
    }

    private (KeyColumn Key, bool[] Answers) Ask(KeyTest test, KeyColumn key) =>
        (key, [.. key.Texts.Select(text => MayMatch(test, text))]);

    private bool MayMatch(KeyTest test, string? text) => test.Answers.GetOrAdd(
        text ?? Null, _ => test.Condition.MayMatch(_types[test.Key].BoundsOf(text)));

    /// <param name="Answers">By text: a value that comes again in other chunks is asked about once.</param>
    private sealed record KeyTest(int Key, ColumnTest Condition, ConcurrentDictionary<string, bool> Answers);
}
