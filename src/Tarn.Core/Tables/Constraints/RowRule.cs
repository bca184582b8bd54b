using System.Text.Json;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Log;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Constraints;

/// <summary>Something that must be true of every row of a table.</summary>
/// <param name="Name">As messages say it: <c>CHECK constraint 'positive' (price &gt; 0)</c>.</param>
/// <param name="Expression">As the table has it, in the SQL of Spark; null for a rule of our own.</param>
/// <param name="Template">Condition in the SQL of the engine, the expression as <c>{0}</c>.</param>
/// <param name="Code">Of the error when it is broken.</param>
internal sealed record RowRule(string Name, string? Expression, string Template, string Code)
{
    /// <summary>
    /// CHECK constraints, invariants and generated columns ("CHECK Constraints", "Column Invariants", "Generated
    /// Columns"), and NOT NULL inside of structs; that of columns shows in statistics.
    /// </summary>
    /// <exception cref="TarnException"><c>TN5001</c>: an invariant that is not in the protocol's form.</exception>
    public static IEnumerable<RowRule> Of(MetadataAction metadata, IReadOnlyList<DeltaField> columns, string table) =>
    [
        .. metadata.Configuration
            .Where(property => property.Key.StartsWith(TableProperties.ConstraintPrefix, StringComparison.Ordinal))
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => Check(property.Key[TableProperties.ConstraintPrefix.Length..], property.Value)),
        .. columns.SelectMany(column => OfField(column, [], table)),
    ];

    public static RowRule Check(string name, string expression) => new(
        $"CHECK constraint '{name}' ({expression})", expression, "({0}) IS TRUE", ErrorCodes.ConstraintViolated);

    /// <summary>For a file whose statistics do not count the nulls of a column.</summary>
    public static RowRule NotNull(string column) => new(
        $"NOT NULL of column '{column}'",
        null,
        $"{SqlText.Identifier(column)} IS NOT NULL",
        ErrorCodes.NotNullViolated);

    private static IEnumerable<RowRule> OfField(DeltaField field, string[] parents, string table)
    {
        string[] path = [.. parents, field.Name];
        string place = Sql(path);
        if (field.Invariant is string invariant)
        {
            string expression = ReadInvariant(invariant, path, table);
            yield return new RowRule(
                $"invariant of column '{string.Join('.', path)}' ({expression})",
                expression,
                "({0}) IS TRUE",
                ErrorCodes.ConstraintViolated);
        }

        if (field.GenerationExpression is string generated)
        {
            yield return new RowRule(
                $"generated column '{string.Join('.', path)}' ({generated})",
                generated,
                $"{place} IS NOT DISTINCT FROM CAST(({{0}}) AS {field.Type.ToEngineType()})",
                ErrorCodes.ConstraintViolated);
        }

        if (!field.Nullable && parents.Length > 0)
        {
            yield return new RowRule(
                $"NOT NULL of field '{string.Join('.', path)}'",
                null,
                $"{Sql(parents)} IS NULL OR {place} IS NOT NULL",
                ErrorCodes.NotNullViolated);
        }

        if (field.Type is DeltaType.Struct structure)
        {
            foreach (RowRule rule in structure.Fields.SelectMany(child => OfField(child, path, table)))
            {
                yield return rule;
            }
        }
    }

    private static string ReadInvariant(string json, string[] path, string table)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("expression").GetText("expression");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"table '{table}': the invariant of column '{string.Join('.', path)}' cannot be read: {json}",
                exception);
        }
    }

    private static string Sql(IEnumerable<string> path) => string.Join('.', path.Select(SqlText.Identifier));
}
