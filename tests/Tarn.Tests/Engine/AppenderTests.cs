using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Values;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class AppenderTests : EngineTest
{
    [Fact]
    public async Task Many_rows_with_lists_cross_chunks_unharmed()
    {
        await Connection.ExecuteAsync("CREATE TABLE t (i BIGINT, l INTEGER[], s STRUCT(a VARCHAR))", Token);
        using (TableAppender appender = Connection.CreateAppender(null, "t"))
        {
            for (int i = 0; i < 10_000; i++)
            {
                object? list = i % 3 == 0 ? null : Enumerable.Repeat<object?>(i, i % 5).ToArray();
                appender.Append((long)i, list, new StructValue([new("a", i % 2 == 0 ? null : $"a text of row {i}")]));
            }

            appender.Complete();
        }

        Assert.Equal(10_000L, await Scalar("SELECT count(*) FROM t"));
        Assert.Equal(0L, await Scalar("""
            SELECT count(*) FROM t
            WHERE (l IS NULL) != (i % 3 = 0) OR len(l) != i % 5 OR list_min(l) != i OR list_max(l) != i
               OR (s.a IS NULL) != (i % 2 = 0) OR s.a != 'a text of row ' || i
            """));
    }

    [Fact]
    public async Task Rows_of_an_appender_that_was_not_completed_are_dropped()
    {
        await Connection.ExecuteAsync("CREATE TABLE t (i INTEGER)", Token);
        using (TableAppender appender = Connection.CreateAppender("main", "t"))
        {
            appender.Append(1);
        }

        Assert.Equal(0L, await Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_violated_constraint_is_an_error()
    {
        await Connection.ExecuteAsync("CREATE TABLE t (i INTEGER NOT NULL)", Token);
        using TableAppender appender = Connection.CreateAppender(null, "t");
        appender.Append([null]);

        EngineException exception = Assert.Throws<EngineException>(appender.Complete);

        Assert.Equal(EngineErrorKind.Constraint, exception.Kind);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_names_its_column()
    {
        await Connection.ExecuteAsync("CREATE TABLE t (i INTEGER, d DATE)", Token);
        using TableAppender appender = Connection.CreateAppender(null, "t");

        EngineException exception = Assert.Throws<EngineException>(() => appender.Append(1, "yesterday"));

        Assert.Contains("Column 2 (DATE)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_table_is_an_error()
    {
        EngineException exception = Assert.Throws<EngineException>(() => Connection.CreateAppender(null, "nope"));

        Assert.Contains("nope", exception.Message, StringComparison.Ordinal);
    }
}
