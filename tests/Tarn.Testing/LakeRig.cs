using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Tarn.Queries.Statements;
using Tarn.Sources.Reading;
using Tarn.State;
using Tarn.Tables;

namespace Tarn.Testing;

/// <summary>A lake in a temporary directory. Each call opens it anew, as each command of a user does.</summary>
public sealed class LakeRig : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public LakeRig(string zones = "zones: {raw: , staging: , curated: }")
    {
        LakeYaml = "version: 1\nname: rig\n" + zones;
    }

    public string Directory => _directory.Path;

    /// <summary>Content of lake.yaml; written when the lake is opened.</summary>
    public string LakeYaml { get; set; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Reads all sources of the lake; null for those that the program comes with.</summary>
    public ISourceConnector? Connector { get; init; }

    /// <summary>Writes a file of the lake, making its directories.</summary>
    public void Write(string path, string text)
    {
        string full = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text.ReplaceLineEndings("\n"));
    }

    /// <summary>Writes a model; the front matter goes without its comment marks.</summary>
    public void WriteModel(string table, string frontMatter, string sql) => Write(
        $"models/{table.Replace('.', '/')}.sql",
        $"/* tarn\ntable: {table}\n{frontMatter.ReplaceLineEndings("\n").Trim()}\n*/\n{sql}\n");

    public Task<RunReport> RunAsync(params string[] select) => RunAsync(new RunRequest { Select = select });

    public async Task<RunReport> RunAsync(RunRequest request)
    {
        using LakeHost host = await OpenAsync();
        using JobRunner runner = await host.LockForRunsAsync(CancellationToken.None);
        return await runner.RunAsync(request, new SilentObserver(), CancellationToken.None);
    }

    /// <summary>Runs a lake of one model and gives its step.</summary>
    public async Task<StepReport> RunOneAsync(bool fullRefresh = false) =>
        (await RunAsync(new RunRequest { FullRefresh = fullRefresh })).Steps.Single();

    /// <summary>The rows of a query, each as its values' texts joined by '|'.</summary>
    public async Task<string[]> QueryAsync(string sql, AsOf? asOf = null)
    {
        using LakeHost host = await OpenAsync();
        await using QueryExecution query = await host.Queries
            .RunAsync(sql, new Dictionary<string, object?>(), asOf, CancellationToken.None);
        List<string> lines = [];
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                IEnumerable<object?> values = batch.Columns.Select(column => column.GetValue(row));
                lines.Add(string.Join('|', values.Select(value => FormattableString.Invariant($"{value ?? "null"}"))));
            }
        }

        return [.. lines];
    }

    /// <summary>The rows of a statement that is no query, each as its values joined by '|'.</summary>
    public async Task<string[]> ExecuteAsync(string sql)
    {
        using LakeHost host = await OpenAsync();
        Statement statement = StatementReader.Read(sql);
        using LakeLock? owned = statement.IsChange ? LakeLock.Acquire(host.StateDirectory) : null;
        StatementResult result = await host.Statements.RunAsync(statement, CancellationToken.None);
        return [.. result.Rows.Select(row => string.Join('|', row))];
    }

    public async Task<LakeHost> OpenAsync()
    {
        Write("lake.yaml", LakeYaml);
        LakeHost host = await LakeHost.OpenAsync(Directory, environment: null, TimeProvider, CancellationToken.None);
        if (Connector is not null)
        {
            host.ReadSourcesWith([Connector]);
        }

        return host;
    }

    public void Dispose() => _directory.Dispose();
}
