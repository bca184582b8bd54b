using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>The columns of a table as statements that change its rows name them.</summary>
/// <param name="place">The table.</param>
/// <param name="snapshot">The version that is changed.</param>
internal sealed partial class TargetColumns(NamedPlace place, TableSnapshot snapshot)
{
    /// <summary>Names of what comes with each row.</summary>
    public GatheredColumns Gathered { get; } = GatheredColumns.For(snapshot);

    /// <summary>Those whose values statements give; the others follow from them.</summary>
    public IReadOnlyList<TableField> Given { get; } =
        [.. snapshot.Fields.Where(field => field.GenerationExpression is null)];

    /// <summary>The value of each column that is assigned one.</summary>
    /// <exception cref="StatementException">
    /// <c>TN1003</c>: no such column; <c>TN2012</c>: one twice, or another number than the table has; <c>TN3005</c>:
    /// one that follows from others.
    /// </exception>
    public IReadOnlyDictionary<string, SqlFragment> Resolve(IReadOnlyList<Assignment> assignments)
    {
        if (assignments[0].Column is null && assignments.Count != snapshot.Fields.Count)
        {
            string counts = string.Create(
                CultureInfo.InvariantCulture,
                $"table '{place.Name}' has {snapshot.Fields.Count} columns, {assignments.Count} values are given");
            throw new StatementException(
                ErrorCodes.SqlBinding, $"TYPE_MISMATCH: {counts}", assignments[0].Position, hint: null);
        }

        Dictionary<string, SqlFragment> values = [];
        for (int i = 0; i < assignments.Count; i++)
        {
            Assignment assignment = assignments[i];
            TableField field = assignment.Column is null ? snapshot.Fields[i] : Find(assignment);
            if (field.GenerationExpression is { } expression)
            {
                throw new StatementException(
                    ErrorCodes.StatementNotAllowed,
                    $"NOT_SUPPORTED: column '{field.Name}' is always {expression}",
                    assignment.Position,
                    "leave it out; it is computed for each row that changes");
            }

            if (!values.TryAdd(field.Name, assignment.Value))
            {
                throw new StatementException(
                    ErrorCodes.SqlBinding,
                    $"SYNTAX_ERROR: column '{field.Name}' is assigned more than once",
                    assignment.Position,
                    hint: null);
            }
        }

        return values;
    }

    /// <summary>
    /// What stands behind a value so that it has the type of its column; nothing for types that the dialect would read
    /// otherwise: they are cast when the row is gathered.
    /// </summary>
    public static string CastTo(TableField field) =>
        PlainType().IsMatch(field.EngineType) ? $"::{field.EngineType}" : "";

    [GeneratedRegex(@"^\w+(\(\d+, ?\d+\))?$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainType();

    /// <summary>The error for a name that is none of a table's columns.</summary>
    public static StatementException Unknown(
        NamedPlace place, TableSnapshot snapshot, string name, int position) => new(
        ErrorCodes.UnknownName,
        $"COLUMN_NOT_FOUND: table '{place.Name}' has no column '{name}'",
        position,
        Suggestion.DidYouMean(name, [.. snapshot.Fields.Select(field => field.Name)]));

    private TableField Find(Assignment assignment) => snapshot.Fields
        .FirstOrDefault(field => field.Name.Equals(assignment.Column, StringComparison.OrdinalIgnoreCase))
        ?? throw Unknown(place, snapshot, assignment.Column!, assignment.Position);
}
