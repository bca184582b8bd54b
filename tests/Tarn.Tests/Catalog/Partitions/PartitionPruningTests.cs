using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Testing;
using Tarn.Tests.Catalog.Entries;
using Xunit;

namespace Tarn.Tests.Catalog.Partitions;

/// <summary>
/// Random partitions and predicates: every partition of which the engine says that its values meet the predicates must
/// be found.
/// </summary>
public sealed class PartitionPruningTests : IDisposable
{
    private const int Rounds = 12;
    private const int QueriesARound = 25;

    private static readonly string[] Types =
        ["string", "tinyint", "int", "bigint", "double", "float", "decimal(5,2)", "date", "timestamp", "boolean"];

    private static readonly string[] Texts =
    [
        "", "0", "1", "01", "-1", "7", "9", "10", "126", "127", "128", "300", "1.5", "1.005", "2.50", "1e3", " 5", "+4",
        "NaN", "inf", "true", "false", "True", "t", "a", "B", "b", "é", "9999999999", "123456.78", "2024-02-01",
        "2024-2-1", "2024-02-01 10:30:00", "2024-02-02T00:00:00", "2024-02-01 10:30:00+02", "2024-12-31", "0001-01-01",
    ];

    private static readonly object[] Values =
    [
        0L, 1L, -1L, 7, 10, 127L, 300L, 9999999999L, 1.5, 1.005m, 2.5, 1000.0, "1", "10", "a", "b", "2024-02-01",
        "2024-02-02", new DateOnly(2024, 2, 1), new DateTime(2024, 2, 1, 10, 30, 0), true, false,
    ];

    private readonly EntryRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task No_partition_is_left_out_that_a_plain_filter_finds()
    {
        CancellationToken none = TestContext.Current.CancellationToken;
        Random random = new(TestSeed.Read());
        using DuckInstance instance = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = instance.Connect();
        int pruned = 0;
        for (int round = 0; round < Rounds; round++)
        {
            ColumnEntry[] keys = [new("a", Pick(random, Types)), new("b", Pick(random, Types))];
            TableName name = TableName.Parse($"raw.t{round}");
            await _rig.Store.CreateAsync(EntryRig.Events(name.ToString()) with { PartitionKeys = keys }, none);
            PartitionStore store = _rig.Store.Partitions(name);
            PartitionEntry[] all = [.. Partitions(random)];
            await store.AddAsync(all, none);
            for (int query = 0; query < QueriesARound; query++)
            {
                IReadOnlyList<ColumnPredicate> predicates = [.. Enumerable.Range(0, random.Next(1, 3))
                    .Select(_ => Predicate(random))];
                IReadOnlyList<PartitionEntry> found = await store.FindAsync([predicates], none);
                HashSet<string> prefixes = [.. found.Select(entry => entry.Prefix)];
                IReadOnlySet<string> wanted = await WantedAsync(connection, keys, all, predicates, none);
                pruned += all.Length - prefixes.Count;
                Assert.True(
                    wanted.IsSubsetOf(prefixes),
                    $"{keys[0]} {keys[1]} {string.Join(" & ", predicates)}:"
                    + string.Join(", ", wanted.Except(prefixes)));
            }
        }

        Assert.True(pruned > 500, $"only {pruned} partitions were left out");
    }

    /// <summary>What the engine finds; nothing when it refuses the comparison, for then no query can make it.</summary>
    private static async Task<IReadOnlySet<string>> WantedAsync(
        DuckConnection connection,
        ColumnEntry[] keys,
        IReadOnlyList<PartitionEntry> all,
        IReadOnlyList<ColumnPredicate> predicates,
        CancellationToken cancellationToken)
    {
        Dictionary<string, object?> parameters = [];
        List<string> conditions = [.. predicates.Select(predicate => Condition(predicate, parameters))];
        IEnumerable<string> columns = keys.Select((key, i) =>
            $"TRY_CAST(v{i} AS {HiveType.Parse(key.Type).EngineType}) AS {key.Name}");
        IEnumerable<string> rows = all.Select(entry =>
            $"({SqlText.Literal(entry.Prefix)}, {string.Join(", ", entry.Values.Select(Literal))})");
        string sql = $"SELECT p FROM (SELECT p, {string.Join(", ", columns)} FROM (VALUES"
            + $" {string.Join(", ", rows)}) AS t(p, v0, v1)) WHERE {string.Join(" AND ", conditions)}";
        HashSet<string> wanted = [];
        try
        {
            await using RowReader reader = await connection.QueryAsync(sql, parameters, cancellationToken);
            await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
            {
                wanted.UnionWith(Enumerable.Range(0, batch.RowCount).Select(row => (string)batch.GetRow(row)[0]!));
            }
        }
        catch (TarnException)
        {
            wanted.Clear();
        }

        return wanted;
    }

    private static string Condition(ColumnPredicate predicate, Dictionary<string, object?> parameters)
    {
        List<string> names = [];
        foreach (object? value in predicate.Values)
        {
            string name = $"p{parameters.Count}";
            parameters[name] = value;
            names.Add("$" + name);
        }

        return predicate.Operator switch
        {
            PredicateOperator.IsNull => $"{predicate.Column} IS NULL",
            PredicateOperator.IsNotNull => $"{predicate.Column} IS NOT NULL",
            PredicateOperator.In => $"{predicate.Column} IN ({string.Join(", ", names)})",
            PredicateOperator.Equal => $"{predicate.Column} = {names[0]}",
            PredicateOperator.NotEqual => $"{predicate.Column} <> {names[0]}",
            PredicateOperator.Less => $"{predicate.Column} < {names[0]}",
            PredicateOperator.LessOrEqual => $"{predicate.Column} <= {names[0]}",
            PredicateOperator.Greater => $"{predicate.Column} > {names[0]}",
            _ => $"{predicate.Column} >= {names[0]}",
        };
    }

    private static ColumnPredicate Predicate(Random random)
    {
        PredicateOperator test = Pick(random, Enum.GetValues<PredicateOperator>());
        int count = test switch
        {
            PredicateOperator.IsNull or PredicateOperator.IsNotNull => 0,
            PredicateOperator.In => random.Next(1, 4),
            _ => 1,
        };
        object?[] values = [.. Enumerable.Range(0, count).Select(_ => Pick(random, Values))];
        return new ColumnPredicate(Pick(random, ["a", "b"]), test, values);
    }

    private static IEnumerable<PartitionEntry> Partitions(Random random) => Enumerable.Range(0, 60)
        .Select(_ => (Text(random), Text(random)))
        .Distinct()
        .Select((values, i) => new PartitionEntry([values.Item1, values.Item2], $"p{i}/"));

    private static string? Text(Random random) => random.Next(10) == 0 ? null : Pick(random, Texts);

    private static string Literal(string? text) => text is null ? "NULL" : SqlText.Literal(text);

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
