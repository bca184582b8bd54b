namespace Tarn.Tables.Rewriting;

/// <summary>What changes rows, for the log.</summary>
/// <param name="Name">As Delta calls it: DELETE, UPDATE, MERGE.</param>
/// <param name="Parameters">For <c>commitInfo.operationParameters</c>.</param>
/// <param name="Reads">What it read; null as <see cref="TableWrite.Reads"/> has it.</param>
public sealed record RowOperation(string Name, IReadOnlyDictionary<string, string> Parameters, TableReads? Reads)
{
    public const string Delete = "DELETE";
    public const string Update = "UPDATE";
    public const string Merge = "MERGE";
}
