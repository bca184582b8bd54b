using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Execution;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Xunit;

namespace Tarn.Tests.Engine;

/// <summary>
/// A fatal error makes DuckDB refuse all further work. No statement provokes one reliably in 1.5.5 (an attached file
/// whose checkpoint fails is taken out alone), so the first thing a connection does is made to fail instead.
/// </summary>
public sealed class InvalidationTests
{
    private const string Invalidated =
        "FATAL Error: Failed: database has been invalidated because of a previous fatal error. "
        + "The database must be restarted prior to being used again.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_message_of_an_invalidated_instance_is_known()
    {
        EngineException exception = EngineError.Read(Invalidated, "SELECT 1");

        Assert.Equal(EngineErrorKind.Fatal, exception.Kind);
        Assert.Equal(ErrorCodes.EngineInvalidated, exception.Code);
    }

    [Fact]
    public async Task Connect_opens_a_new_instance_with_the_same_functions()
    {
        int failures = 0;
        EngineOptions options = new() { Threads = 1 };
        using DuckInstance instance = DuckInstance.Open(options, AppContext.BaseDirectory, handle =>
        {
            if (failures-- > 0)
            {
                throw EngineError.Read(Invalidated, null);
            }

            SessionSettings.Apply(handle);
        });
        using DuckConnection old = instance.Connect();
        EngineType bigInt = new(EngineTypeKind.BigInt);
        old.RegisterScalarFunction(
            new ScalarFunction("plus_one", [bigInt], bigInt, arguments => (long)arguments[0]! + 1));
        await old.ExecuteAsync("CREATE TABLE lost (i INTEGER)", Token);

        failures = 1;
        using DuckConnection fresh = instance.Connect();

        Assert.Equal(1, instance.ReopenCount);
        Assert.Equal(3L, await fresh.ScalarAsync("SELECT plus_one(2)", Token));
        Assert.Equal(1L, await fresh.ScalarAsync("SELECT current_setting('threads')", Token));
        Assert.Equal(0L, await fresh.ScalarAsync("SELECT count(*) FROM duckdb_tables()", Token));
    }

    [Fact]
    public void An_instance_that_cannot_be_opened_again_gives_the_error()
    {
        bool isBroken = false;
        using DuckInstance instance = DuckInstance.Open(
            new EngineOptions(),
            AppContext.BaseDirectory,
            _ => { if (isBroken) { throw EngineError.Read(Invalidated, null); } });
        instance.Connect().Dispose();
        isBroken = true;

        Assert.Throws<EngineException>(instance.Connect);
    }
}
