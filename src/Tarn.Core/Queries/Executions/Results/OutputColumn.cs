using Tarn.Engine;
using Tarn.Engine.Types;

namespace Tarn.Queries.Executions.Results;

/// <summary>A column of a result, as Athena describes columns.</summary>
/// <param name="Name">As in the header.</param>
/// <param name="Type">The base name: <c>array</c>, <c>row</c>, <c>decimal</c>; <c>float</c> for real.</param>
/// <param name="Precision">Of decimals the digits; else a number that Athena gives for the type.</param>
/// <param name="Scale">Of decimals; else 0.</param>
public sealed record OutputColumn(string Name, string Type, int Precision, int Scale)
{
    private const int DecimalPrecisionMax = 38;
    private const int UnsignedBigIntPrecision = 20;

    public bool IsCaseSensitive => Type is "varchar" or "char";

    public static OutputColumn Text(string name) => new(name, "varchar", int.MaxValue, 0);

    /// <summary>The one that says how many rows a statement wrote.</summary>
    public static OutputColumn RowsWritten { get; } = new("rows", "bigint", 19, 0);

    public static OutputColumn Of(ResultColumn column)
    {
        EngineType type = column.Type;
        (string name, int precision, int scale) = type.Kind switch
        {
            EngineTypeKind.Boolean => ("boolean", 0, 0),
            EngineTypeKind.TinyInt => ("tinyint", 3, 0),
            EngineTypeKind.SmallInt or EngineTypeKind.UTinyInt => ("smallint", 5, 0),
            EngineTypeKind.Integer or EngineTypeKind.USmallInt => ("integer", 10, 0),
            EngineTypeKind.BigInt or EngineTypeKind.UInteger => ("bigint", 19, 0),
            EngineTypeKind.UBigInt => ("decimal", UnsignedBigIntPrecision, 0),
            EngineTypeKind.HugeInt or EngineTypeKind.UHugeInt => ("decimal", DecimalPrecisionMax, 0),
            EngineTypeKind.Decimal => ("decimal", type.Precision, type.Scale),
            EngineTypeKind.Float => ("float", 17, 0),
            EngineTypeKind.Double => ("double", 17, 0),
            EngineTypeKind.Blob => ("varbinary", 1_073_741_824, 0),
            EngineTypeKind.Date => ("date", 0, 0),
            EngineTypeKind.Time or EngineTypeKind.TimeNs => ("time", 3, 0),
            EngineTypeKind.TimeTz => ("time with time zone", 3, 0),
            EngineTypeKind.Timestamp or EngineTypeKind.TimestampS or EngineTypeKind.TimestampMs
                or EngineTypeKind.TimestampNs => ("timestamp", 3, 0),
            EngineTypeKind.TimestampTz => ("timestamp with time zone", 3, 0),
            EngineTypeKind.Interval => ("interval day to second", 0, 0),
            EngineTypeKind.List or EngineTypeKind.Array => ("array", 0, 0),
            EngineTypeKind.Map => ("map", 0, 0),
            EngineTypeKind.Struct => ("row", 0, 0),
            EngineTypeKind.Uuid => ("uuid", 0, 0),
            EngineTypeKind.SqlNull => ("unknown", 0, 0),
            _ when type.Alias == "JSON" => ("json", 0, 0),
            _ => ("varchar", int.MaxValue, 0),
        };
        return new OutputColumn(column.Name, name, precision, scale);
    }
}
