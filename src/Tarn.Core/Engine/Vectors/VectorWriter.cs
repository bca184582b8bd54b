using System.Text;
using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>
/// Writes values into one column of a chunk: CLR values of any kind, or, without a boxed object for each, values in the
/// engine's own form. Rows of lists must be written in order.
/// </summary>
internal sealed class VectorWriter(EngineType type, NativeVectorWriter native)
{
    /// <exception cref="InvalidCastException">The type does not take such values.</exception>
    /// <exception cref="OverflowException">The value is out of the type's range.</exception>
    public void Write(int row, object? value)
    {
        if (value is null or DBNull)
        {
            WriteNull(row);
            return;
        }

        switch (type.Kind)
        {
            case EngineTypeKind.Boolean: native.Set(row, ClrValue.To<bool>(value) ? (byte)1 : (byte)0); break;
            case EngineTypeKind.TinyInt: native.Set(row, ClrValue.ToNumber<sbyte>(value)); break;
            case EngineTypeKind.SmallInt: native.Set(row, ClrValue.ToNumber<short>(value)); break;
            case EngineTypeKind.Integer: native.Set(row, ClrValue.ToNumber<int>(value)); break;
            case EngineTypeKind.BigInt: native.Set(row, ClrValue.ToNumber<long>(value)); break;
            case EngineTypeKind.HugeInt: native.Set(row, ClrValue.ToNumber<Int128>(value)); break;
            case EngineTypeKind.UTinyInt: native.Set(row, ClrValue.ToNumber<byte>(value)); break;
            case EngineTypeKind.USmallInt: native.Set(row, ClrValue.ToNumber<ushort>(value)); break;
            case EngineTypeKind.UInteger: native.Set(row, ClrValue.ToNumber<uint>(value)); break;
            case EngineTypeKind.UBigInt: native.Set(row, ClrValue.ToNumber<ulong>(value)); break;
            case EngineTypeKind.UHugeInt: native.Set(row, ClrValue.ToNumber<UInt128>(value)); break;
            case EngineTypeKind.Float: native.Set(row, ClrValue.ToNumber<float>(value)); break;
            case EngineTypeKind.Double: native.Set(row, ClrValue.ToNumber<double>(value)); break;
            case EngineTypeKind.Decimal: WriteSized(row, ClrValue.ToDecimal(value, type)); break;
            case EngineTypeKind.Enum: WriteSized(row, ClrValue.ToEnumIndex(value, type)); break;
            case EngineTypeKind.Uuid: native.Set(row, UuidVector.ToStored(ClrValue.To<Guid>(value))); break;
            case EngineTypeKind.Varchar: native.SetBytes(row, Encoding.UTF8.GetBytes(ClrValue.ToText(value))); break;
            case EngineTypeKind.Blob or EngineTypeKind.Geometry:
                native.SetBytes(row, ClrValue.To<byte[]>(value));
                break;
            case EngineTypeKind.Bit: native.SetBytes(row, ClrValue.To<BitString>(value).ToBytes()); break;
            case EngineTypeKind.Bignum: native.SetBytes(row, BigNumber.ToBytes(ClrValue.ToInteger(value))); break;
            case EngineTypeKind.Interval: WriteInterval(row, ClrValue.ToInterval(value)); break;
            case EngineTypeKind.List: WriteList(row, ClrValue.ToElements(value)); break;
            case EngineTypeKind.Array: WriteArray(row, ClrValue.ToElements(value)); break;
            case EngineTypeKind.Struct: WriteStruct(row, ClrValue.To<StructValue>(value)); break;
            case EngineTypeKind.Map: WriteMap(row, ClrValue.To<MapValue>(value)); break;
            case EngineTypeKind.Union: WriteUnion(row, ClrValue.To<UnionValue>(value)); break;
            default: WriteTemporal(row, value); break;
        }
    }

    /// <summary>Writes a value in the form the engine stores; its size must be that of the type.</summary>
    public void WriteStored<T>(int row, T value)
        where T : unmanaged => native.Set(row, value);

    /// <summary>Writes text, which must be valid UTF-8, or bytes.</summary>
    public void WriteBytes(int row, ReadOnlySpan<byte> bytes) => native.SetBytes(row, bytes);

    /// <summary>Gives all rows of the chunk the same text, in valid UTF-8; nothing else is written then.</summary>
    public void WriteAll(ReadOnlySpan<byte> text) => native.SetAll(text);

    /// <summary>Makes room for the elements of a row's list.</summary>
    /// <param name="offset">The row of its first element in the writer that is returned.</param>
    public VectorWriter StartList(int row, int elementCount, out int offset) =>
        new(type.Element, WriteEntry(row, elementCount, out offset));

    public void WriteNull(int row)
    {
        native.SetNull(row);
        switch (type.Kind)
        {
            // The engine expects the parts of a null to be null as well.
            case EngineTypeKind.Struct:
                WriteFields(row, _ => null);
                break;
            case EngineTypeKind.Union:
                native.StructField(0).SetNull(row);
                WriteMembers(row, -1, null);
                break;
            case EngineTypeKind.Array:
                WriteArray(row, new object?[type.ArrayLength]);
                break;
            case EngineTypeKind.List or EngineTypeKind.Map:
                native.Set(row, new NativeListEntry { Offset = (ulong)native.ListElementCount(), Length = 0 });
                break;
        }
    }

    private void WriteTemporal(int row, object value)
    {
        switch (type.Kind)
        {
            case EngineTypeKind.Date: native.Set(row, ClrValue.ToDays(value)); break;
            case EngineTypeKind.Time: native.Set(row, ClrValue.ToTimeOfDay(value) / 1000); break;
            case EngineTypeKind.TimeNs: native.Set(row, ClrValue.ToTimeOfDay(value)); break;
            case EngineTypeKind.TimeTz: native.Set(row, ClrValue.ToTimeTzBits(value)); break;
            case EngineTypeKind.Timestamp or EngineTypeKind.TimestampTz or EngineTypeKind.TimestampS
                or EngineTypeKind.TimestampMs or EngineTypeKind.TimestampNs:
                native.Set(row, ClrValue.ToTimestamp(value, TimestampVector.UnitOf(type.Kind)));
                break;
            default: throw new InvalidCastException($"Values of type {type} cannot be written.");
        }
    }

    private void WriteSized(int row, Int128 value)
    {
        switch (PhysicalType.WidthBytes(type))
        {
            case 1: native.Set(row, (byte)value); break;
            case 2: native.Set(row, (short)value); break;
            case 4: native.Set(row, (int)value); break;
            case 8: native.Set(row, (long)value); break;
            default: native.Set(row, value); break;
        }
    }

    private void WriteInterval(int row, EngineInterval interval) => native.Set(row, new NativeInterval
    {
        Months = interval.Months,
        Days = interval.Days,
        Microseconds = interval.Microseconds,
    });

    private NativeVectorWriter WriteEntry(int row, int elementCount, out int offset)
    {
        offset = native.ListElementCount();
        native.Set(row, new NativeListEntry { Offset = (ulong)offset, Length = (ulong)elementCount });
        return native.GrowList(elementCount);
    }

    private void WriteList(int row, object?[] elements)
    {
        VectorWriter writer = StartList(row, elements.Length, out int offset);
        for (int i = 0; i < elements.Length; i++)
        {
            writer.Write(offset + i, elements[i]);
        }
    }

    private void WriteArray(int row, object?[] elements)
    {
        if (elements.Length != type.ArrayLength)
        {
            throw new InvalidCastException($"A list of {elements.Length} elements is not a {type}.");
        }

        VectorWriter writer = new(type.Element, native.ArrayElements());
        for (int i = 0; i < elements.Length; i++)
        {
            writer.Write((row * elements.Length) + i, elements[i]);
        }
    }

    private void WriteStruct(int row, StructValue value)
    {
        if (value.Fields.Count != type.Children.Count)
        {
            throw new InvalidCastException($"A struct of {value.Fields.Count} fields is not a {type}.");
        }

        WriteFields(row, i => value.Fields[i].Value);
    }

    private void WriteFields(int row, Func<int, object?> valueOf)
    {
        for (int i = 0; i < type.Children.Count; i++)
        {
            new VectorWriter(type.Children[i].Type, native.StructField(i)).Write(row, valueOf(i));
        }
    }

    private void WriteMap(int row, MapValue map)
    {
        NativeVectorWriter entries = WriteEntry(row, map.Entries.Count, out int offset);
        VectorWriter keys = new(type.Children[0].Type, entries.StructField(0));
        VectorWriter values = new(type.Children[1].Type, entries.StructField(1));
        for (int i = 0; i < map.Entries.Count; i++)
        {
            keys.Write(offset + i, map.Entries[i].Key);
            values.Write(offset + i, map.Entries[i].Value);
        }
    }

    private void WriteUnion(int row, UnionValue value)
    {
        int tag = ClrValue.ToMemberIndex(value, type);
        native.StructField(0).Set(row, (byte)tag);
        WriteMembers(row, tag, value.Value);
    }

    private void WriteMembers(int row, int tag, object? value)
    {
        for (int i = 0; i < type.Children.Count; i++)
        {
            VectorWriter member = new(type.Children[i].Type, native.StructField(i + 1));
            member.Write(row, i == tag ? value : null);
        }
    }
}
