using Tarn.Catalog;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>
/// The <c>columns:</c> of a raw table: <c>name: type</c>, or a map with the other names it has in files.
/// </summary>
internal sealed class FileColumnBinder(BindingContext context)
{
    private static readonly string[] Reserved =
        [FileTableColumns.File, FileTableColumns.Row, FileTableColumns.Malformed];

    private readonly Dictionary<string, SourceLocation> _spellings = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<FileColumn> Bind(YamlNode.Map? map)
    {
        List<FileColumn> columns = [];
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            if (IsName(entry.Key) && BindColumn(entry) is { } column)
            {
                columns.Add(column);
            }
        }

        if (map is { Entries.Count: 0 })
        {
            context.Diagnostics.Error(
                ErrorCodes.MissingKey, map.Location, "columns is empty", "needs at least one column");
        }

        return columns;
    }

    private bool IsName(YamlNode.Scalar name)
    {
        if (Reserved.Contains(name.Value, StringComparer.OrdinalIgnoreCase))
        {
            context.BadValue(
                name.Location, $"column name '{name.Value}' is reserved", "every raw table has this column");
            return false;
        }

        return NameRules.IsNewColumn(context, name) && IsFirst(name);
    }

    /// <summary>A file's column must belong to one column of the table, whatever its case.</summary>
    private bool IsFirst(YamlNode.Scalar spelling)
    {
        if (_spellings.TryAdd(spelling.Value, spelling.Location))
        {
            return true;
        }

        context.Diagnostics.Error(
            ErrorCodes.BadValue,
            spelling.Location,
            $"column name '{Shown.Text(spelling.Value)}' is used twice",
            "and again here",
            _spellings[spelling.Value],
            "names are compared ignoring case");
        return false;
    }

    private FileColumn? BindColumn(YamlEntry entry)
    {
        string name = entry.Key.Value;
        if (entry.Value is YamlNode.Scalar { IsNull: false } shortForm)
        {
            return ColumnTypes.Check(shortForm, context) is { } only
                ? new FileColumn { Name = name, EngineType = only }
                : null;
        }

        if (entry.Value is not YamlNode.Map map)
        {
            context.BadValue(
                entry.Key.Location,
                $"column '{name}' must have a type, found {entry.Value.Kind}",
                $"expected '{name}: bigint'");
            return null;
        }

        MapReader reader = new(map, context, $"column '{name}'", entry.Key.Location);
        YamlNode.Scalar? typeText = reader.RequiredText("type", "bigint, double, varchar, timestamp, …");
        string? type = typeText is null ? null : ColumnTypes.Check(typeText, context);
        List<string> from = [];
        foreach (YamlNode.Scalar spelling in reader.Texts("from"))
        {
            bool isOwnName = string.Equals(spelling.Value, name, StringComparison.OrdinalIgnoreCase);
            if (isOwnName || (NameRules.IsColumn(context, spelling) && IsFirst(spelling)))
            {
                from.Add(spelling.Value);
            }
        }

        string? description = reader.Text("description")?.Value;
        reader.RefuseUnknownKeys();
        return type is null
            ? null
            : new FileColumn { Name = name, EngineType = type, From = from, Description = description };
    }
}
