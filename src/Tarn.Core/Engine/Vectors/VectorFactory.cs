using Tarn.Common;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>The reader for each type.</summary>
internal static class VectorFactory
{
    /// <summary>Those of a chunk that was lent, by the types that it says.</summary>
    public static ColumnVector[] ColumnsOf(DataChunkHandle chunk)
    {
        ColumnVector[] columns = new ColumnVector[chunk.ColumnCount];
        for (int i = 0; i < columns.Length; i++)
        {
            NativeVector native = chunk.Column(i);
            columns[i] = Create(LogicalTypes.ReadAndDispose(native.ReadType()), native);
        }

        return columns;
    }

    public static ColumnVector Create(EngineType type, NativeVector native) => type.Kind switch
    {
        EngineTypeKind.Boolean => new BooleanVector(type, native),
        EngineTypeKind.TinyInt => new NumberVector<sbyte>(type, native),
        EngineTypeKind.SmallInt => new NumberVector<short>(type, native),
        EngineTypeKind.Integer => new NumberVector<int>(type, native),
        EngineTypeKind.BigInt => new NumberVector<long>(type, native),
        EngineTypeKind.HugeInt => new NumberVector<Int128>(type, native),
        EngineTypeKind.UTinyInt => new NumberVector<byte>(type, native),
        EngineTypeKind.USmallInt => new NumberVector<ushort>(type, native),
        EngineTypeKind.UInteger => new NumberVector<uint>(type, native),
        EngineTypeKind.UBigInt => new NumberVector<ulong>(type, native),
        EngineTypeKind.UHugeInt => new NumberVector<UInt128>(type, native),
        EngineTypeKind.Float => new NumberVector<float>(type, native),
        EngineTypeKind.Double => new NumberVector<double>(type, native),
        EngineTypeKind.Decimal => new DecimalVector(type, native),
        EngineTypeKind.Varchar => new TextVector(type, native),
        EngineTypeKind.Blob or EngineTypeKind.Geometry => new BlobVector(type, native),
        EngineTypeKind.Bit => new BitVector(type, native),
        EngineTypeKind.Bignum => new BigNumberVector(type, native),
        EngineTypeKind.Date => new DateVector(type, native),
        EngineTypeKind.Time or EngineTypeKind.TimeNs => new TimeVector(type, native),
        EngineTypeKind.TimeTz => new TimeTzVector(type, native),
        EngineTypeKind.Timestamp or EngineTypeKind.TimestampTz or EngineTypeKind.TimestampS
            or EngineTypeKind.TimestampMs or EngineTypeKind.TimestampNs => new TimestampVector(type, native),
        EngineTypeKind.Interval => new IntervalVector(type, native),
        EngineTypeKind.Uuid => new UuidVector(type, native),
        EngineTypeKind.Enum => new EnumVector(type, native),
        EngineTypeKind.List => new ListVector(type, native),
        EngineTypeKind.Array => new ArrayVector(type, native),
        EngineTypeKind.Struct => new StructVector(type, native),
        EngineTypeKind.Map => new MapVector(type, native),
        EngineTypeKind.Union => new UnionVector(type, native),
        EngineTypeKind.SqlNull => new NullVector(type, native),
        _ => throw new TarnException(ErrorCodes.ConversionFailed, $"Columns of type {type} cannot be read.")
        {
            Hint = "CAST the column to VARCHAR or JSON.",
        },
    };
}
