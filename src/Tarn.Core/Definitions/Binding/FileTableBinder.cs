using Tarn.Catalog;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>The <c>tables:</c> of lake.yaml: raw tables over files in place.</summary>
internal sealed class FileTableBinder(BindingContext context, IReadOnlyList<ZoneDefinition> zones)
{
    private static readonly string[] Extensions = [".parquet", ".csv", ".csv.gz", ".tsv"];

    private static readonly (string Text, FileTableFormat Value)[] Formats =
        [("json", FileTableFormat.Json), ("lines", FileTableFormat.Lines)];

    private readonly Dictionary<TableName, SourceLocation> _places = [];

    /// <summary>Every table named so far, those with errors too.</summary>
    public IReadOnlyDictionary<TableName, SourceLocation> Places => _places;

    public IReadOnlyList<FileTableDefinition> Bind(YamlNode.Map? map)
    {
        List<FileTableDefinition> tables = [];
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            if (NameRules.Table(context, entry.Key) is not { } name)
            {
                continue;
            }

            _places.Add(name, entry.Key.Location);
            if (entry.Value is not YamlNode.Map table)
            {
                context.BadValue(
                    entry.Value.Location,
                    $"table '{name}' must be a map, found {entry.Value.Kind}",
                    "expected 'files' and 'columns'");
            }
            else if (BindTable(name, entry.Key.Location, table) is { } definition)
            {
                tables.Add(definition);
            }
        }

        return tables;
    }

    private FileTableDefinition? BindTable(TableName name, SourceLocation place, YamlNode.Map map)
    {
        MapReader reader = new(map, context, $"table '{name}'", place);
        string? description = reader.Text("description")?.Value;
        IReadOnlyList<YamlNode.Scalar> files =
            reader.RequiredTexts("files", "one pattern or a list, such as trips/**/*.parquet");
        FileTableFormat format = reader.Word("format", Formats) ?? FileTableFormat.ByExtension;
        CsvFormat csv = new CsvFormatBinder(context).Bind(reader);
        reader.Require("columns", "names with types");
        IReadOnlyList<FileColumn> columns = new FileColumnBinder(context).Bind(reader.Map("columns"));
        reader.RefuseUnknownKeys();

        RequireOneColumn(name, format, columns, reader);
        List<string> patterns = [.. files.Where(file => IsPattern(file, format)).Select(file => file.Value)];
        if (zones.FirstOrDefault(zone => zone.Name == name.Database) is not { } zone)
        {
            ReportZone(name, place);
            return null;
        }

        return new FileTableDefinition
        {
            Name = name,
            Description = description,
            Bucket = zone.Bucket,
            Files = patterns,
            Columns = columns,
            Format = format,
            Csv = csv,
            Location = place,
        };
    }

    private void ReportZone(TableName name, SourceLocation place)
    {
        if (zones.Count > 0)
        {
            ZoneNames.ReportUnknown(context, name, place, zones);
        }
    }

    private void RequireOneColumn(
        TableName name, FileTableFormat format, IReadOnlyList<FileColumn> columns, MapReader reader)
    {
        bool isText = columns is [var column]
            && column.EngineType.Equals("VARCHAR", StringComparison.OrdinalIgnoreCase);
        if (format == FileTableFormat.Lines && columns.Count > 0 && !isText)
        {
            context.BadValue(
                reader.Place("columns"), $"table '{name}' is made of lines", "expected one column of type varchar");
        }
    }

    private bool IsPattern(YamlNode.Scalar file, FileTableFormat format)
    {
        string pattern = file.Value;
        bool isInside = pattern.Length > 0
            && !pattern.StartsWith('/')
            && !pattern.Contains('\\', StringComparison.Ordinal)
            && !pattern.Split('/').Any(segment => segment is "" or "." or "..");
        if (!isInside)
        {
            context.BadValue(
                file.Location,
                $"'{Shown.Text(pattern)}' is not a pattern of keys",
                "expected a key below the zone's bucket",
                "no leading '/', no '..', '/' between segments; '*' stays inside a segment, '**' crosses them");
        }
        else if (format == FileTableFormat.ByExtension
            && !Extensions.Any(extension => pattern.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
        {
            context.BadValue(
                file.Location,
                $"'{Shown.Text(pattern)}' does not say the format of its files",
                "needs an extension at its end",
                $"allowed here: {Shown.List(Extensions)}; other names need the table's 'format'");
            return false;
        }

        return isInside;
    }
}
