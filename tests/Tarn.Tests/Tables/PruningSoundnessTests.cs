using System.Globalization;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Random tables and conditions: what pruning leaves out never holds a row that the engine finds.</summary>
public sealed class PruningSoundnessTests
{
    private const int QueriesPerTable = 60;

    private static readonly TableField[] Fields =
    [
        new("i", "INTEGER"), new("b", "BIGINT"), new("dec", "DECIMAL(12,2)"), new("f", "FLOAT"), new("d", "DOUBLE"),
        new("s", "VARCHAR"), new("day", "DATE"), new("ts", "TIMESTAMP"), new("tz", "TIMESTAMPTZ"),
        new("flag", "BOOLEAN"),
        new("p", "VARCHAR"), new("q", "INTEGER"),
    ];

    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">="];

    private static readonly PredicateOperator[] Operators =
    [
        PredicateOperator.Equal, PredicateOperator.NotEqual, PredicateOperator.Less, PredicateOperator.LessOrEqual,
        PredicateOperator.Greater, PredicateOperator.GreaterOrEqual,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task A_pruned_file_holds_no_row_that_matches(int fixedSeed)
    {
        int seed = fixedSeed != 0 ? fixedSeed : Environment.TickCount;
        Random random = new(seed);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using LakeTableRig rig = new();
        await WriteAsync(rig, random, "p");
        await WriteAsync(rig, random, "p");
        TableSnapshot snapshot = await rig.LoadAsync();
        int pruned = 0;
        for (int query = 0; query < QueriesPerTable; query++)
        {
            (string where, ColumnPredicate predicate) = RandomCondition(random);
            IReadOnlyList<DataFile> kept = FilePruning.Prune(snapshot, [[predicate]]);
            pruned += snapshot.Files.Count - kept.Count;
            string all = await TableScan.SqlAsync(
                rig.Connection, snapshot, snapshot.Files, rig.Store, LakeTableRig.Root, cancellationToken);
            string some = await TableScan.SqlAsync(
                rig.Connection, snapshot, kept, rig.Store, LakeTableRig.Root, cancellationToken);
            Assert.True(
                await CountAsync(rig, all, where) == await CountAsync(rig, some, where),
                $"seed {seed}: pruning for {where} loses rows");
        }

        Assert.True(pruned > QueriesPerTable, $"seed {seed}: only {pruned} files were ever left out");
    }

    private static async Task WriteAsync(LakeTableRig rig, Random random, string partition)
    {
        string salt = random.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
        string sql =
            $"""
            SELECT x AS i, 9007199254740990 + x AS b, x / 7 AS dec, x / 10 AS f,
                CASE WHEN x = 3 THEN 'nan'::DOUBLE ELSE x / 10 END AS d,
                CASE WHEN h % 5 = 0 THEN NULL ELSE repeat(chr(90 + x), 1 + h % 40) END AS s,
                DATE '2024-01-01' + x AS day, TIMESTAMP '2024-01-01' + to_microseconds(x * 777_777) AS ts,
                TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_microseconds(x * 333_333) AS tz, x > 5 AS flag,
                CASE WHEN x // 3 = 2 THEN NULL ELSE 'p' || x // 3 END AS {partition}, x // 5 AS q
            FROM (SELECT CAST(range % 20 AS INTEGER) AS x, CAST(hash(range + {salt}) % 1000 AS INTEGER) AS h
                  FROM range(400) WHERE hash(range + {salt}) % 4 > 0)
            """;
        await rig.WriteAsync(WriteMode.Append, sql, Fields, partition, "q");
    }

    private static (string Where, ColumnPredicate Predicate) RandomCondition(Random random)
    {
        TableField field = Fields[random.Next(Fields.Length)];
        int x = random.Next(-2, 22);
        object value = field.Name switch
        {
            "b" => Pick<object>(random, 9007199254740990L + x, (double)(9007199254740990L + x)),
            "i" or "q" => Pick<object>(random, x, x + 0.5m, (double)x, (x / 4).ToString(CultureInfo.InvariantCulture)),
            "dec" or "f" or "d" => Pick<object>(random, x / 10m, x / 10.0, x),
            "s" => new string((char)(90 + Math.Max(0, x)), random.Next(1, 45)),
            "day" => Pick<object>(
                random,
                new DateOnly(2024, 1, 1).AddDays(x),
                new DateTime(2024, 1, 1, 12, 0, 0).AddDays(x),
                "2024-01-07"),
            "ts" => new DateTime(2024, 1, 1).AddMicroseconds(x * 777_777 + random.Next(-1, 2)),
            "tz" => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(x * 333_333),
            "flag" => x > 5,
            _ => "p" + (x / 3).ToString(CultureInfo.InvariantCulture),
        };
        int kind = random.Next(10);
        string literal = SqlText.Literal(value);
        return kind switch
        {
            0 => ($"{field.Name} IS NULL", new ColumnPredicate(field.Name, PredicateOperator.IsNull, [])),
            1 => ($"{field.Name} IS NOT NULL", new ColumnPredicate(field.Name, PredicateOperator.IsNotNull, [])),
            2 => ($"{field.Name} IN ({literal})", new ColumnPredicate(field.Name, PredicateOperator.In, [value])),
            _ => (
                $"{field.Name} {Comparisons[kind % 6]} {literal}",
                new ColumnPredicate(field.Name, Operators[kind % 6], [value])),
        };
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static async Task<long> CountAsync(LakeTableRig rig, string scan, string where) =>
        (long)(await rig.Connection.ScalarAsync(
            $"SELECT count(*) FROM ({scan}) WHERE {where}", TestContext.Current.CancellationToken))!;
}
