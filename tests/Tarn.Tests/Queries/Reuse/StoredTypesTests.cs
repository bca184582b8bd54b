using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Xunit;

namespace Tarn.Tests.Queries.Reuse;

public sealed class StoredTypesTests : IDisposable
{
    private readonly ReuseLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("170141183460469231731687303715884105727::HUGEINT")]
    [InlineData("18446744073709551615::UBIGINT")]
    [InlineData("12345678901234567890123456789.123456789::DECIMAL(38,9)")]
    [InlineData("TIMESTAMPTZ '2026-03-01 12:00:00.123456+05'")]
    [InlineData("TIMESTAMP_NS '2026-03-01 12:00:00.123456789'")]
    [InlineData("TIMETZ '10:00:00.5+02'")]
    [InlineData("INTERVAL '14 months 3 days 4 microseconds'")]
    [InlineData("'\\x00\\xFF'::BLOB")]
    [InlineData("'10101'::BIT")]
    [InlineData("'b'::ENUM('a', 'b')")]
    [InlineData("'00112233-4455-6677-8899-aabbccddeeff'::UUID")]
    [InlineData("[{'x': 1, 'y': [NULL, 'z']}]")]
    [InlineData("MAP {'k': 1.5, 'l': NULL}")]
    [InlineData("union_value(k := 1)")]
    [InlineData("'nan'::DOUBLE")]
    [InlineData("NULL")]
    public async Task A_stored_value_has_its_type_and_all_of_its_digits(string expression)
    {
        using LakeHost host = await _lake.Lake.OpenAsync();
        string sql = $"SELECT {expression} AS \"the Value\"; ";

        (string direct, _) = await AskAsync(host, sql, age: null);
        (string stored, bool isStoredReused) = await AskAsync(host, sql, TimeSpan.FromHours(1));
        (string reused, bool isReused) = await AskAsync(host, sql, TimeSpan.FromHours(1));

        Assert.Equal((direct, direct), (stored, reused));
        Assert.Equal((false, true), (isStoredReused, isReused));
    }

    [Fact]
    public async Task Rows_keep_their_order()
    {
        using LakeHost host = await _lake.Lake.OpenAsync();
        const string sql = "SELECT i FROM range(300000) t(i) ORDER BY hash(i)";

        (string direct, _) = await AskAsync(host, sql, age: null);
        await AskAsync(host, sql, TimeSpan.FromHours(1));

        Assert.Equal((direct, true), await AskAsync(host, sql, TimeSpan.FromHours(1)));
    }

    private static async Task<(string Result, bool IsReused)> AskAsync(LakeHost host, string sql, TimeSpan? age)
    {
        QueryRequest request = new(sql, new Dictionary<string, object?>(), AsOf: null);
        QueryRunner queries = host.Queries.In(SqlDialect.DuckDb);
        await using QueryExecution query = age is TimeSpan ageMax
            ? await host.Reuse.RunAsync(queries, request, ageMax, TestContext.Current.CancellationToken)
            : await queries.RunAsync(sql, request.Parameters, TestContext.Current.CancellationToken);
        HashCode hash = new();
        object? first = null;
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(TestContext.Current.CancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                object? value = batch.Columns[0].GetValue(row);
                first ??= value;
                hash.Add(Text(value));
            }
        }

        ResultColumn column = query.Rows.Columns[0];
        bool isReused = query.Statistics.ReusedFrom is not null;
        return ($"{column.Name} {column.Type} {Text(first)} {hash.ToHashCode()}", isReused);
    }

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        object?[] items => $"[{string.Join(", ", items.Select(Text))}]",
        _ => FormattableString.Invariant($"{value?.GetType().Name} {value}"),
    };
}
