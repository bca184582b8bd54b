using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Tarn.Engine;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>
/// Whole databases of real data in PostgreSQL, every table of them in the lake: counts and hashes of each column are
/// equal on both sides.
/// </summary>
public sealed partial class RealDatabaseTests(PostgresFixture postgres)
{
    private static readonly Dictionary<string, string> PostgresTypes = new()
    {
        ["BIGINT"] = "bigint",
        ["DOUBLE"] = "numeric(18,6)",
        ["DATE"] = "date",
        ["TIMESTAMP"] = "timestamp",
        ["BOOLEAN"] = "boolean",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("orders/sakila", '|', 17, 51_735)]
    [InlineData("orders/adventureworks_sales", ',', 6, 74_780)]
    public async Task Every_column_of_every_table_is_the_same_on_both_sides(
        string folder, char delimiter, int tables, long rows)
    {
        CsvTable[] all = await DescribeAsync(RealData.Require(folder), delimiter);
        await using PostgresLake lake = new(
            await postgres.CreateDatabaseAsync(),
            [.. all.Select(table => $"public.{table.Name}: {{load: full, strategy: overwrite}}")]);
        foreach (CsvTable table in all)
        {
            await LoadAsync(lake, table, delimiter);
        }

        RunReport run = await lake.Rig.RunAsync();

        Assert.Equal((RunState.Succeeded, tables), (run.State, run.Steps.Count));
        long found = 0;
        foreach (CsvTable table in all)
        {
            string[] there = await lake.ReadAsync($"SELECT concat_ws('|', {DigestThere(table)}) FROM {table.Name}");
            string[] here = await lake.Rig.QueryAsync($"SELECT {DigestHere(table)} FROM raw.{table.Name}");
            Assert.Equal((table.Name, there[0]), (table.Name, here[0]));
            found += long.Parse(here[0].Split('|')[0], CultureInfo.InvariantCulture);
        }

        Assert.Equal(rows, found);
    }

    /// <summary>The count, and of each column a hash of the hashes of its values in their order.</summary>
    private static string DigestThere(CsvTable table) => string.Join(", ", table.Columns
        .Select(column => $"md5(coalesce({TextOf(column, "to_char({0}, 'YYYY-MM-DD HH24:MI:SS')")}, 'nothing'))")
        .Select(value => $"coalesce(md5(string_agg({value}, '' ORDER BY {value})), 'null')")
        .Prepend("count(*)"));

    /// <summary>The same in Athena's words.</summary>
    private static string DigestHere(CsvTable table) => string.Join(", ", table.Columns
        .Select(column => Hash($"coalesce({TextOf(column, "date_format({0}, '%Y-%m-%d %H:%i:%s')")}, 'nothing')"))
        .Select(value => Hash($"array_join(array_agg({value} ORDER BY {value}), '')"))
        .Prepend("count(*)"));

    private static string TextOf((string Name, string Type) column, string timestamp) => column.Type == "timestamp"
        ? string.Format(CultureInfo.InvariantCulture, timestamp, column.Name)
        : $"CAST({column.Name} AS VARCHAR)";

    private static string Hash(string text) => $"lower(to_hex(md5(to_utf8({text}))))";

    private static async Task<CsvTable[]> DescribeAsync(string folder, char delimiter)
    {
        using DuckInstance engine = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = engine.Connect();
        List<CsvTable> tables = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            IReadOnlyList<object?[]> columns = await connection.QueryAllAsync(
                $"DESCRIBE FROM read_csv({SqlText.Literal(path)}, header = true, delim = '{delimiter}')", Token);
            tables.Add(new CsvTable(
                Words().Replace(Path.GetFileNameWithoutExtension(path).ToLowerInvariant(), "_").Trim('_'),
                path,
                [.. columns.Select(column => (
                    ((string)column[0]!).ToLowerInvariant(),
                    PostgresTypes.GetValueOrDefault((string)column[1]!, "text")))]));
        }

        return [.. tables];
    }

    private static async Task LoadAsync(PostgresLake lake, CsvTable table, char delimiter)
    {
        IEnumerable<string> columns = table.Columns.Select(column => $"{column.Name} {column.Type}");
        await lake.ChangeAsync($"CREATE TABLE {table.Name} ({string.Join(", ", columns)})");
        await using NpgsqlConnection connection = await lake.ConnectAsync();
        await using TextWriter writer = await connection.BeginTextImportAsync(
            $"COPY {table.Name} FROM STDIN (FORMAT csv, HEADER, DELIMITER '{delimiter}')", Token);
        await writer.WriteAsync(await File.ReadAllTextAsync(table.Path, Token));
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Words();

    private sealed record CsvTable(string Name, string Path, IReadOnlyList<(string Name, string Type)> Columns);
}
