using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Bench.ManagedTables;

/// <summary>
/// A lake in a temporary directory with one model, <c>staging.rows</c>, over the files of <c>raw.rows</c>.
/// </summary>
internal sealed class ModelLake : IDisposable
{
    private const string Name = "staging.rows";

    private const string Yaml =
        """
        version: 1
        name: bench
        zones: {raw: , staging: }
        tables:
          raw.rows:
            files: rows/*.parquet
            columns: {id: bigint, name: varchar, day: date, amount: double}
        """;

    private readonly string _directory;

    private ModelLake(string directory, LakeHost host)
    {
        _directory = directory;
        Host = host;
    }

    public LakeHost Host { get; private set; }

    public DeltaTable Table => Host.Tables.Open(Managed);

    public IObjectStore Store => Host.Tables.Store(Managed);

    public string Root => Managed.Root;

    /// <summary>For files that are neither the table's nor the raw ones.</summary>
    public string Scratch => Path.Combine(_directory, "bench");

    private CatalogTable.Managed Managed => Host.Tables.GetModelTable(TableName.Parse(Name));

    /// <param name="frontMatter">Of the model, besides the table's name.</param>
    public static async Task<ModelLake> CreateAsync(string frontMatter, string sql)
    {
        string directory = Directory.CreateTempSubdirectory("tarn-bench-").FullName;
        Directory.CreateDirectory(Path.Combine(directory, "models", "staging"));
        Directory.CreateDirectory(Path.Combine(directory, "data", "raw", "rows"));
        Directory.CreateDirectory(Path.Combine(directory, "bench"));
        await File.WriteAllTextAsync(Path.Combine(directory, "lake.yaml"), Yaml);
        await File.WriteAllTextAsync(
            Path.Combine(directory, "models", "staging", "rows.sql"),
            $"/* tarn\ntable: {Name}\n{frontMatter}\n*/\n{sql}\n");
        return new ModelLake(directory, await OpenAsync(directory));
    }

    /// <summary>Opens the lake again, as a new process would.</summary>
    public async Task ReopenAsync()
    {
        Host.Dispose();
        Host = await OpenAsync(_directory);
    }

    public string RawFile(string name) => Path.Combine(_directory, "data", "raw", "rows", name + ".parquet");

    /// <summary>Writes the rows of a SELECT as a raw file, which appears all at once.</summary>
    public async Task DeliverAsync(string name, string sql)
    {
        string written = Path.Combine(Scratch, name);
        using (DuckConnection connection = Host.Engine.Connect())
        {
            await connection.ExecuteAsync(
                $"COPY ({sql}) TO {SqlText.Literal(written)} (FORMAT parquet, COMPRESSION snappy)",
                CancellationToken.None);
        }

        File.Move(written, RawFile(name));
    }

    public async Task RunAsync()
    {
        using JobRunner runner = await Host.LockForRunsAsync(CancellationToken.None);
        RunReport report = await runner.RunAsync(new RunRequest(), new StepMeter(), CancellationToken.None);
        if (report.Steps.Single() is { State: not RunState.Succeeded } step)
        {
            throw new InvalidOperationException($"the step ended as {step.State}: {step.Error}");
        }
    }

    /// <summary>Paths of the table's files.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync()
    {
        TableSnapshot snapshot = await Table.RequireAsync(CancellationToken.None);
        return [.. snapshot.Files.Select(file => Store.EnginePath($"{Root}/{file.Path}"))];
    }

    /// <inheritdoc cref="TableLint.RequireCleanAsync"/>
    public Task RequireCleanAsync() => TableLint.RequireCleanAsync(Store.EnginePath(Root));

    public void Dispose()
    {
        Host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static Task<LakeHost> OpenAsync(string directory) =>
        LakeHost.OpenAsync(directory, environment: null, TimeProvider.System, CancellationToken.None);
}
