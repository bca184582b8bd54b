using Tarn.Engine;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Checkpoints;

/// <summary>
/// Statistics that a checkpoint holds as columns (<c>stats_parsed</c>) and as text no more
/// (<c>delta.checkpoint.writeStatsAsJson = false</c>), for a table's schema; fields go by physical name.
/// </summary>
internal sealed class ParsedStatistics
{
    private readonly IReadOnlyList<DeltaField> _columns;

    /// <param name="columns">Of the data files: without partition columns.</param>
    public ParsedStatistics(IReadOnlyList<DeltaField> columns)
    {
        _columns = columns;
        List<string> fields = ["numRecords BIGINT", "tightBounds BOOLEAN"];
        AddType(fields, "minValues", Types(columns, bounds: true));
        AddType(fields, "maxValues", Types(columns, bounds: true));
        AddType(fields, "nullCount", Types(columns, bounds: false));
        Type = $"STRUCT({SqlText.List(fields)})";
    }

    /// <summary>The type to read the column as; the engine casts what was written before a type was widened.</summary>
    public string Type { get; }

    /// <summary>SQL for the protocol's JSON text of the struct.</summary>
    public string ToJson(string statistics)
    {
        List<string> fields = [$"numRecords := {statistics}.numRecords", $"tightBounds := {statistics}.tightBounds"];
        AddValue(fields, "minValues", Values(_columns, $"{statistics}.minValues", bounds: true));
        AddValue(fields, "maxValues", Values(_columns, $"{statistics}.maxValues", bounds: true));
        AddValue(fields, "nullCount", Values(_columns, $"{statistics}.nullCount", bounds: false));
        return $"CASE WHEN {statistics}.numRecords IS NOT NULL "
            + $"THEN CAST(to_json(struct_pack({SqlText.List(fields)})) AS VARCHAR) END";
    }

    private static void AddType(List<string> fields, string name, List<string> inner)
    {
        if (inner.Count > 0)
        {
            fields.Add($"{name} STRUCT({SqlText.List(inner)})");
        }
    }

    private static void AddValue(List<string> fields, string name, List<string> inner)
    {
        if (inner.Count > 0)
        {
            fields.Add($"{name} := struct_pack({SqlText.List(inner)})");
        }
    }

    private static List<string> Types(IReadOnlyList<DeltaField> columns, bool bounds)
    {
        List<string> fields = [];
        foreach (DeltaField column in columns)
        {
            string name = SqlText.Identifier(column.StoredName);
            if (column.Type is DeltaType.Struct structure)
            {
                AddType(fields, name, Types(structure.Fields, bounds));
            }
            else if (!bounds)
            {
                fields.Add($"{name} BIGINT");
            }
            else if (BoundType(column.Type) is string type)
            {
                fields.Add($"{name} {type}");
            }
        }

        return fields;
    }

    private static List<string> Values(IReadOnlyList<DeltaField> columns, string parent, bool bounds)
    {
        List<string> fields = [];
        foreach (DeltaField column in columns)
        {
            string name = SqlText.Identifier(column.StoredName);
            string value = $"{parent}.{name}";
            if (column.Type is DeltaType.Struct structure)
            {
                AddValue(fields, name, Values(structure.Fields, value, bounds));
            }
            else if (!bounds)
            {
                fields.Add($"{name} := {value}");
            }
            else if (BoundType(column.Type) is not null)
            {
                fields.Add($"{name} := {Bound(column.Type, value)}");
            }
        }

        return fields;
    }

    /// <summary>Null for types that have no bounds.</summary>
    private static string? BoundType(DeltaType type) => type switch
    {
        DeltaType.Decimals => type.ToEngineType(),
        DeltaType.Primitive { Name: PrimitiveTypes.Timestamp } => "TIMESTAMP",
        DeltaType.Primitive
        {
            Name: "byte" or "short" or "integer" or "long" or "float" or "double" or "date"
            or PrimitiveTypes.Text or PrimitiveTypes.TimestampNtz
        } => type.ToEngineType(),
        _ => null,
    };

    /// <summary>In the form the protocol has for the type: timestamps cut to milliseconds, no NaN.</summary>
    private static string Bound(DeltaType type, string value) => type switch
    {
        DeltaType.Primitive { Name: "float" or "double" } => $"CASE WHEN isfinite({value}) THEN {value} END",
        DeltaType.Primitive { Name: PrimitiveTypes.Timestamp } => $"strftime({value}, '%Y-%m-%dT%H:%M:%S.%gZ')",
        DeltaType.Primitive { Name: PrimitiveTypes.TimestampNtz } => $"strftime({value}, '%Y-%m-%dT%H:%M:%S.%g')",
        _ => value,
    };
}
