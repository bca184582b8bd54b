namespace Tarn.Sources.Postgres.Discovery;

/// <summary>What <see cref="PostgresProbe"/> found.</summary>
/// <param name="Servers">The server, and the replica behind it when there is one.</param>
/// <param name="Tables">Of the definition.</param>
public sealed record ProbeReport(IReadOnlyList<ProbedServer> Servers, IReadOnlyList<ProbedTable> Tables)
{
    public bool IsGood => Tables.All(table => table.Problem is null);
}
