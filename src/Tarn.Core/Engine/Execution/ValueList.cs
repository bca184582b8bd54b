using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>The parts of a nested value while it is made; DuckDB copies them.</summary>
internal sealed class ValueList(IEnumerable<ValueHandle> values) : IDisposable
{
    private readonly ValueHandle[] _values = [.. values];

    public ReadOnlySpan<nint> Pointers => Array.ConvertAll(_values, value => value.DangerousGetHandle());

    public void Dispose() => Array.ForEach(_values, value => value.Dispose());
}
