using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>One file of models/ → <see cref="ModelDraft"/>.</summary>
internal sealed class ModelFileBinder(BindingContext context)
{
    private const string DefaultJob = "default";
    private const int TriesAllowedMax = 1000;

    private static readonly (string, Materialization)[] Materializations =
    [
        ("table", Materialization.Table),
        ("incremental", Materialization.Incremental),
        ("view", Materialization.View),
    ];

    private static readonly (string, Strategy)[] Strategies =
    [
        ("append", Strategy.Append),
        ("merge", Strategy.Merge),
        ("delete_insert", Strategy.DeleteInsert),
        ("insert_overwrite", Strategy.InsertOverwrite),
    ];

    /// <summary>The draft, or null when there is no telling which table the file fills.</summary>
    public ModelDraft? Bind(SourceText source)
    {
        if (FrontMatter.Find(source, context.Diagnostics) is not { } parts
            || new YamlReader(source, context.Diagnostics).ReadMap(parts.YamlStart, parts.YamlEnd) is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "the model", map.Entries.Count > 0 ? map.Location : source.Locate(0));
        YamlNode.Scalar? tableText = reader.Text("table") ?? FromPath(source, reader);
        TableName? table = tableText is null ? null : NameRules.Table(context, tableText);
        YamlNode.Scalar? job = reader.Text("job");
        bool isJob = job is not null && NameRules.IsLabel(context, "job", job);
        ModelDefinition definition = new()
        {
            Table = table ?? new TableName("", ""),
            Job = isJob ? job!.Value : DefaultJob,
            Description = reader.Text("description")?.Value,
            Owner = reader.Text("owner")?.Value,
            Tags = [.. reader.Texts("tags").Select(tag => tag.Value)],
            Materialized = reader.Word("materialized", Materializations) ?? Materialization.Table,
            Strategy = reader.Word("strategy", Strategies) ?? Strategy.Append,
            Dialect = reader.Word("dialect", DialectWords.All),
            PartitionBy = ColumnLists.Names(reader.Texts("partition_by"), context),
            UniqueKey = ColumnLists.Names(reader.Texts("unique_key"), context),
            Bookmark = Bookmark(reader),
            OnArrival = new ArrivalBinder(context, reader).Bind(),
            TriesMax = (int)(reader.Whole("max_tries", min: 1, TriesAllowedMax) ?? ModelDefinition.DefaultTriesMax),
            Deduplicate = new DeduplicationBinder(context, reader).Bind(),
            Parameters = new ModelParametersBinder(context).Bind(reader.Map("parameters")),
            Private = new PrivateColumnsBinder(context, reader).Bind(),
            DeletedWhen = DeletedWhen(reader)?.Value,
            LatestBy = reader.Text("latest_by")?.Value,
            Sql = source.Text[parts.SqlStart..parts.SqlEnd],
            SqlStart = source.Locate(parts.SqlStart),
            Inputs = [],
        };

        CheckBinder checks = new(context);
        definition = definition with
        {
            Checks = checks.Bind(reader.Find("checks")),
            Columns = new ColumnDescriptions(context).Bind(reader.Map("columns")),
        };
        reader.RefuseUnknownKeys();
        new ModelKeyRules(context, reader).Check(definition);
        return table is null
            ? null
            : new ModelDraft(
                definition, tableText!.Location, BookmarkPlace(reader), checks.References.With(DeletedWhen(reader)));
    }

    private TableName? Bookmark(MapReader reader) =>
        reader.Text("bookmark") is { } bookmark ? NameRules.Table(context, bookmark) : null;

    private static YamlNode.Scalar? DeletedWhen(MapReader reader) => reader.Find("deleted_when") is null
        ? null
        : reader.RequiredSql("deleted_when", "a condition over the model's columns");

    private static SourceLocation BookmarkPlace(MapReader reader) =>
        reader.Find("bookmark")?.Location ?? reader.Place("materialized");

    /// <summary>models/DATABASE/TABLE.sql names DATABASE.TABLE.</summary>
    private YamlNode.Scalar? FromPath(SourceText source, MapReader reader)
    {
        string[] segments = source.File.Split('/');
        if (segments is ["models", var database, var fileName])
        {
            return new YamlNode.Scalar(
                $"{database}.{Path.GetFileNameWithoutExtension(fileName)}", ScalarStyle.Quoted, reader.Owner);
        }

        context.Diagnostics.Error(
            ErrorCodes.MissingKey,
            reader.Owner,
            "the model does not say which table it fills",
            "needs 'table: database.table'",
            "only the path models/DATABASE/TABLE.sql names a table by itself");
        return null;
    }
}
