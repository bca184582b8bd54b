namespace Tarn.Definitions.Sql;

/// <summary>What <see cref="ISqlAnalyzer"/> found. Offsets are 0-based and count characters of the SQL text.</summary>
public abstract record SqlAnalysis
{
    private SqlAnalysis()
    {
    }

    /// <param name="Tables">Every table named, as often as it is named; names of WITH clauses are left out.</param>
    /// <param name="TableFunctions">Functions used as tables: <c>read_csv</c>, <c>range</c>.</param>
    public sealed record Parsed(
        IReadOnlyList<SqlTableReference> Tables, IReadOnlyList<SqlFunctionReference> TableFunctions) : SqlAnalysis;

    /// <param name="Code">From <see cref="Common.ErrorCodes"/>: TN2007 or TN3005.</param>
    /// <param name="Offset">Where the parser stopped, null when it does not say.</param>
    public sealed record Refused(string Code, string Message, int? Offset) : SqlAnalysis;
}

/// <param name="Parts">The name's parts as written, without quotes: catalog, schema, table or fewer.</param>
public sealed record SqlTableReference(IReadOnlyList<string> Parts, int Offset);

public sealed record SqlFunctionReference(string Name, int Offset);
