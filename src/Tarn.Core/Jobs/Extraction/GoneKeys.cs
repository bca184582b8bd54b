using System.Globalization;
using Tarn.Catalog;
using Tarn.Engine;
using Tarn.Sources;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>
/// The keys that a table has and its source no longer has: what was deleted there. They are gathered in a temporary
/// table of the connection.
/// </summary>
internal sealed class GoneKeys(DuckConnection connection, TableCatalog catalog, ExtractionPlan plan)
{
    private const string Gone = "temp.main.tarn_gone_keys";

    private readonly IReadOnlyList<string> _keys = KeysOf(plan);

    private string KeyList => SqlText.List(_keys.Select(SqlText.Identifier));

    /// <summary>Compares the keys of the source with those of the table.</summary>
    /// <returns>How many the source no longer has.</returns>
    public async Task<long> GatherAsync(IReadOnlyList<string> keyFiles, CancellationToken cancellationToken)
    {
        string table = await TableScan.SqlAsync(
            connection,
            plan.Target!,
            plan.Target!.Files,
            catalog.Store(plan.Table),
            plan.Table.Root,
            cancellationToken);
        string there = keyFiles.Count == 0
            ? $"SELECT {KeyList} FROM ({table}) WHERE false"
            : $"SELECT {KeyList} FROM read_parquet({SqlText.Paths(keyFiles)})";
        string same = string.Join(" AND ", _keys.Select(SqlText.Identifier).Select(
            key => $"known.{key} IS NOT DISTINCT FROM there.{key}"));
        await connection.ExecuteAsync(
            $"CREATE OR REPLACE TEMP TABLE {Gone} AS "
            + $"SELECT {KeyList} FROM ({LiveSql(table)}) known ANTI JOIN ({there}) there ON {same}",
            cancellationToken);
        return Convert.ToInt64(
            await connection.ScalarAsync($"SELECT count(*) FROM {Gone}", cancellationToken),
            CultureInfo.InvariantCulture);
    }

    /// <summary>SELECT of a row for each of them that tells the delete; all but the key is null.</summary>
    public string RowsSql(SourceExtraction extraction)
    {
        HashSet<string> keys = new(_keys, StringComparer.OrdinalIgnoreCase);
        HashSet<string> told = [.. ChangeFields.All.Select(field => field.Name)];
        IEnumerable<string> columns = plan.Target!.Fields
            .Where(field => !told.Contains(field.Name))
            .Select(field => keys.Contains(field.Name)
                ? SqlText.Identifier(field.Name)
                : $"CAST(NULL AS {field.EngineType}) AS {SqlText.Identifier(field.Name)}");
        return $"SELECT {SqlText.List(columns)}, "
            + $"{SqlText.Literal(ChangeFields.Delete)} AS {ChangeFields.Change}, "
            + $"{SqlText.Literal(extraction.AsOf)} AS {ChangeFields.ExtractedAt}, "
            + $"CAST({extraction.ChangePosition.ToString(CultureInfo.InvariantCulture)} AS BIGINT) "
            + $"AS {ChangeFields.Position} FROM {Gone}";
    }

    /// <summary>Of a table with changes, the keys whose last change is no delete.</summary>
    private string LiveSql(string table) => plan.Step.Table.Strategy == SourceStrategy.Changes
        ? $"SELECT {KeyList} FROM ({table}) GROUP BY {KeyList} "
            + $"HAVING arg_max({ChangeFields.Change}, {ChangeFields.Position}) "
            + $"<> {SqlText.Literal(ChangeFields.Delete)}"
        : $"SELECT {KeyList} FROM ({table})";

    /// <summary>The key as the table writes its columns.</summary>
    public static IReadOnlyList<string> KeysOf(ExtractionPlan plan) =>
    [
        .. plan.Step.Table.Key.Select(key => plan.Target!.Fields.Select(field => field.Name).FirstOrDefault(
            name => name.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? key),
    ];
}
