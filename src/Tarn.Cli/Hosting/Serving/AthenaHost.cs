using Tarn.Engine.Dialect;
using Tarn.Protocols.Aws.Athena;
using Tarn.Queries.Executions;
using Tarn.State;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Athena over a lake while it is served: executions, and the sweep of what is too old.</summary>
internal sealed class AthenaHost : IAsyncDisposable
{
    private const string Scratch = "queries";

    private readonly QueryExecutions _executions;
    private readonly HourlyWork _sweeps;

    private AthenaHost(
        QueryExecutions executions, AthenaParts parts, TimeProvider timeProvider, Action<Exception> sweepFailed)
    {
        _executions = executions;
        Parts = parts;
        _sweeps = new HourlyWork(executions.SweepAsync, sweepFailed, timeProvider);
    }

    public AthenaParts Parts { get; }

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="turns">Of all who change something in this process.</param>
    /// <param name="services">Time and ids.</param>
    /// <param name="sweepFailed">Is told why a sweep failed; the next one comes all the same.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<AthenaHost> StartAsync(
        LakeHost lake,
        ILakeTurns turns,
        CliServices services,
        Action<Exception> sweepFailed,
        CancellationToken cancellationToken)
    {
        QueryExecutions executions = await QueryExecutions.OpenAsync(
            new ExecutionParts
            {
                Queries = lake.Queries.In(SqlDialect.Athena).Measuring(),
                Statements = lake.StatementsWithin,
                Reuse = lake.Reuse,
                Engine = lake.Engine,
                Buckets = lake.Buckets,
                Documents = lake.Documents,
                Turns = turns,
                ScratchDirectory = ProcessScratch.PathOf(lake.StateDirectory, Scratch),
                TimeProvider = services.TimeProvider,
                IdSource = services.IdSource,
            },
            cancellationToken);
        AthenaParts parts = new()
        {
            Executions = executions,
            SavedQueries = new SavedQueries(lake.Documents, lake.Definition.Queries, services.IdSource),
            Tables = lake.Tables,
            Entries = lake.Entries,
            Statements = lake.Statements,
        };
        return new AthenaHost(executions, parts, services.TimeProvider, sweepFailed);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeps.DisposeAsync();
        await _executions.DisposeAsync();
    }
}
