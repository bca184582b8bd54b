namespace Tarn.Engine.Parsing;

/// <summary>What a SELECT statement refers to, in the order of the text's tree.</summary>
public sealed record ParsedQuery
{
    /// <summary>Every place a table is read, names of common table expressions left out.</summary>
    public required IReadOnlyList<TableReference> Tables { get; init; }

    /// <summary>Functions in FROM, such as <c>read_parquet</c>.</summary>
    public required IReadOnlyList<FunctionReference> TableFunctions { get; init; }

    /// <summary>Functions in expressions; operators are among them.</summary>
    public required IReadOnlyList<FunctionReference> ScalarFunctions { get; init; }

    /// <summary>Names of the parameters without the dollar sign, each once; positional ones are "1", "2", ….</summary>
    public required IReadOnlyList<string> Parameters { get; init; }
}
