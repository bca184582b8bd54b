using Tarn.Engine;
using Tarn.Engine.Types;
using Tarn.Engine.Values;

namespace Tarn.Queries.Isolation;

/// <summary>The value of a parameter as text: the engine spells it, and reads it back as the same value.</summary>
/// <param name="Type">As the engine spells it.</param>
/// <param name="Text">Null is null.</param>
internal sealed record ParameterText(string Type, string? Text)
{
    /// <exception cref="Engine.Errors.EngineException">A value cannot be bound.</exception>
    public static async Task<IReadOnlyDictionary<string, ParameterText>> OfAllAsync(
        IReadOnlyDictionary<string, object?> values, DuckInstance engine, CancellationToken cancellationToken)
    {
        Dictionary<string, ParameterText> texts = [];
        if (values.Count > 0)
        {
            using DuckConnection connection = engine.Connect();
            foreach ((string name, object? value) in values)
            {
                if (value is null or TypedValue { Value: null })
                {
                    texts[name] = new ParameterText("NULL", null);
                    continue;
                }

                string type = (value is TypedValue typed ? typed.Type : ClrType.Of(value)).ToString();
                await using RowReader reader = await QueryAsync(
                    connection, $"SELECT CAST(CAST($value AS {type}) AS VARCHAR)", value, cancellationToken);
                texts[name] = new ParameterText(type, (string?)(await FirstRowAsync(reader, cancellationToken))[0]);
            }
        }

        return texts;
    }

    /// <summary>The values again.</summary>
    public static async Task<IReadOnlyDictionary<string, object?>> ReadAllAsync(
        IReadOnlyDictionary<string, ParameterText> texts, DuckInstance engine, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> values = [];
        if (texts.Count > 0)
        {
            using DuckConnection connection = engine.Connect();
            foreach ((string name, ParameterText text) in texts)
            {
                values[name] = text.Text is null ? null : await text.ReadAsync(connection, cancellationToken);
            }
        }

        return values;
    }

    private async Task<TypedValue> ReadAsync(DuckConnection connection, CancellationToken cancellationToken)
    {
        await using RowReader reader = await QueryAsync(
            connection, $"SELECT CAST($value AS {Type})", Text, cancellationToken);
        EngineType type = reader.Columns[0].Type;
        return new TypedValue((await FirstRowAsync(reader, cancellationToken))[0], type);
    }

    private static Task<RowReader> QueryAsync(
        DuckConnection connection, string sql, object? value, CancellationToken cancellationToken) =>
        connection.QueryAsync(sql, new Dictionary<string, object?> { ["value"] = value }, cancellationToken);

    private static async Task<object?[]> FirstRowAsync(RowReader reader, CancellationToken cancellationToken)
    {
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            return batch.GetRow(0);
        }

        return [];
    }
}
