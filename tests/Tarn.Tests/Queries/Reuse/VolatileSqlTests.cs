using Tarn.Queries.Reuse;
using Tarn.Tests.Engine;
using Xunit;

namespace Tarn.Tests.Queries.Reuse;

public sealed class VolatileSqlTests : EngineTest
{
    /// <summary>
    /// When the engine gets new ones, this names them: add them to <see cref="VolatileSql.Functions"/>.
    /// </summary>
    [Fact]
    public async Task All_functions_that_the_engine_calls_inconsistent_are_known()
    {
        IReadOnlyList<object?[]> rows = await Connection.QueryAllAsync(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'", Token);

        string[] unknown =
            [.. rows.Select(row => (string)row[0]!).Where(name => !VolatileSql.Functions.Contains(name)).Order()];

        Assert.NotEmpty(rows);
        Assert.Empty(unknown);
    }
}
