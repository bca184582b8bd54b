using System.Collections.ObjectModel;
using System.Text.Json;
using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Engine.Parsing;

/// <summary>
/// Parses SELECT statements with the engine's own parser (<c>json_serialize_sql</c>); nothing is looked up or run.
/// </summary>
public sealed class SqlParser(DuckInstance instance)
{
    // The engine's own limit on nested expressions is 1,000; each is a few levels of JSON.
    private const int JsonDepthMax = 10_000;

    // An untyped parameter would be taken for anything but text.
    private const string SerializeSql =
        "SELECT json_serialize_sql(CAST($sql AS VARCHAR), skip_empty := true, skip_null := true)";

    /// <exception cref="EngineException">
    /// Kind Parser (<c>TN2007</c>): the text is not SQL; has the position.
    /// </exception>
    /// <exception cref="TarnException"><c>TN3005</c>: it is not exactly one SELECT statement.</exception>
    public Task<ParsedQuery> ParseAsync(string sql, CancellationToken cancellationToken) =>
        ParseAsync(sql, ReadOnlyDictionary<string, object?>.Empty, cancellationToken);

    /// <param name="parameters">What will be bound, by name: comparisons with these become predicates too.</param>
    public Task<ParsedQuery> ParseAsync(
        string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken) =>
        ReadTreeAsync(
            sql,
            statement =>
            {
                QueryWalker walker = new(sql, parameters);
                walker.Walk(statement);
                return walker.ToQuery();
            },
            cancellationToken);

    /// <summary>Reads the tree of one SELECT, which is gone afterwards.</summary>
    internal async Task<T> ReadTreeAsync<T>(
        string sql, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        string json = await SerializeAsync(sql, cancellationToken);
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonDepthMax });
        JsonElement root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            throw ReadError(root, sql);
        }

        int count = root.TryGetProperty("statements", out JsonElement statements) ? statements.GetArrayLength() : 0;
        if (count != 1)
        {
            throw NotAllowed($"One SELECT statement is expected, the text has {count} statements.");
        }

        try
        {
            return read(statements[0]);
        }
        catch (InsufficientExecutionStackException)
        {
            throw EngineError.Create(EngineErrorKind.Parser, "The query is nested too deeply.", 0);
        }
    }

    private async Task<string> SerializeAsync(string sql, CancellationToken cancellationToken)
    {
        using DuckConnection connection = instance.Connect();
        Dictionary<string, object?> parameters = new() { ["sql"] = sql };
        await using RowReader reader = await connection.QueryAsync(SerializeSql, parameters, cancellationToken);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            return batch.Columns[0].GetString(0);
        }

        throw new InvalidOperationException("json_serialize_sql returned no row.");
    }

    private static TarnException ReadError(JsonElement error, string sql)
    {
        string message = error.GetProperty("error_message").GetString() ?? "";
        if (message.StartsWith("Only SELECT", StringComparison.Ordinal))
        {
            return NotAllowed("Only a SELECT statement is allowed here.");
        }

        EngineErrorKind kind = EngineError.KindOf(error.GetProperty("error_type").GetString() ?? "");
        int? position = error.TryGetProperty("position", out JsonElement place)
            && int.TryParse(place.GetString(), out int offset)
                ? TextOffset.OfError(kind, sql, offset)
                : null;
        return EngineError.Create(kind, message, position);
    }

    private static TarnException NotAllowed(string message) => new(ErrorCodes.StatementNotAllowed, message)
    {
        Hint = "Write one SELECT; a PIVOT needs its values listed (ON x IN (…)) and parentheses around it.",
    };
}
