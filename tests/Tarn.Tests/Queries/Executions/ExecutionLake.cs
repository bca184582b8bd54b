using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Queries.Executions;
using Tarn.Queries.Executions.Results;
using Tarn.State;
using Tarn.Testing;

namespace Tarn.Tests.Queries.Executions;

/// <summary>A lake that runs statements by executions.</summary>
internal sealed class ExecutionLake : IAsyncDisposable
{
    /// <summary>A query that runs until it is stopped.</summary>
    public const string Endless =
        "SELECT count(*) FROM UNNEST(sequence(1, 1000000)) AS a(x), UNNEST(sequence(1, 1000000)) AS b(y)"
        + " WHERE (x * y) % 7 = 3";

    private readonly LakeHost _host;

    private ExecutionLake(LakeRig rig, LakeHost host, QueryExecutions executions)
    {
        Rig = rig;
        _host = host;
        Executions = executions;
    }

    public LakeRig Rig { get; }

    public QueryExecutions Executions { get; private set; }

    public DocumentStore Documents => _host.Documents;

    public static async Task<ExecutionLake> OpenAsync(TimeProvider? timeProvider = null, ExecutionLimits? limits = null)
    {
        LakeRig rig = new() { TimeProvider = timeProvider ?? TimeProvider.System };
        rig.Write("lake.yaml", rig.LakeYaml);
        LakeHost host = await rig.OpenAsync();
        return new ExecutionLake(rig, host, await OpenAsync(rig, host, limits));
    }

    /// <summary>As after the server ended and was started again.</summary>
    public async Task RestartAsync()
    {
        await Executions.DisposeAsync();
        Executions = await OpenAsync(Rig, _host, limits: null);
    }

    /// <summary>Runs a statement to its end.</summary>
    public async Task<ExecutionRecord> RunAsync(ExecutionRequest request)
    {
        string id = await Executions.StartAsync(request, CancellationToken.None)
            ?? throw new InvalidOperationException("too many wait");
        return await WaitAsync(id);
    }

    public Task<ExecutionRecord> RunAsync(string sql) => RunAsync(new ExecutionRequest { Sql = sql });

    public async Task<ExecutionRecord> WaitAsync(string id)
    {
        while (true)
        {
            ExecutionRecord record = (await Executions.FindAsync(id, CancellationToken.None))!;
            if (record.State is not (ExecutionState.Queued or ExecutionState.Running))
            {
                return record;
            }

            await Task.Delay(5);
        }
    }

    /// <summary>All rows, header included.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> RowsAsync(ExecutionRecord record) =>
        (await Executions.ReadAsync(record, offset: 0, rowsMax: int.MaxValue, CancellationToken.None))!.Rows;

    /// <summary>The object that a statement left.</summary>
    public string ReadObject(ResultPlace place) =>
        File.ReadAllText(Path.Combine(Rig.Directory, "data", place.Bucket, place.Key));

    public async ValueTask DisposeAsync()
    {
        await Executions.DisposeAsync();
        _host.Dispose();
        Rig.Dispose();
    }

    private static Task<QueryExecutions> OpenAsync(LakeRig rig, LakeHost host, ExecutionLimits? limits) =>
        QueryExecutions.OpenAsync(
            new ExecutionParts
            {
                Queries = host.Queries.In(SqlDialect.Athena).Measuring(),
                Statements = host.StatementsWithin,
                Reuse = host.Reuse,
                Engine = host.Engine,
                Buckets = host.Buckets,
                Documents = host.Documents,
                Turns = new SharedTurns(rig.TimeProvider.GetUtcNow()),
                ScratchDirectory = Path.Combine(host.StateDirectory, "scratch", "executions"),
                TimeProvider = rig.TimeProvider,
                IdSource = new UlidSource(rig.TimeProvider),
                Limits = limits ?? new ExecutionLimits(),
            },
            CancellationToken.None);
}
