using Tarn.Engine;

namespace Tarn.Catalog.Files;

/// <summary>
/// The SELECT that reads files of several shapes as one raw table: one branch for each distinct set of columns, each
/// naming, converting and complaining in its own way.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="options">How it is read.</param>
internal sealed class FileTableScan(FileTableDefinition table, FileScanOptions options)
{
    /// <summary>Of text, which the engine reads in the order of the file.</summary>
    private const string RowNumber = "row_number() OVER () - 1";

    /// <summary>Names of columns of the files that the table does not declare.</summary>
    public IReadOnlyList<string> IgnoredColumns(IReadOnlyList<ProbedFile> files)
    {
        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (FileColumn column in table.Columns)
        {
            known.Add(column.Name);
            known.UnionWith(column.From);
        }

        return
        [
            .. files
                .SelectMany(file => file.Fields)
                .Select(field => field.Name)
                .Where(name => !known.Contains(name))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>SQL for the files; without any, a SELECT of no rows with the declared types.</summary>
    public string Sql(IReadOnlyList<ProbedFile> files)
    {
        if (files.Count == 0)
        {
            return EmptySql();
        }

        if (table.Format == FileTableFormat.Json)
        {
            return string.Join("\nUNION ALL\n", new JsonTableScan(table, options).Branches(files));
        }

        IEnumerable<string> branches = files
            .GroupBy(Shape)
            .Select(group => group.First().Format switch
            {
                FileFormat.Parquet => Parquet([.. group]),
                FileFormat.Csv => Csv(group.First()),
                _ => Lines(group.First()),
            });
        return string.Join("\nUNION ALL\n", branches);
    }

    private string EmptySql()
    {
        IEnumerable<string> columns = table.Columns
            .Select(column => $"CAST(NULL AS {column.EngineType}) AS {SqlText.Identifier(column.Name)}")
            .Append($"CAST(NULL AS VARCHAR) AS {FileTableColumns.File}")
            .Append($"CAST(NULL AS BIGINT) AS {FileTableColumns.Row}")
            .Append($"CAST(NULL AS VARCHAR) AS {FileTableColumns.Malformed}");
        return $"SELECT {string.Join(", ", columns)} WHERE false";
    }

    /// <summary>
    /// Parquet files with the same columns share a branch; rows of a text file are numbered, so it has its own.
    /// </summary>
    private static string Shape(ProbedFile file) => file.Format != FileFormat.Parquet || !IsPlain(file)
        ? $"key {file.Object.Key}"
        : "fields " + string.Join('\u0001', file.Fields.Select(field => $"{field.Name}\u0002{field.EngineType}"));

    private string Parquet(IReadOnlyList<ProbedFile> files)
    {
        List<ColumnMatch> matches = Match(files[0], index => SqlText.Identifier(files[0].Fields[index].Name));
        string paths = options.ListSql([.. files.Select(file => file.EnginePath)]);
        return Select(matches, KeyOf(files[0]), "file_row_number")
            + $" FROM read_parquet({paths}, hive_partitioning=false)";
    }

    private string Csv(ProbedFile file)
    {
        List<ColumnMatch> matches = Match(file, index => $"c{index}");
        IEnumerable<string> columns = Enumerable.Range(0, file.Fields.Count).Select(index => $"'c{index}': 'VARCHAR'");
        string nulls = SqlText.List(table.Csv.NullValues.Prepend("").Select(SqlText.Literal));
        string quote = SqlText.Literal(table.Csv.Quote);
        return Select(matches, SqlText.Literal(file.Object.Key), RowNumber)
            + $" FROM read_csv({SqlText.Paths([file.EnginePath])}, auto_detect=false, header=true, "
            + $"columns={{{string.Join(", ", columns)}}}, delim={SqlText.Literal(file.Delimiter.ToString())}, "
            + $"quote={quote}, escape={quote}, encoding={SqlText.Literal(table.Csv.Encoding)}, nullstr=[{nulls}], "
            + "strict_mode=true, store_rejects=true, rejects_limit=0, hive_partitioning=false)";
    }

    private string Lines(ProbedFile file)
    {
        List<ColumnMatch> matches = [.. table.Columns.Select(column => LineScan.Match(table, column))];
        return Select(matches, SqlText.Literal(file.Object.Key), RowNumber)
            + $" FROM {LineScan.TextFrom(table, file)}";
    }

    /// <summary>The object's key: the engine's path without the bucket's directory.</summary>
    private static string KeyOf(ProbedFile file)
    {
        if (!IsPlain(file))
        {
            return SqlText.Literal(file.Object.Key);
        }

        int keyStart = CodePoints(file.EnginePath) - CodePoints(file.Object.Key) + 1;
        return $"substr(filename, {keyStart})";
    }

    /// <summary>False for the file of a key that cannot be a path.</summary>
    private static bool IsPlain(ProbedFile file) =>
        file.EnginePath.EndsWith("/" + file.Object.Key, StringComparison.Ordinal);

    /// <summary>Length as the engine's substr counts it.</summary>
    private static int CodePoints(string text) => text.EnumerateRunes().Count();

    private List<ColumnMatch> Match(ProbedFile file, Func<int, string> source)
    {
        Dictionary<string, int> positions = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < file.Fields.Count; i++)
        {
            positions.TryAdd(file.Fields[i].Name, i);
        }

        return [.. table.Columns.Select(column =>
        {
            string? name = column.From.Prepend(column.Name).FirstOrDefault(positions.ContainsKey);
            return name is null
                ? new ColumnMatch(column, null, null)
                : new ColumnMatch(column, source(positions[name]), file.Fields[positions[name]].EngineType);
        })];
    }

    private string Select(List<ColumnMatch> matches, string key, string row)
    {
        IEnumerable<string> columns = matches
            .Select(match => $"{match.Value} AS {SqlText.Identifier(match.Column.Name)}")
            .Append($"{key} AS {FileTableColumns.File}")
            .Append($"{row} AS {FileTableColumns.Row}")
            .Append($"{ColumnMatch.Complaints(matches, options.QuotesValues)} AS {FileTableColumns.Malformed}");
        return $"SELECT {string.Join(", ", columns)}";
    }
}
