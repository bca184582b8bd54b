using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Safety;

/// <summary>A lake with two tables, and beside it a folder with files that no statement may read.</summary>
public sealed class EscapeLake : IAsyncLifetime
{
    public const string Secret = "SECRET-OF-THE-CANARY";

    private static readonly TableName Imported = TableName.Parse("staging.imported");

    private readonly LakeRig _lake = new();
    private readonly TemporaryDirectory _outside = new();
    private LakeHost? _host;

    public string Outside => _outside.Path;

    /// <summary>What is in the folder, and stays so.</summary>
    public IEnumerable<string> Files => new[] { Canary, Accented }.Order();

    private string Canary => Path.Combine(Outside, "canary.csv");

    private string Accented => Path.Combine(Outside, "\u00E9.csv");

    public async ValueTask InitializeAsync()
    {
        _lake.WriteModel("staging.orders", "materialized: table", "SELECT unnest([1, 2]) AS id");
        _lake.WriteModel("staging.csv", "materialized: table", "SELECT 1 AS id");
        await _lake.RunAsync();
        await File.WriteAllTextAsync(Canary, $"{Secret}\n{Secret}\n");
        await File.WriteAllTextAsync(Accented, $"{Secret}\n{Secret}\n");
        _host = await _lake.OpenAsync();
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        _lake.Dispose();
        _outside.Dispose();
        return ValueTask.CompletedTask;
    }

    public string Fill(string sql) => sql
        .Replace("{canary}", Canary, StringComparison.Ordinal)
        .Replace("{folder}", Outside, StringComparison.Ordinal);

    /// <summary>Names of columns are no answer to hide a secret in: they are part of what is compared.</summary>
    public async Task<string[]> ReadAsync(string sql, SqlDialect dialect)
    {
        await using QueryExecution query = await _host!.Queries.In(dialect)
            .RunAsync(sql, new Dictionary<string, object?>(), CancellationToken.None);
        Assert.DoesNotContain(query.Rows.Columns, column => column.Name.Contains(Secret, StringComparison.Ordinal));
        List<string> lines = [];
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                lines.Add(string.Join('|', batch.GetRow(row).Select(value => FormattableString.Invariant($"{value}"))));
            }
        }

        return [.. lines];
    }

    /// <summary>Puts a view into the catalog in place of the one before, as an import does.</summary>
    public async Task PutViewAsync(string sql)
    {
        if (await _host!.Entries.FindAsync(Imported, CancellationToken.None) is not null)
        {
            await _host.Entries.DropAsync(Imported, new DropOptions(), CancellationToken.None);
        }

        await _host.Entries.CreateAsync(
            new TableEntry
            {
                Name = Imported,
                Kind = EntryKind.View,
                Columns = [],
                ViewSql = sql,
                CreatedAt = default,
                UpdatedAt = default,
            },
            CancellationToken.None);
    }
}
