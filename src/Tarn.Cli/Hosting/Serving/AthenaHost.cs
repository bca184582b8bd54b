using Tarn.Engine.Dialect;
using Tarn.Protocols.Aws.Athena;
using Tarn.Queries.Executions;
using Tarn.State;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Athena over a lake while it is served: executions, and the sweep of what is too old.</summary>
internal sealed class AthenaHost : IAsyncDisposable
{
    private const string Scratch = "queries";
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly QueryExecutions _executions;
    private readonly Task _sweeping;

    private AthenaHost(
        QueryExecutions executions, AthenaParts parts, TimeProvider timeProvider, Action<Exception> sweepFailed)
    {
        _executions = executions;
        Parts = parts;
        _sweeping = SweepAsync(timeProvider, sweepFailed, _stop.Token);
    }

    public AthenaParts Parts { get; }

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="services">Time and ids.</param>
    /// <param name="sweepFailed">Is told why a sweep failed; the next one comes all the same.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<AthenaHost> StartAsync(
        LakeHost lake, CliServices services, Action<Exception> sweepFailed, CancellationToken cancellationToken)
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
        await _stop.CancelAsync();
        await _sweeping;
        await _executions.DisposeAsync();
        _stop.Dispose();
    }

    private async Task SweepAsync(
        TimeProvider timeProvider, Action<Exception> sweepFailed, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(SweepInterval, timeProvider);
        try
        {
            do
            {
                await SweepOnceAsync(sweepFailed, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends, and sweeping with it.
        }
    }

    private async Task SweepOnceAsync(Action<Exception> sweepFailed, CancellationToken cancellationToken)
    {
        try
        {
            await _executions.SweepAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            sweepFailed(exception);
        }
    }
}
