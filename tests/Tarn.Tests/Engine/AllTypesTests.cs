using Tarn.Engine;
using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Xunit;

namespace Tarn.Tests.Engine;

/// <summary>DuckDB's own table of every type with its least, its greatest and a null value.</summary>
public sealed class AllTypesTests : EngineTest
{
    private const string Source = "test_all_types()";

    [Fact]
    public async Task Every_type_is_spelled_as_the_engine_spells_it()
    {
        foreach (ResultColumn column in await Columns())
        {
            object? spelled = await Scalar($"SELECT typeof({SqlText.Identifier(column.Name)}) FROM {Source} LIMIT 1");

            Assert.Equal(spelled, column.Type.ToString());
        }
    }

    [Fact]
    public async Task Every_value_survives_the_appender()
    {
        await Connection.ExecuteAsync($"CREATE TABLE copy AS SELECT * FROM {Source} LIMIT 0", Token);
        using (TableAppender appender = Connection.CreateAppender(null, "copy"))
        {
            foreach (object?[] row in await Connection.QueryAllAsync($"SELECT * FROM {Source}", Token))
            {
                appender.Append(row);
            }

            appender.Complete();
        }

        foreach (ResultColumn column in await Columns())
        {
            await AssertSame(column.Name, $"SELECT {SqlText.Identifier(column.Name)} FROM copy");
        }
    }

    [Fact]
    public async Task Every_value_survives_being_a_parameter()
    {
        foreach (ResultColumn column in await Columns())
        {
            if (column.Type.Kind == EngineTypeKind.Geometry)
            {
                // The C API makes no values of this type.
                continue;
            }

            string name = SqlText.Identifier(column.Name);
            await Connection.ExecuteAsync(
                $"CREATE OR REPLACE TABLE copy AS SELECT {name} FROM {Source} LIMIT 0", Token);
            foreach (object?[] row in await Connection.QueryAllAsync($"SELECT {name} FROM {Source}", Token))
            {
                Dictionary<string, object?> parameters = new() { ["p"] = new TypedValue(row[0], column.Type) };
                await Connection.ExecuteAsync("INSERT INTO copy VALUES ($p)", parameters, Token);
            }

            await AssertSame(column.Name, "FROM copy");
        }
    }

    [Fact]
    public async Task Values_beyond_the_clr_types_print_as_the_engine_prints_them()
    {
        // Not timestamp_tz: the engine prints its greatest value a millisecond late.
        string[] columns =
        [
            "bignum", "hugeint", "uhugeint", "date", "time", "timestamp", "timestamp_s", "timestamp_ms",
            "timestamp_ns", "time_tz", "dec38_10", "interval", "bit", "time_ns",
        ];
        int compared = 0;
        foreach (string column in columns)
        {
            IReadOnlyList<object?[]> rows = await Connection.QueryAllAsync(
                $"SELECT \"{column}\", CAST(\"{column}\" AS VARCHAR) FROM {Source} WHERE \"{column}\" IS NOT NULL",
                Token);
            foreach (object?[] row in rows.Where(row => row[0]!.GetType().Assembly == typeof(EngineDate).Assembly))
            {
                Assert.Equal(row[1], row[0]!.ToString());
                compared++;
            }
        }

        Assert.True(compared > columns.Length, $"only {compared} values have a type of ours");
    }

    [Fact]
    public async Task All_columns_are_null_in_the_last_row()
    {
        IReadOnlyList<object?[]> rows = await Connection.QueryAllAsync($"SELECT * FROM {Source}", Token);

        Assert.Equal(3, rows.Count);
        Assert.All(rows[2], Assert.Null);
        Assert.All(rows[0], Assert.NotNull);
        Assert.All(rows[1], Assert.NotNull);
    }

    private async Task<IReadOnlyList<ResultColumn>> Columns()
    {
        await using RowReader reader = await Connection.QueryAsync($"SELECT * FROM {Source}", Token);
        Assert.True(reader.Columns.Count >= 50, "test_all_types() has lost columns");
        return reader.Columns;
    }

    private async Task AssertSame(string column, string copySql)
    {
        string name = SqlText.Identifier(column);
        object? missing = await Scalar(
            $"SELECT count(*) FROM (SELECT {name} FROM {Source} EXCEPT ALL ({copySql}))");
        object? added = await Scalar(
            $"SELECT count(*) FROM (({copySql}) EXCEPT ALL SELECT {name} FROM {Source})");
        Assert.True((missing, added) is (0L, 0L), $"{column}: {missing} values are missing, {added} are wrong");
    }
}
