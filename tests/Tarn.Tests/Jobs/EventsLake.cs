using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Tables.Maintenance;
using Tarn.Testing;

namespace Tarn.Tests.Jobs;

/// <summary>A lake with one raw table of CSV files, raw.events: id, day, kind, amount.</summary>
internal static class EventsLake
{
    public const string AllColumns = "SELECT id, day, kind, amount FROM raw.events";

    public const string Yaml = """
        version: 1
        name: events
        zones: {raw: , staging: , curated: }
        tables:
          raw.events:
            files: events/*.csv
            columns: {id: bigint, day: date, kind: varchar, amount: double}
        """;

    public static LakeRig Create() => new() { LakeYaml = Yaml };

    /// <summary>Delivers a file of lines such as <c>1,2024-02-01,a,2.5</c>.</summary>
    public static void Deliver(this LakeRig lake, string name, params string[] lines) =>
        lake.Write($"data/raw/events/{name}.csv", "id,day,kind,amount\n" + string.Join('\n', lines) + "\n");

    /// <summary>Sets a property of staging.events, as 'tarn tables properties' does.</summary>
    public static async Task SetPropertyAsync(this LakeRig lake, string key, string value)
    {
        using LakeHost host = await lake.OpenAsync();
        CatalogTable.Managed table = host.Tables.GetModelTable(TableName.Parse("staging.events"));
        await new PropertyEditor(host.Tables.Open(table)).ChangeAsync(
            new Dictionary<string, string> { [key] = value }, [], CancellationToken.None);
    }

    public static Task<string[]> RowsAsync(this LakeRig lake) =>
        lake.QueryAsync("SELECT id, CAST(day AS VARCHAR), kind, amount FROM staging.events ORDER BY ALL");
}
