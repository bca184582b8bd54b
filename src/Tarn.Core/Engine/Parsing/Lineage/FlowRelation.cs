namespace Tarn.Engine.Parsing.Lineage;

/// <summary>Something in a FROM, with what its columns come from.</summary>
/// <param name="Schema">Of a table without an alias; empty otherwise.</param>
/// <param name="Name">What qualifies its columns.</param>
/// <param name="Columns">In order.</param>
internal sealed record FlowRelation(string Schema, string Name, IReadOnlyList<FlowColumn> Columns)
{
    /// <summary>For columns that are not known by name, as of a table function: what any of them comes from.</summary>
    public Func<string, Flow>? Others { get; init; }

    /// <summary>Columns that a join has merged into those of a relation before: <c>*</c> leaves them out.</summary>
    public IReadOnlyCollection<string> Merged { get; init; } = [];

    public Flow? Find(string column) =>
        Columns.FirstOrDefault(candidate => candidate.IsNamed(column))?.Flow ?? Others?.Invoke(column);

    public bool IsCalled(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public bool IsIn(string schema) => string.Equals(Schema, schema, StringComparison.OrdinalIgnoreCase);

    /// <summary>With other names for the first of its columns, as in <c>t(a, b)</c>.</summary>
    public FlowRelation Renamed(IReadOnlyList<string> names) => names.Count == 0 ? this : this with
    {
        Columns =
        [
            .. names.Select((name, i) =>
                new FlowColumn(name, i < Columns.Count ? Columns[i].Flow : Others?.Invoke(name) ?? Flow.None)),
            .. Columns.Skip(names.Count),
        ],
    };
}
