namespace Tarn.Queries.Executions;

/// <summary>What a request has to run.</summary>
/// <param name="Text">Read, with its tables' databases.</param>
/// <param name="Sql">As it was written; of EXECUTE, what was prepared. Places of errors are in it.</param>
internal sealed record RequestedStatement(StatementText Text, string Sql)
{
    /// <summary>Values for question marks, each an expression.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}
