using System.Collections;
using System.Globalization;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Values;
using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Statements in Athena's dialect and their answers.</summary>
public abstract class DialectTest : EngineTest
{
    /// <summary>The value of an expression as text: NULL, true, [a, b], {k=v}, bytes in hexadecimal.</summary>
    protected async Task<string> Answer(string expression)
    {
        DialectStatement statement = DialectStatement.Of($"SELECT {expression}", SqlDialect.Athena);
        await statement.ResolveAsync(Connection, parameters: null, Token);
        await using RowReader reader = await Connection.QueryAsync(statement.Sql, Token);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            return Text(batch.Columns[0].GetValue(0));
        }

        return "nothing";
    }

    /// <summary>The value as the engine prints it.</summary>
    /// <param name="zone">Of the session.</param>
    protected async Task<string?> Printed(string expression, string zone = "UTC")
    {
        await Connection.ExecuteAsync($"SET TimeZone = {SqlText.Literal(zone)}", Token);
        DialectStatement statement = DialectStatement.Of($"SELECT {expression}", SqlDialect.Athena);
        await statement.ResolveAsync(Connection, parameters: null, Token);
        return (string?)await Scalar($"SELECT CAST(x AS VARCHAR) FROM ({statement.Sql}) t(x)");
    }

    /// <summary>The message of the error that the expression ends in.</summary>
    protected async Task<string> Error(string expression) =>
        (await Assert.ThrowsAsync<EngineException>(() => Answer(expression))).Message;

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        bool flag => flag ? "true" : "false",
        string text => text,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        MapValue map =>
            "{" + string.Join(", ", map.Entries.Select(entry => $"{Text(entry.Key)}={Text(entry.Value)}")) + "}",
        StructValue row => $"({string.Join(", ", row.Fields.Select(field => Text(field.Value)))})",
        IEnumerable elements => $"[{string.Join(", ", elements.Cast<object?>().Select(Text))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
