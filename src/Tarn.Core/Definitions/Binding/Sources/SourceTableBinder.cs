using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Sources;

namespace Tarn.Definitions.Binding.Sources;

/// <summary>The <c>tables:</c> of a source.</summary>
internal sealed class SourceTableBinder(BindingContext context)
{
    private const string DefaultDatabase = "raw";

    private static readonly (string, bool)[] Loads = [("full", false), ("incremental", true)];

    private static readonly (string, SourceStrategy)[] Strategies =
    [
        ("append", SourceStrategy.Append),
        ("changes", SourceStrategy.Changes),
        ("merge", SourceStrategy.Merge),
        ("overwrite", SourceStrategy.Overwrite),
    ];

    private static readonly (string, SchemaChange)[] SchemaChanges =
        [("add", SchemaChange.Add), ("fail", SchemaChange.Fail), ("quarantine", SchemaChange.Quarantine)];

    private static readonly (string, DeleteDetection)[] Detections =
        [("none", DeleteDetection.None), ("keys", DeleteDetection.Keys)];

    /// <summary>The tables of which it is known what they fill.</summary>
    public IReadOnlyList<SourceTable> Bind(YamlNode.Map? map)
    {
        List<SourceTable> tables = [];
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            YamlNode.Map? settings = entry.Value switch
            {
                YamlNode.Map found => found,
                YamlNode.Scalar { IsNull: true } => new YamlNode.Map([], entry.Key.Location),
                _ => null,
            };
            if (settings is null)
            {
                context.BadValue(
                    entry.Value.Location,
                    $"table '{Shown.Text(entry.Key.Value)}' must be a map, found {entry.Value.Kind}",
                    "for example {into: raw.orders, load: full}");
            }
            else if (BindTable(entry.Key, settings) is { } table)
            {
                tables.Add(table);
            }
        }

        return tables;
    }

    private SourceTable? BindTable(YamlNode.Scalar name, YamlNode.Map map)
    {
        MapReader reader = new(map, context, $"table '{Shown.Text(name.Value)}'", name.Location);
        (TableName Name, SourceLocation Place)? into = Into(name, reader);
        YamlNode.Scalar? query = reader.Find("query") is null ? null : reader.RequiredSql("query", "a SELECT");
        SourceIncrement? increment = new SourceIncrementBinder(context).Bind(reader);
        bool isIncremental = reader.Word("load", Loads) ?? increment is not null;
        (IReadOnlyList<string> include, IReadOnlyList<string> exclude) = Columns(reader);
        SourceTable table = new()
        {
            Name = name.Value,
            Query = query?.Value,
            Into = into?.Name ?? new TableName("", ""),
            Increment = increment,
            Strategy = reader.Word("strategy", Strategies)
                ?? (isIncremental ? SourceStrategy.Changes : SourceStrategy.Overwrite),
            Key = ColumnLists.Names(reader.Texts("key"), context),
            Include = include,
            Exclude = exclude,
            OnSchemaChange = reader.Word("on_schema_change", SchemaChanges) ?? SchemaChange.Add,
            Place = into?.Place ?? name.Location,
        };
        table = table with { Deletes = reader.Word("deletes", Detections) ?? UsualDetection(table) };
        reader.RefuseUnknownKeys();
        new SourceTableRules(context, reader).Check(table, isIncremental);
        return into is null ? null : table;
    }

    /// <summary>Deletes are noticed where the strategy promises it, or where it costs little.</summary>
    private static DeleteDetection UsualDetection(SourceTable table) => table switch
    {
        { Increment: null or SourceIncrement.Slot } or { Key.Count: 0 } => DeleteDetection.None,
        { Strategy: SourceStrategy.Merge } => DeleteDetection.Keys,
        { Strategy: SourceStrategy.Changes, Increment: SourceIncrement.Transactions } => DeleteDetection.Keys,
        _ => DeleteDetection.None,
    };

    private (TableName, SourceLocation)? Into(YamlNode.Scalar name, MapReader reader)
    {
        if (reader.Text("into") is { } text)
        {
            return NameRules.Table(context, text) is { } table ? (table, text.Location) : null;
        }

        string last = name.Value[(name.Value.LastIndexOf('.') + 1)..].ToLowerInvariant();
        if (TableName.TryParse($"{DefaultDatabase}.{last}", out TableName? usual) && usual.QuarantineOf is null)
        {
            return (usual, name.Location);
        }

        context.Diagnostics.Error(
            ErrorCodes.MissingKey,
            name.Location,
            $"table '{Shown.Text(name.Value)}' does not say which table it fills",
            "needs 'into: database.table'",
            $"'{DefaultDatabase}.{Shown.Text(last)}' would be no table name");
        return null;
    }

    private (IReadOnlyList<string> Include, IReadOnlyList<string> Exclude) Columns(MapReader table)
    {
        if (table.Map("columns") is not { } map)
        {
            return ([], []);
        }

        MapReader reader = new(map, context, "columns", table.Place("columns"));
        IReadOnlyList<string> include = ColumnLists.Names(reader.Texts("include"), context);
        IReadOnlyList<string> exclude = ColumnLists.Names(reader.Texts("exclude"), context);
        reader.RefuseUnknownKeys();
        if (include.Count > 0 && exclude.Count > 0)
        {
            context.BadValue(
                reader.Place("exclude"), "columns are both included and excluded", "give one of the two lists");
        }

        return (include, exclude);
    }
}
