using System.Runtime.InteropServices;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Types;

/// <summary>Makes DuckDB's logical types out of ours.</summary>
internal static class LogicalTypeFactory
{
    public static LogicalTypeHandle Create(EngineType type)
    {
        LogicalTypeHandle handle = type.Kind switch
        {
            EngineTypeKind.Decimal => NativeMethods.CreateDecimalType((byte)type.Precision, (byte)type.Scale),
            EngineTypeKind.Enum => CreateEnum(type),
            EngineTypeKind.List => WithChild(type, NativeMethods.CreateListType),
            EngineTypeKind.Array =>
                WithChild(type, child => NativeMethods.CreateArrayType(child, (ulong)type.ArrayLength)),
            EngineTypeKind.Map => CreateMap(type),
            EngineTypeKind.Struct => WithFields(type, NativeMethods.CreateStructType),
            EngineTypeKind.Union => WithFields(type, NativeMethods.CreateUnionType),
            _ => NativeMethods.CreateLogicalType((NativeTypeId)type.Kind),
        };
        if (type.Alias is not null)
        {
            NativeMethods.LogicalTypeSetAlias(handle, type.Alias);
        }

        return handle;
    }

    private delegate LogicalTypeHandle FieldsFunction(ReadOnlySpan<nint> types, ReadOnlySpan<nint> names, ulong count);

    private static LogicalTypeHandle WithChild(EngineType type, Func<LogicalTypeHandle, LogicalTypeHandle> create)
    {
        using LogicalTypeHandle child = Create(type.Element);
        return create(child);
    }

    private static LogicalTypeHandle CreateMap(EngineType type)
    {
        using LogicalTypeHandle key = Create(type.Children[0].Type);
        using LogicalTypeHandle value = Create(type.Children[1].Type);
        return NativeMethods.CreateMapType(key, value);
    }

    private static LogicalTypeHandle CreateEnum(EngineType type)
    {
        nint[] names = [.. type.EnumValues.Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            return NativeMethods.CreateEnumType(names, (ulong)names.Length);
        }
        finally
        {
            Array.ForEach(names, Marshal.FreeCoTaskMem);
        }
    }

    private static LogicalTypeHandle WithFields(EngineType type, FieldsFunction create)
    {
        nint[] names = [.. type.Children.Select(field => Marshal.StringToCoTaskMemUTF8(field.Name))];
        LogicalTypeHandle[] types = [.. type.Children.Select(field => Create(field.Type))];
        try
        {
            nint[] pointers = [.. types.Select(handle => handle.DangerousGetHandle())];
            return create(pointers, names, (ulong)names.Length);
        }
        finally
        {
            Array.ForEach(names, Marshal.FreeCoTaskMem);
            Array.ForEach(types, handle => handle.Dispose());
        }
    }
}
