using Tarn.Engine;
using Tarn.Engine.Dialect;

namespace Tarn.Jobs;

/// <summary>
/// A model's SELECT with its parameters. They are variables of the connection, so that what is made of the SELECT, such
/// as views, needs no values of its own; no value becomes part of the text.
/// </summary>
internal static class ModelStatement
{
    private const string VariablePrefix = "tarn_parameter_";

    /// <summary>For the engine's parser: places are those of the text as it was written.</summary>
    public static string Parseable(ModelDefinition model) => model.Parameters.Count == 0
        ? model.Sql
        : NamedParameters.WithDollars(model.Sql, NamedParameters.Find(model.Sql));

    /// <summary>To be run on a connection that <see cref="BindAsync"/> was called with.</summary>
    public static DialectStatement Of(ModelDefinition model) => model.Parameters.Count == 0
        ? DialectStatement.Of(model.Sql, model.WrittenIn)
        : DialectStatement.Of(model.Sql, model.WrittenIn, new TextInsertions(
            NamedParameters.Find(model.Sql).SelectMany(parameter => ((int, string)[])
            [
                (parameter.Position, $"getvariable('{VariablePrefix}{parameter.Name}')/*"),
                (parameter.Position + parameter.Length, "*/"),
            ])));

    /// <summary>Gives the parameters their values; NULL where there is none.</summary>
    public static async Task BindAsync(
        DuckConnection connection, ModelDefinition model, CancellationToken cancellationToken)
    {
        foreach (ModelParameter parameter in model.Parameters)
        {
            Dictionary<string, object?> value = new() { ["value"] = parameter.Given ?? parameter.Default };
            await connection.ExecuteAsync(
                $"SET VARIABLE {VariablePrefix}{parameter.Name} = CAST($value AS VARCHAR)", value, cancellationToken);
        }
    }
}
