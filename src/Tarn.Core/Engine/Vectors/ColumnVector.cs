using System.Text;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>
/// One column of a batch. Usable until the next batch is read; access afterwards throws
/// <see cref="ObjectDisposedException"/>. Typed getters do not look at nulls: ask <see cref="IsNull"/> first.
/// </summary>
public abstract class ColumnVector
{
    private readonly NativeVector _native;

    private protected ColumnVector(EngineType type, NativeVector native)
    {
        Type = type;
        _native = native;
    }

    public EngineType Type { get; }

    private protected NativeVector Native => _native;

    public bool IsNull(int row) => _native.IsNull(row);

    /// <summary>The value in its CLR form (see docs/adr/0001-engine-binding.md), null when null.</summary>
    public object? GetValue(int row) => IsNull(row) ? null : Read(row);

    /// <summary>
    /// The values as they lie in memory, without a copy; those of null rows are undefined. <typeparamref name="T"/> is
    /// the engine's physical type: int for DATE, long (microseconds) for TIMESTAMP, Int128 for HUGEINT, and so on.
    /// </summary>
    /// <exception cref="InvalidOperationException">The type is not of fixed width or of another width.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        int width = PhysicalType.WidthBytes(Type);
        return width == System.Runtime.CompilerServices.Unsafe.SizeOf<T>()
            ? _native.Values<T>()
            : throw new InvalidOperationException(
                $"A {Type} column has {width} bytes per value and cannot be read as {typeof(T).Name}.");
    }

    public virtual bool GetBoolean(int row) => throw NotReadableAs(nameof(Boolean));

    /// <exception cref="OverflowException">The value does not fit.</exception>
    public virtual long GetInt64(int row) => throw NotReadableAs(nameof(Int64));

    public virtual double GetDouble(int row) => throw NotReadableAs(nameof(Double));

    /// <exception cref="OverflowException">The value does not fit.</exception>
    public virtual decimal GetDecimal(int row) => throw NotReadableAs(nameof(Decimal));

    /// <summary>The bytes of a text, an enum's value or a blob, without a copy where there is none to make.</summary>
    public virtual ReadOnlySpan<byte> GetUtf8(int row) => throw NotReadableAs("UTF-8");

    public virtual string GetString(int row) => Encoding.UTF8.GetString(GetUtf8(row));

    /// <exception cref="InvalidCastException">The value is infinite or outside of years 1 to 9999.</exception>
    public virtual DateTime GetDateTime(int row) => throw NotReadableAs(nameof(DateTime));

    /// <summary>The boxed value of a row that is not null.</summary>
    private protected abstract object Read(int row);

    private InvalidOperationException NotReadableAs(string target) =>
        new($"A {Type} column cannot be read as {target}.");
}
