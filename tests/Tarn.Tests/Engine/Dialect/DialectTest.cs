using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Runs expressions of Athena's dialect.</summary>
public abstract class DialectTest : EngineTest
{
    /// <summary>The value as the engine prints it.</summary>
    protected async Task<string?> Answer(string expression, string zone = "UTC")
    {
        await Connection.ExecuteAsync($"SET TimeZone = {SqlText.Literal(zone)}", Token);
        DialectStatement statement = DialectStatement.Of("SELECT " + expression, SqlDialect.Athena);
        await statement.ResolveAsync(Connection, null, Token);
        return (string?)await Scalar($"SELECT CAST(x AS VARCHAR) FROM ({statement.Sql}) t(x)");
    }

    /// <summary>The message of the error that it ends in.</summary>
    protected async Task<string> Refusal(string expression) =>
        (await Assert.ThrowsAsync<EngineException>(() => Answer(expression))).Message;
}
