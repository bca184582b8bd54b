using Tarn.Native.DuckDb;

namespace Tarn.Engine.Types;

/// <summary>Turns DuckDB's logical types into ours.</summary>
internal static class LogicalTypes
{
    public static EngineType Read(LogicalTypeHandle type)
    {
        EngineTypeKind kind = (EngineTypeKind)NativeMethods.GetTypeId(type);
        EngineType plain = kind switch
        {
            EngineTypeKind.Decimal =>
                EngineType.Decimal(NativeMethods.DecimalWidth(type), NativeMethods.DecimalScale(type)),
            EngineTypeKind.Enum => EngineType.Enum(ReadEnumValues(type)),
            EngineTypeKind.List => EngineType.List(ReadAndDispose(NativeMethods.ListTypeChildType(type))),
            EngineTypeKind.Array => EngineType.Array(
                ReadAndDispose(NativeMethods.ArrayTypeChildType(type)),
                checked((int)NativeMethods.ArrayTypeArraySize(type))),
            EngineTypeKind.Map => EngineType.Map(
                ReadAndDispose(NativeMethods.MapTypeKeyType(type)),
                ReadAndDispose(NativeMethods.MapTypeValueType(type))),
            EngineTypeKind.Struct => EngineType.Struct(ReadFields(type)),
            EngineTypeKind.Union => EngineType.Union(ReadMembers(type)),
            _ => new EngineType(kind),
        };
        return NativeMethods.LogicalTypeGetAlias(type) is { Length: > 0 } alias ? plain with { Alias = alias } : plain;
    }

    public static EngineType ReadAndDispose(LogicalTypeHandle type)
    {
        using (type)
        {
            return Read(type);
        }
    }

    private static string[] ReadEnumValues(LogicalTypeHandle type)
    {
        string[] values = new string[NativeMethods.EnumDictionarySize(type)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = NativeMethods.EnumDictionaryValue(type, (ulong)i)!;
        }

        return values;
    }

    private static EngineTypeField[] ReadFields(LogicalTypeHandle type)
    {
        EngineTypeField[] fields = new EngineTypeField[NativeMethods.StructTypeChildCount(type)];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = new EngineTypeField(
                NativeMethods.StructTypeChildName(type, (ulong)i)!,
                ReadAndDispose(NativeMethods.StructTypeChildType(type, (ulong)i)));
        }

        return fields;
    }

    private static EngineTypeField[] ReadMembers(LogicalTypeHandle type)
    {
        EngineTypeField[] members = new EngineTypeField[NativeMethods.UnionTypeMemberCount(type)];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = new EngineTypeField(
                NativeMethods.UnionTypeMemberName(type, (ulong)i)!,
                ReadAndDispose(NativeMethods.UnionTypeMemberType(type, (ulong)i)));
        }

        return members;
    }
}
