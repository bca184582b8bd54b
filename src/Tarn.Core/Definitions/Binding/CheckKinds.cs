using System.Globalization;
using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>One method per kind of check. Each returns null after reporting what is wrong.</summary>
internal sealed class CheckKinds(BindingContext context)
{
    public static readonly IReadOnlyList<string> Names =
    [
        "not_null", "unique", "range", "accepted_values", "relationships", "row_count", "freshness", "sql",
    ];

    private readonly List<(TableName, SourceLocation)> _tables = [];
    private readonly List<YamlNode.Scalar> _conditions = [];

    public CheckReferences References => new(_tables, _conditions);

    public CheckDefinition? Bind(YamlEntry entry)
    {
        string kind = entry.Key.Value;
        if (!Names.Contains(kind))
        {
            context.Diagnostics.Error(
                ErrorCodes.UnknownKey,
                entry.Key.Location,
                $"unknown check '{Shown.Text(kind)}'",
                Suggestion.DidYouMean(kind, Names),
                $"kinds: {Shown.List(Names)}");
            return null;
        }

        if (kind is "not_null" or "unique")
        {
            return BindColumns(entry);
        }

        if (entry.Value is not YamlNode.Map map)
        {
            context.BadValue(
                entry.Value.Location,
                $"check '{kind}' must be a map, found {entry.Value.Kind}",
                "expected a map of options");
            return null;
        }

        MapReader reader = new(map, context, $"check '{kind}'", entry.Key.Location);
        CheckDefinition? check = kind switch
        {
            "range" => BindRange(reader),
            "accepted_values" => BindAcceptedValues(reader),
            "relationships" => BindRelationships(reader),
            "row_count" => BindRowCount(reader),
            "freshness" => BindFreshness(reader),
            _ => BindSql(reader),
        };
        reader.RefuseUnknownKeys();
        return check;
    }

    private CheckDefinition? BindColumns(YamlEntry entry)
    {
        string kind = entry.Key.Value;
        YamlEntry listForm = entry with { Key = entry.Key with { Value = "columns" } };
        YamlNode.Map map = entry.Value as YamlNode.Map ?? new YamlNode.Map([listForm], entry.Key.Location);
        MapReader reader = new(map, context, $"check '{kind}'", entry.Key.Location);
        IReadOnlyList<YamlNode.Scalar> named = reader.RequiredTexts("columns", "one column or a list");
        IReadOnlyList<string> columns = ColumnLists.Names(named, context);
        CheckOptions options = CheckOptions.Read(reader, context);
        reader.RefuseUnknownKeys();
        if (columns.Count == 0)
        {
            return null;
        }

        string name = options.Name ?? NameOf(kind, columns);
        return kind == "unique"
            ? new CheckDefinition.Unique(columns) { Name = name, OnFail = options.OnFail, Location = reader.Owner }
            : new CheckDefinition.NotNull(columns) { Name = name, OnFail = options.OnFail, Location = reader.Owner };
    }

    private CheckDefinition.Range? BindRange(MapReader reader)
    {
        string? column = Column(reader);
        YamlNode.Scalar? min = reader.Text("min");
        YamlNode.Scalar? max = reader.Text("max");
        CheckOptions options = CheckOptions.Read(reader, context);
        NeedsBound(reader, min is not null || max is not null);
        if (min is not null && max is not null && IsBelow(max, min))
        {
            context.BadValue(max.Location, $"max {max.Value} is below min {min.Value}", "no value is in this range");
        }

        return column is null ? null : new CheckDefinition.Range(column, Literal(min), Literal(max))
        {
            Name = options.Name ?? NameOf("range", [column]),
            OnFail = options.OnFail,
            Location = reader.Owner,
        };
    }

    private CheckDefinition.AcceptedValues? BindAcceptedValues(MapReader reader)
    {
        string? column = Column(reader);
        IReadOnlyList<YamlNode.Scalar> values = reader.RequiredTexts("values", "one value or a list");
        CheckOptions options = CheckOptions.Read(reader, context);
        return column is null ? null : new CheckDefinition.AcceptedValues(column, [.. values.Select(SqlLiterals.Of)])
        {
            Name = options.Name ?? NameOf("accepted_values", [column]),
            OnFail = options.OnFail,
            Location = reader.Owner,
        };
    }

    private CheckDefinition.Relationships? BindRelationships(MapReader reader)
    {
        string? column = Column(reader);
        YamlNode.Scalar? to = reader.RequiredText("to", "database.table.column");
        CheckOptions options = CheckOptions.Read(reader, context);
        if (column is null || to is null)
        {
            return null;
        }

        string[] parts = to.Value.Split('.', 3);
        if (parts.Length != 3
            || parts[2].Length == 0
            || !TableName.TryParse($"{parts[0]}.{parts[1]}", out TableName? table))
        {
            context.BadValue(to.Location, $"to is '{Shown.Text(to.Value)}'", "expected database.table.column");
            return null;
        }

        _tables.Add((table, to.Location));
        return new CheckDefinition.Relationships(column, table, parts[2])
        {
            Name = options.Name ?? NameOf("relationships", [column]),
            OnFail = options.OnFail,
            Location = reader.Owner,
        };
    }

    private CheckDefinition.RowCount BindRowCount(MapReader reader)
    {
        long? min = reader.Whole("min", 0, long.MaxValue);
        long? max = reader.Whole("max", 0, long.MaxValue);
        CheckOptions options = CheckOptions.Read(reader, context);
        options.RefuseRowOutcomes(reader, context);
        NeedsBound(reader, reader.Find("min") is not null || reader.Find("max") is not null);
        if (max < min)
        {
            context.BadValue(
                reader.Find("max")!.Location, $"max {max} is below min {min}", "no number is in this range");
        }

        return new CheckDefinition.RowCount(min, max)
        {
            Name = options.Name ?? "row_count",
            OnFail = options.OnFail,
            Location = reader.Owner,
        };
    }

    private CheckDefinition.Freshness? BindFreshness(MapReader reader)
    {
        string? column = Column(reader);
        TimeSpan? ageMax = reader.DurationAt("max_age", context);
        CheckOptions options = CheckOptions.Read(reader, context);
        options.RefuseRowOutcomes(reader, context);
        return column is null || ageMax is null ? null : new CheckDefinition.Freshness(column, ageMax.Value)
        {
            Name = options.Name ?? NameOf("freshness", [column]),
            OnFail = options.OnFail,
            Location = reader.Owner,
        };
    }

    private CheckDefinition.Sql? BindSql(MapReader reader)
    {
        bool isNamed = reader.Require("name", "what a row is that passes, such as dropoff_after_pickup") is not null;
        YamlNode.Scalar? where = reader.RequiredSql("where", "a condition that is true for bad rows");
        CheckOptions options = CheckOptions.Read(reader, context);
        if (where is null || !isNamed || options.Name is null)
        {
            return null;
        }

        _conditions.Add(where);
        return new CheckDefinition.Sql(where.Value.Trim())
        {
            Name = options.Name,
            OnFail = options.OnFail,
            Location = reader.Owner,
        };
    }

    private string? Column(MapReader reader) =>
        reader.RequiredText("column", "a column of the model") is { } column && NameRules.IsColumn(context, column)
            ? column.Value
            : null;

    private void NeedsBound(MapReader reader, bool hasBound)
    {
        if (!hasBound)
        {
            context.Diagnostics.Error(
                ErrorCodes.MissingKey,
                reader.Owner,
                $"{reader.What} has no 'min' and no 'max'",
                "needs at least one of them");
        }
    }

    private static bool IsBelow(YamlNode.Scalar left, YamlNode.Scalar right) =>
        SqlLiterals.IsNumber(left)
        && SqlLiterals.IsNumber(right)
        && Number(left) < Number(right);

    private static double Number(YamlNode.Scalar scalar) => double.Parse(scalar.Value, CultureInfo.InvariantCulture);

    private static string? Literal(YamlNode.Scalar? scalar) => scalar is null ? null : SqlLiterals.Of(scalar);

    /// <summary>Kind and columns, with '_' for what a check's name cannot have.</summary>
    private static string NameOf(string kind, IReadOnlyList<string> columns) =>
        string.Concat(string.Join('_', columns.Prepend(kind))
            .Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
}
