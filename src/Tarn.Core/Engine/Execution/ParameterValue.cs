using System.Numerics;
using System.Text;
using Tarn.Engine.Errors;
using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>Makes the engine's values of CLR values, for bound parameters.</summary>
internal static class ParameterValue
{
    /// <exception cref="EngineException">The value does not fit the type, or has none.</exception>
    public static ValueHandle Create(object? value)
    {
        try
        {
            return value is TypedValue typed ? Create(typed.Value, typed.Type) : Create(value, ClrType.Of(value));
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or FormatException)
        {
            throw EngineError.Create(EngineErrorKind.Conversion, $"A parameter cannot be bound: {exception.Message}");
        }
    }

    private static ValueHandle Create(object? value, EngineType type) => value is null or DBNull
        ? NativeMethods.CreateNullValue()
        : type.Kind switch
        {
            EngineTypeKind.Boolean => NativeMethods.CreateBool(ClrValue.To<bool>(value)),
            EngineTypeKind.TinyInt => NativeMethods.CreateInt8(ClrValue.ToNumber<sbyte>(value)),
            EngineTypeKind.SmallInt => NativeMethods.CreateInt16(ClrValue.ToNumber<short>(value)),
            EngineTypeKind.Integer => NativeMethods.CreateInt32(ClrValue.ToNumber<int>(value)),
            EngineTypeKind.BigInt => NativeMethods.CreateInt64(ClrValue.ToNumber<long>(value)),
            EngineTypeKind.HugeInt => NativeMethods.CreateHugeint(ClrValue.ToNumber<Int128>(value)),
            EngineTypeKind.UTinyInt => NativeMethods.CreateUint8(ClrValue.ToNumber<byte>(value)),
            EngineTypeKind.USmallInt => NativeMethods.CreateUint16(ClrValue.ToNumber<ushort>(value)),
            EngineTypeKind.UInteger => NativeMethods.CreateUint32(ClrValue.ToNumber<uint>(value)),
            EngineTypeKind.UBigInt => NativeMethods.CreateUint64(ClrValue.ToNumber<ulong>(value)),
            EngineTypeKind.UHugeInt => NativeMethods.CreateUhugeint(ClrValue.ToNumber<UInt128>(value)),
            EngineTypeKind.Float => NativeMethods.CreateFloat(ClrValue.ToNumber<float>(value)),
            EngineTypeKind.Double => NativeMethods.CreateDouble(ClrValue.ToNumber<double>(value)),
            EngineTypeKind.Decimal => CreateDecimal(ClrValue.ToDecimal(value, type), type),
            EngineTypeKind.Varchar => CreateText(ClrValue.ToText(value)),
            EngineTypeKind.Blob => CreateBlob(ClrValue.To<byte[]>(value)),
            EngineTypeKind.Bit => BytesValue.CreateBit(ClrValue.To<BitString>(value).ToBytes()),
            EngineTypeKind.Bignum => CreateBigNumber(ClrValue.ToInteger(value)),
            EngineTypeKind.Uuid => NativeMethods.CreateUuid(UuidVector.ToBits(ClrValue.To<Guid>(value))),
            EngineTypeKind.Interval => CreateInterval(ClrValue.ToInterval(value)),
            EngineTypeKind.Date or EngineTypeKind.Time or EngineTypeKind.TimeNs or EngineTypeKind.TimeTz
                or EngineTypeKind.Timestamp or EngineTypeKind.TimestampTz or EngineTypeKind.TimestampS
                or EngineTypeKind.TimestampMs or EngineTypeKind.TimestampNs => CreateTemporal(value, type),
            _ => CreateNested(value, type),
        };

    private static ValueHandle CreateTemporal(object value, EngineType type) => type.Kind switch
    {
        EngineTypeKind.Date => NativeMethods.CreateDate(ClrValue.ToDays(value)),
        EngineTypeKind.Time => NativeMethods.CreateTime(ClrValue.ToTimeOfDay(value) / 1000),
        EngineTypeKind.TimeNs => NativeMethods.CreateTimeNs(ClrValue.ToTimeOfDay(value)),
        EngineTypeKind.TimeTz => NativeMethods.CreateTimeTzValue(ClrValue.ToTimeTzBits(value)),
        EngineTypeKind.TimestampS => NativeMethods.CreateTimestampS(ClrValue.ToTimestamp(value, TimestampUnit.Seconds)),
        EngineTypeKind.TimestampMs =>
            NativeMethods.CreateTimestampMs(ClrValue.ToTimestamp(value, TimestampUnit.Milliseconds)),
        EngineTypeKind.TimestampNs =>
            NativeMethods.CreateTimestampNs(ClrValue.ToTimestamp(value, TimestampUnit.Nanoseconds)),
        EngineTypeKind.TimestampTz =>
            NativeMethods.CreateTimestampTz(ClrValue.ToTimestamp(value, TimestampUnit.Microseconds)),
        _ => NativeMethods.CreateTimestamp(ClrValue.ToTimestamp(value, TimestampUnit.Microseconds)),
    };

    private static ValueHandle CreateNested(object value, EngineType type)
    {
        using LogicalTypeHandle handle = LogicalTypeFactory.Create(type);
        switch (type.Kind)
        {
            case EngineTypeKind.Enum:
                return NativeMethods.CreateEnumValue(handle, (ulong)ClrValue.ToEnumIndex(value, type));
            case EngineTypeKind.Union:
                UnionValue union = ClrValue.To<UnionValue>(value);
                int tag = ClrValue.ToMemberIndex(union, type);
                using (ValueHandle member = Create(union.Value, type.Children[tag].Type))
                {
                    return NativeMethods.CreateUnionValue(handle, (ulong)tag, member);
                }

            case EngineTypeKind.Struct:
                IReadOnlyList<KeyValuePair<string, object?>> fields = ClrValue.To<StructValue>(value).Fields;
                using (ValueList values = new(type.Children.Select((field, i) => Create(fields[i].Value, field.Type))))
                {
                    return NativeMethods.CreateStructValue(handle, values.Pointers);
                }

            case EngineTypeKind.Map:
                return CreateMap(ClrValue.To<MapValue>(value), type, handle);
            case EngineTypeKind.List or EngineTypeKind.Array:
                return CreateList(ClrValue.ToElements(value), type);
            default:
                throw new InvalidCastException($"Values of type {type} cannot be bound.");
        }
    }

    private static ValueHandle CreateMap(MapValue map, EngineType type, LogicalTypeHandle handle)
    {
        using ValueList keys = new(map.Entries.Select(entry => Create(entry.Key, type.Children[0].Type)));
        using ValueList values = new(map.Entries.Select(entry => Create(entry.Value, type.Children[1].Type)));
        return NativeMethods.CreateMapValue(handle, keys.Pointers, values.Pointers, (ulong)map.Entries.Count);
    }

    private static ValueHandle CreateList(object?[] elements, EngineType type)
    {
        using LogicalTypeHandle element = LogicalTypeFactory.Create(type.Element);
        using ValueList values = new(elements.Select(item => Create(item, type.Element)));
        return type.Kind == EngineTypeKind.List
            ? NativeMethods.CreateListValue(element, values.Pointers, (ulong)elements.Length)
            : NativeMethods.CreateArrayValue(element, values.Pointers, (ulong)elements.Length);
    }

    private static ValueHandle CreateText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return NativeMethods.CreateVarcharLength(bytes, (ulong)bytes.Length);
    }

    private static ValueHandle CreateBlob(byte[] bytes) => NativeMethods.CreateBlob(bytes, (ulong)bytes.Length);

    private static ValueHandle CreateBigNumber(BigInteger value)
    {
        byte[] magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        return BytesValue.CreateBigNumber(magnitude, value.Sign < 0);
    }

    private static ValueHandle CreateDecimal(Int128 unscaled, EngineType type) =>
        NativeMethods.CreateDecimal(new NativeDecimal
        {
            Width = (byte)type.Precision,
            Scale = (byte)type.Scale,
            Lower = (ulong)unscaled,
            Upper = (long)(unscaled >> 64),
        });

    private static ValueHandle CreateInterval(EngineInterval interval) =>
        NativeMethods.CreateInterval(new NativeInterval
        {
            Months = interval.Months,
            Days = interval.Days,
            Microseconds = interval.Microseconds,
        });
}
