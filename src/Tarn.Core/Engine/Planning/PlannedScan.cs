namespace Tarn.Engine.Planning;

/// <summary>One place of a plan that reads Parquet files.</summary>
/// <param name="Files">Those that it reads, as the engine names them; already without those that it leaves out.</param>
/// <param name="Columns">
/// Paths of what it reads of each file, as <c>parquet_metadata</c> writes them: a field of a struct is
/// <c>struct, field</c>, and a struct means all of its fields.
/// </param>
/// <param name="Conditions">All of them hold for every row that it gives.</param>
internal sealed record PlannedScan(
    IReadOnlyList<string> Files, IReadOnlyList<string> Columns, IReadOnlyList<ScanCondition> Conditions);
