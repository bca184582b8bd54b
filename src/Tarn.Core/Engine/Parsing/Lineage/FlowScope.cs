using System.Collections.Immutable;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>What names mean at one place of a query.</summary>
internal sealed record FlowScope
{
    public static FlowScope Empty { get; } = new();

    /// <summary>Common table expressions by name.</summary>
    public ImmutableDictionary<string, FlowResult> Ctes { get; init; } =
        ImmutableDictionary.Create<string, FlowResult>(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<FlowRelation> Relations { get; init; } = [];

    /// <summary>Names of the SELECT list, which mean its expressions where no column is called so.</summary>
    public IReadOnlyList<FlowColumn> Aliases { get; init; } = [];

    /// <summary>Of the query around it, for columns that are not found here.</summary>
    public FlowScope? Outer { get; init; }

    /// <summary>Parameters of lambdas, which are no columns.</summary>
    public ImmutableHashSet<string> Parameters { get; init; } =
        ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What a star means inside of an expression: one of the columns that <c>COLUMNS(…)</c> goes through.
    /// </summary>
    public Flow? Star { get; init; }

    /// <summary>The scope of a query inside of this one.</summary>
    public FlowScope Inner() => new() { Ctes = Ctes, Outer = this, Parameters = Parameters };

    /// <param name="names">Parts of a column's name: schema, table, column and fields in it, or fewer.</param>
    public Flow Resolve(string[] names) =>
        Parameters.Contains(names[0]) ? Flow.None
        : FindHere(names) ?? Outer?.Resolve(names) ?? Flow.None;

    private Flow? FindHere(string[] names) =>
        (names.Length > 2 ? FindQualified(names[0], names[1], names[2], names.Length > 3) : null)
        ?? (names.Length > 1 ? FindIn(names[0], names[1], names.Length > 2) : null)
        ?? FindColumn(names[0], names.Length > 1)
        ?? WholeRow(names);

    private Flow? FindQualified(string schema, string table, string column, bool isField) => Relations
        .Where(relation => relation.IsIn(schema) && relation.IsCalled(table))
        .Select(relation => Field(relation.Find(column), isField))
        .FirstOrDefault(flow => flow is not null);

    private Flow? FindIn(string table, string column, bool isField) => Relations
        .Where(relation => relation.IsCalled(table))
        .Select(relation => Field(relation.Find(column), isField))
        .FirstOrDefault(flow => flow is not null);

    /// <summary>A column that a join merged comes from all that it merged.</summary>
    private Flow? FindColumn(string column, bool isField)
    {
        Flow[] found =
        [
            .. Relations
                .Where(relation => relation.Columns.Any(candidate => candidate.IsNamed(column)))
                .Select(relation => relation.Find(column)!),
        ];
        bool isMerged = Relations.Any(relation => relation.Merged.Contains(column, StringComparer.OrdinalIgnoreCase));
        Flow? flow = found.Length > 0
            ? isMerged ? Flow.Union(found) : found[0]
            : Aliases.FirstOrDefault(alias => alias.IsNamed(column))?.Flow
                ?? Relations
                    .Select(relation => relation.Others?.Invoke(column))
                    .FirstOrDefault(other => other is not null);
        return Field(flow, isField);
    }

    /// <summary>The name of a relation means a struct of its columns.</summary>
    private Flow? WholeRow(string[] names) =>
        names.Length == 1 && Relations.FirstOrDefault(relation => relation.IsCalled(names[0])) is { } relation
            ? Flow.Union(relation.Columns.Select(column => column.Flow)).Through(LineageKind.Transformation)
            : null;

    private static Flow? Field(Flow? flow, bool isField) => isField ? flow?.Through(LineageKind.Transformation) : flow;
}
